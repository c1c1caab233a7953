import type { IDataObject, INode, INodeType } from 'n8n-workflow';
import nock from 'nock';

import { CddBatch } from '../../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../../nodes/Cdd/CddInventorySample.node';
import { cddBase, onPublicServer, onSandbox } from '../../support/cdd';
import { runNode } from '../../support/engine';
import type { RunOptions } from '../../support/engine';
import { asked, locator } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const batchNode = new CddBatch();
const sampleNode = new CddInventorySample();
const run = async (node: INodeType, inputs: IDataObject[], parameters: INode['parameters'], options: RunOptions = {}) =>
	await runNode(onSandbox(node, sandbox()), inputs, parameters, options);

const named = locator('={{ $json.name }}', 'identifier');
const batchCalled = (name: string) =>
	[...sandbox().cdd.batches.values()].find(({ molecule_batch_identifier: identifier }) => identifier === name);
const lookUps = () => asked(sandbox()).filter((request) => request === 'POST /batches/query');

let serial = 0;

/** A batch that nothing hangs on, so that it can be deleted. */
function freeBatch(): string {
	const template = batchCalled('LAB-0000003-001');
	const id = 6_000_000 + ++serial;
	const name = `FREE-${id}`;
	if (template) sandbox().cdd.batches.set(id, { ...template, id, molecule_batch_identifier: name });
	return name;
}

describe('a batch that is named by its Molecule-Batch ID', () => {
	it('is found for each item by its own', async () => {
		const { json } = await run(batchNode, [{ name: 'LAB-0000003-002' }, { name: ' LAB-0000005-001 ' }], {
			operation: 'get',
			batch: named,
		});
		expect(json.map(({ molecule_batch_identifier: name }) => name)).toEqual(['LAB-0000003-002', 'LAB-0000005-001']);
	});

	it('is looked up once per run, however many items name it', async () => {
		const names = ['LAB-0000003-002', 'LAB-0000005-001', 'LAB-0000003-002', 'LAB-0000003-002'];
		const { json } = await run(
			batchNode,
			names.map((name) => ({ name })),
			{ operation: 'get', batch: named },
		);
		expect(json.map(({ molecule_batch_identifier: name }) => name)).toEqual(names);
		expect(lookUps()).toHaveLength(2);
	});

	it.each([
		[
			'a new sample',
			sampleNode,
			{
				operation: 'create',
				specifyData: 'fields',
				amount: '5',
				units: 'mg',
				moreSampleFields: { field: [{ name: 'Sample ID', type: 'text', value: 'M1' }] },
			},
			'batch',
		],
		[
			'an update',
			batchNode,
			{ operation: 'update', specifyData: 'json', batchJson: '{ "batch_fields": { "Note": "seen" } }' },
			'id',
		],
	])('serves %s', async (_what, node, parameters, key) => {
		const { json, error } = await run(node, [{ name: 'LAB-0000003-002' }], { ...parameters, batch: named });
		expect(error).toBeUndefined();
		expect(json[0]?.[key]).toBe(batchCalled('LAB-0000003-002')?.id);
	});

	it.each(['get', 'delete'])(
		'and that no batch has is refused in words, and nothing is written (%s)',
		async (operation) => {
			for (const name of ['LAB-0000003', 'lab-0000003-002', 'LAB-0000003-00']) {
				const { error } = await run(batchNode, [{ name }], { operation, batch: named });
				expect(error?.message).toBe("'Batch' is not a Molecule-Batch ID of this vault [row 1]");
				expect(error?.description).toContain(`No batch has the Molecule-Batch ID "${name}" exactly.`);
			}
			expect(asked(sandbox()).filter((request) => request.startsWith('PUT'))).toEqual([]);
		},
	);

	it.each(['', '  ', undefined, null])('and is empty (%j) is refused before anything is asked', async (name) => {
		const { error } = await run(batchNode, [{ name }], { operation: 'delete', batch: named });
		expect(error?.message).toBe("'Batch' is empty [row 1]");
		expect(asked(sandbox())).toEqual([]);
	});

	it('is never an ID, digits or not', async () => {
		const [id] = sandbox().cdd.batches.keys();
		const { error } = await run(batchNode, [{ name: id }], { operation: 'delete', batch: named });
		expect(error?.message).toBe("'Batch' is not a Molecule-Batch ID of this vault [row 1]");
		expect(asked(sandbox())).toEqual(['POST /batches/query']);
	});

	it('and that several batches have is refused, and nothing is written', async () => {
		const name = freeBatch();
		const one = batchCalled(name);
		const twin = 7_000_000;
		if (one) sandbox().cdd.batches.set(twin, { ...one, id: twin });
		const { error } = await run(batchNode, [{ name }], { operation: 'delete', batch: named });
		sandbox().cdd.batches.delete(twin);
		expect(error?.message).toBe("'Batch' matches more than one batch [row 1]");
		expect(asked(sandbox())).toEqual(['POST /batches/query']);
	});

	it('is never guessed from the answer of a service that does not know the parameter', async () => {
		const others = [{ id: 1, class: 'batch', molecule_batch_identifier: 'A-1' }];
		nock(cddBase).post('/vaults/4598/batches/query').reply(200, { count: 1, objects: others });
		const { error } = await runNode(onPublicServer(batchNode), [{ name: 'B-1' }], {
			operation: 'delete',
			batch: named,
		});
		expect(error?.message).toBe("'Batch' is not a Molecule-Batch ID of this vault [row 1]");
	});

	it('is not guessed either where one of the batches that such a service lists has it by chance', async () => {
		const others = ['B-1', 'A-1'].map((name, at) => ({ id: at + 1, class: 'batch', molecule_batch_identifier: name }));
		nock(cddBase).post('/vaults/4598/batches/query').reply(200, { count: 60, objects: others });
		const { error } = await runNode(onPublicServer(batchNode), [{ name: 'B-1' }], {
			operation: 'delete',
			batch: named,
		});
		expect(error?.message).toBe("'Batch' matches more than one batch [row 1]");
	});
});

