import type { IDataObject, INode, INodeType } from 'n8n-workflow';

import { CddBatch } from '../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../nodes/Cdd/CddInventorySample.node';
import { ChemInventory } from '../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryContainer } from '../../nodes/ChemInventory/ChemInventoryContainer.node';
import { ChemInventoryOrder } from '../../nodes/ChemInventory/ChemInventoryOrder.node';
import type { Sandbox } from '../../sandbox';
import { onSandbox } from '../support/cdd';
import { onChemSandbox } from '../support/chemInventory';
import { retrying, rl } from '../support/chemRuns';
import { runNode } from '../support/engine';
import type { NodeRun, RunOptions } from '../support/engine';
import { freshSandbox } from '../support/sandbox';
import { forgetWaits } from '../support/waits';

let sandbox: Sandbox;

beforeEach(async () => {
	forgetWaits();
	sandbox = await freshSandbox();
});

const run = async (
	node: INodeType,
	parameters: IDataObject,
	inputs: IDataObject[] = [{}],
	options: RunOptions = {},
): Promise<NodeRun> => {
	const subject = node.description.name.startsWith('cdd') ? onSandbox(node, sandbox) : onChemSandbox(node, sandbox);
	return await runNode(subject, inputs, parameters as INode['parameters'], options);
};
const beforeOf = async (node: INodeType, parameters: IDataObject): Promise<unknown> => {
	const { json, error } = await run(node, parameters);
	expect(error?.message).toBeUndefined();
	return json[0]?.before;
};
const lab = () => sandbox.chemInventory.lab;

describe('what was there before', () => {
	it('an update of a batch: the fields that change, null for those without a value, and nothing else', async () => {
		const [id] = sandbox.cdd.batches.keys();
		const [present] = (await run(new CddBatch(), { operation: 'get', batch: rl(id), output: 'raw' })).json;
		const fields: IDataObject = Object(present?.batch_fields);
		const batchJson = JSON.stringify({ batch_fields: { Purity: 12, Note: 'other' }, stoichiometry: { salt_count: 2 } });
		expect(
			await beforeOf(new CddBatch(), {
				operation: 'update',
				batch: rl(id),
				specifyData: 'json',
				batchJson,
				output: 'simplified',
			}),
		).toEqual({
			id,
			Purity: fields.Purity ?? null,
			Note: fields.Note ?? null,
			stoichiometry: { salt_count: null },
		});
	});

	it('an event of a sample: amount and place, as they were', async () => {
		const sample = sandbox.cdd.addSample();
		const eventsJson = '{ "inventory_events": [{ "fields": { "Debit": 30 } }] }';
		const update = {
			operation: 'update',
			sample: rl(sample.id),
			specifyData: 'json',
			eventsJson,
			output: 'simplified',
		};
		expect(await beforeOf(new CddInventorySample(), update)).toMatchObject({
			id: sample.id,
			current_amount: 100,
			location: null,
		});
		expect(await beforeOf(new CddInventorySample(), update)).toMatchObject({ current_amount: 70 });
	});

	const [name, comments] = ['Acetone, new', 'Changed'];
	const updating = (id: unknown) => ({
		operation: 'update',
		container: rl(id),
		updateFields: { name, comments, size: '77' },
		barcodeCheck: 'none',
		output: 'simplified',
	});

	it('an update of a container: the fields that were saved, under the names that the container has for them', async () => {
		const container = lab().liveContainers()[0];
		const [known] = (
			await run(new ChemInventoryContainer(), {
				operation: 'get',
				container: rl(container?.id),
				output: 'raw',
				options: {},
			})
		).json;
		const before = await beforeOf(new ChemInventoryContainer(), updating(container?.id));
		expect(before).toEqual({
			id: container?.id,
			name: known?.containername,
			comments: known?.comments,
			size: Number(known?.size),
			unit: known?.unit,
		});
	});

	it('an update of a container that n8n runs again: as it was before the first try', async () => {
		const [first, second] = lab().liveContainers();
		const old = { name: first?.name, comments: first?.comments };
		sandbox.faults.add({
			when: { path: '/container/information/save', nth: 4 },
			times: 1,
			do: { kind: 'status', status: 400 },
		});
		const { json, executions, error } = await run(
			new ChemInventoryContainer(),
			updating('={{ $json.id }}'),
			[{ id: first?.id }, { id: second?.id }],
			{ settings: retrying },
		);
		expect([error?.message, json.length]).toEqual([undefined, 2]);
		expect(executions).toBe(2);
		expect(json[0]).toMatchObject({ name, before: old });
	});

	it('an order: the values that change, and its status', async () => {
		const order = lab()
			.openOrders()
			.find(({ dateordered }) => Number(dateordered) === 0);
		const node = new ChemInventoryOrder();
		expect(
			await beforeOf(node, {
				operation: 'update',
				order: rl(order?.id),
				updateFields: { comments: 'Urgent' },
				output: 'simplified',
			}),
		).toEqual({ id: order?.id, comments: order?.comments || null });
		expect(
			await beforeOf(node, { operation: 'setOrdered', order: rl(order?.id), status: 'ordered', output: 'simplified' }),
		).toEqual({ id: order?.id, status: 'requested', dateOrdered: null });
	});

	it('a hazard entry that is replaced: its codes and source', async () => {
		const held = new Set(
			lab()
				.liveContainers()
				.map(({ substance }) => substance),
		);
		const entry = [...lab().lab.hazards.values()].find(
			({ inventory, substance }) => inventory === sandbox.chemInventory.inventoryId && held.has(substance),
		);
		const saving = {
			resource: 'substance',
			operation: 'saveGhs',
			substance: rl(entry?.substance),
			hazardCodes: 'H302',
			source: 'Label',
			entryId: String(entry?.id),
		};
		expect(await beforeOf(new ChemInventory(), saving)).toEqual({
			id: entry?.id,
			hazards: entry?.codes,
			source: entry?.source,
		});
		expect(await beforeOf(new ChemInventory(), { ...saving, entryId: '' })).toBeUndefined();
	});

	it('a change that is found to be made already: the record as it is', async () => {
		const container = lab().liveContainers()[0];
		const wanted = container?.isInRecycling === true;
		const { json } = await run(new ChemInventoryContainer(), {
			operation: 'setRecycling',
			container: rl(container?.id),
			inRecycling: wanted,
			output: 'simplified',
		});
		expect(json[0]).toMatchObject({ changed: false, before: { id: container?.id, inRecycling: wanted } });
	});

	it('is read before the write: where it cannot be read, nothing is sent', async () => {
		const { id } = sandbox.cdd.addSample();
		sandbox.faults.add({ when: { endpoint: 'getInventorySample' }, do: { kind: 'status', status: 403 } });
		sandbox.clearRequests();
		const { error } = await run(new CddInventorySample(), { operation: 'delete', sample: rl(id) });
		expect(error).toBeDefined();
		expect(sandbox.requests.map(({ method }) => method)).toEqual(['GET']);
		expect(sandbox.cdd.samples.has(id)).toBe(true);
	});
});