describe('Retry On Fail', () => {
	it('does not fail over a batch that its first try deleted, and that cannot be found by name any more', async () => {
		const name = freeBatch();
		const other = freeBatch();
		sandbox().faults.add({
			when: { method: 'PUT', path: `/${batchCalled(other)?.id}` },
			times: 1,
			do: { kind: 'status', status: 429, retryAfterSeconds: 600 },
		});
		const { error, executions, json } = await run(
			batchNode,
			[{ name }, { name: other }],
			{ operation: 'delete', batch: named },
			{
				settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
			},
		);
		expect([error?.message, executions, json.length]).toEqual([undefined, 2, 2]);
		expect([batchCalled(name), batchCalled(other)]).toEqual([undefined, undefined]);
		expect(asked(sandbox()).filter((request) => request.startsWith('PUT'))).toHaveLength(3);
	});

	it('looks for the batches of all items before the first is deleted', async () => {
		const name = freeBatch();
		const { error } = await run(batchNode, [{ name }, { name: 'NO-SUCH-BATCH' }], {
			operation: 'delete',
			batch: named,
		});
		expect(error?.message).toBe("'Batch' is not a Molecule-Batch ID of this vault [row 2]");
		expect(batchCalled(name)).toBeDefined();
	});
});

describe('a batch in a workflow that was saved before there was a list', () => {
	it.each([
		['as an ID', () => locator('={{ $json.id }}', 'id')],
		['as an entry of the list', () => locator('={{ $json.id }}', 'list')],
		['as a bare value', () => '={{ $json.id }}'],
	])('is found (%s)', async (_how, stored) => {
		const batch = batchCalled('LAB-0000003-002');
		const { json } = await run(batchNode, [{ id: batch?.id }], { operation: 'get', batch: stored() });
		expect(json[0]?.id).toBe(batch?.id);
	});
});
