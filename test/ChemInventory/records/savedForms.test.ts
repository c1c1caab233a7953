import type { IDataObject, INodeType } from 'n8n-workflow';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import { ChemInventoryOrder } from '../../../nodes/ChemInventory/ChemInventoryOrder.node';
import { ChemInventorySearch } from '../../../nodes/ChemInventory/ChemInventorySearch.node';
import { onChemSandbox } from '../../support/chemInventory';
import { bodiesOf, rl } from '../../support/chemRuns';
import { runNode } from '../../support/engine';
import { mapped } from '../../support/mapped';
import { forgetWaits } from '../../support/waits';
import { chemSandboxForChanges, editorOf } from './lookUps';

const sandbox = chemSandboxForChanges();
const editor = editorOf(sandbox);
const live = () => sandbox().chemInventory.lab;

beforeEach(forgetWaits);

const run = async (node: INodeType, parameters: IDataObject, inputs: IDataObject[] = [{}]) =>
	await runNode(onChemSandbox(node, sandbox()), inputs, parameters as never);
const supplierNames = () => [...live().lab.suppliers.values()].map(({ name }) => name);

/** A supplier as forms hold it: plain text of a form saved before there was a list, an expression, a picked one, a typed one. */
const waysToName = (name: string): Array<[string, IDataObject | string]> => [
	['plain text', name],
	['an expression', '={{ $json.supplier }}'],
	['picked from the list', rl(name, 'list')],
	['typed', rl(name, 'name')],
	['an expression in the list', rl('={{ $json.supplier }}', 'name')],
];

describe('a supplier', () => {
	it.each(waysToName('Fisher Scientific'))(
		'reaches a new container, a changed one and orders: %s',
		async (_how, supplier) => {
			const input = [{ supplier: 'Fisher Scientific' }];
			const container = {
				specifyData: 'fields',
				name: 'A',
				substance: rl(live().substance('67-64-1').id, 'list'),
				createSubstance: false,
				location: rl('Cupboards > Cupboard 1', 'path'),
				size: '',
				unit: rl('', 'list'),
				barcodeCheck: 'none',
				barcode: '',
				output: 'simplified',
				options: {},
			};
			const created = await run(
				new ChemInventoryContainer(),
				{ operation: 'create', ...container, additionalFields: { supplier }, customFields: mapped({}) },
				input,
			);
			expect(created.error).toBeUndefined();
			const id = Number(created.json[0]?.id);
			expect(live().container(id).supplier).toBe('Fisher Scientific');

			const other = live().addContainer({ supplier: 'VWR' }).id;
			await run(
				new ChemInventoryContainer(),
				{
					operation: 'update',
					container: rl(other, 'list'),
					updateFields: { supplier },
					customFields: mapped({}),
					substanceFields: mapped({}),
					barcodeCheck: 'refuse',
					output: 'simplified',
				},
				input,
			);
			expect(live().container(other).supplier).toBe('Fisher Scientific');

			const order = {
				substance: container.substance,
				name: 'A',
				size: '5',
				unit: rl('mL', 'name'),
				customFields: mapped({}),
				output: 'simplified',
			};
			const requested = await run(
				new ChemInventoryOrder(),
				{ operation: 'create', ...order, supplier, additionalFields: {} },
				input,
			);
			expect(requested.json[0]).toMatchObject({ supplier: 'Fisher Scientific' });

			const changed = await run(
				new ChemInventoryOrder(),
				{
					operation: 'update',
					order: rl(requested.json[0]?.id, 'list'),
					updateFields: { supplier, comments: 'x' },
					customFields: mapped({}),
					output: 'simplified',
				},
				input,
			);
			expect(changed.json[0]).toMatchObject({ supplier: 'Fisher Scientific', comments: 'x' });
		},
	);

	const order = (supplier: IDataObject | string): IDataObject => ({
		operation: 'create',
		substance: rl(live().substance('67-64-1').id),
		name: 'A',
		size: '5',
		unit: rl('mL', 'name'),
		supplier,
		customFields: mapped({}),
		additionalFields: {},
		output: 'simplified',
	});

	it('that is new comes into being as it is typed', async () => {
		await run(new ChemInventoryOrder(), order(rl(' Carl Roth ', 'name')));
		expect(supplierNames()).toContain('Carl Roth');
	});

	it.each(['fisher  scientific', ' FISHER Scientific '])(
		'does not come into being a second time as %j',
		async (name) => {
			const before = supplierNames();
			await run(new ChemInventoryOrder(), order(rl(name, 'name')));
			expect(bodiesOf(sandbox(), '/order/request')).toMatchObject([{ supplier: 'Fisher Scientific' }]);
			expect(supplierNames()).toEqual(before);
		},
	);

	it('whose only spelling ends in a blank is sent with that blank, in a change of a container too', async () => {
		live().lab.suppliers.set(900, { id: 900, name: 'Acros ', inventory: sandbox().chemInventory.inventoryId });
		const { id } = live().addContainer({ supplier: 'VWR' });
		await run(new ChemInventoryContainer(), {
			operation: 'update',
			container: rl(id),
			updateFields: { supplier: rl('acros', 'name') },
			customFields: mapped({}),
			substanceFields: mapped({}),
			barcodeCheck: 'refuse',
			output: 'simplified',
		});
		expect(bodiesOf(sandbox(), '/container/information/save')).toEqual([
			{ containerid: id, field: 'supplier', newvalue: 'Acros ' },
		]);
	});

	it.each([
		['an expression that finds nothing', '={{ $json.nothing }}'],
		['a name that an expression does not find', rl('={{ $json.nothing }}', 'name')],
	])('of an order is asked for in words: %s', async (_what, supplier) => {
		const { error } = await run(new ChemInventoryOrder(), order(supplier));
		expect(error?.message).toBe("'Supplier' is empty [row 1]");
		expect(bodiesOf(sandbox(), '/order/request')).toEqual([]);
	});
});

describe('an inventory', () => {
	const other = () => sandbox().chemInventory.otherInventoryId;
	const ways = (id: number): Array<[string, IDataObject | number | string]> => [
		['plain text', String(id)],
		['a number', id],
		['picked from the list', rl(id, 'list')],
		['an ID', rl(String(id))],
		['an expression', '={{ $json.inventory }}'],
	];

	it.each(ways(2101))('to switch to may be %s', async (_how, inventory) => {
		const { error, json } = await run(new ChemInventory(), { resource: 'inventory', operation: 'switch', inventory }, [
			{ inventory: other() },
		]);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ inventoryId: other() });
	});

	it.each(ways(2101))('to search in may be %s', async (_how, inventory) => {
		const parameters = {
			operation: 'byName',
			name: '%',
			scope: 'other',
			inventory,
			fullRows: false,
			output: 'simplified',
			options: {},
		};
		const { error } = await run(new ChemInventorySearch(), parameters, [{ inventory: other() }]);
		expect(error).toBeUndefined();
		expect(bodiesOf(sandbox(), '/search/execute')).toMatchObject([{ inventory: other() }]);
	});

	it.each(ways(2101))('of a list of users may be %s', async (_how, inventory) => {
		live().user('admin').roles.set(other(), 2);
		const { error } = await run(
			new ChemInventory(),
			{ resource: 'user', operation: 'getAll', returnAll: true, options: { inventory } },
			[{ inventory: other() }],
		);
		expect(error).toBeUndefined();
		expect(bodiesOf(sandbox(), '/inventorymanagement/users/list')).toEqual([{ inventory: other() }]);
	});
});

describe('a container', () => {
	const parameters = (container: unknown): IDataObject => ({
		operation: 'get',
		container: container as IDataObject,
		output: 'simplified',
		options: {},
	});

	it('is the one that was picked, scanned or given by its ID', async () => {
		const { id } = live().addContainer({ name: 'Rare earth', barcode: 'RE-1' });
		const [picked] = (await editor.list('searchContainers', { filter: 'rare earth' })).results;
		for (const container of [
			rl(picked?.value, 'list'),
			rl('RE-1', 'barcode'),
			rl(id),
			rl(String(id)),
			id,
			'={{ $json.id }}',
		]) {
			const { json, error } = await run(new ChemInventoryContainer(), parameters(container), [{ id }]);
			expect(error).toBeUndefined();
			expect(json[0]).toMatchObject({ id, name: 'Rare earth' });
		}
	});

	it('can be picked on every operation that takes one', () => {
		for (const node of [new ChemInventory(), new ChemInventoryContainer()]) {
			for (const { modes } of node.description.properties.filter(({ name }) => name === 'container')) {
				expect(modes?.map(({ name }) => name)).toEqual(['list', 'barcode', 'id']);
			}
		}
	});
});

describe('a substance', () => {
	it('is the one that was picked, or given by CAS number, name or ID', async () => {
		const { id } = live().substance('67-64-1');
		const [picked] = (await editor.list('searchSubstances', { filter: '67-64-1' })).results;
		for (const substance of [
			rl(picked?.value, 'list'),
			rl('67-64-1', 'cas'),
			rl('Acetone', 'name'),
			rl(String(id)),
			id,
		]) {
			const { json, error } = await run(new ChemInventory(), {
				resource: 'substance',
				operation: 'checkWatchlists',
				substance: substance as IDataObject,
				output: 'simplified',
			});
			expect(error).toBeUndefined();
			expect(json.length).toBeGreaterThan(0);
		}
		expect(new Set(bodiesOf(sandbox(), '/watchlist/checksubstance').map((body) => JSON.stringify(body)))).toEqual(
			new Set([JSON.stringify({ substanceid: id })]),
		);
	});

	it('to search for may be picked, or given as an ID as before', async () => {
		const { id } = live().substance('67-64-1');
		for (const substance of [rl(id, 'list'), String(id), rl(String(id))]) {
			const { json } = await run(new ChemInventorySearch(), {
				operation: 'bySubstanceId',
				substance,
				scope: 'active',
				fullRows: false,
				output: 'simplified',
				options: {},
			});
			expect(json.length).toBeGreaterThan(0);
			expect(json.every(({ substanceId }) => substanceId === id)).toBe(true);
		}
	});

	it('is looked up once for many orders of it', async () => {
		const parameters = {
			operation: 'create',
			substance: rl('67-64-1', 'cas'),
			name: '={{ $json.name }}',
			size: '5',
			unit: rl('mL', 'name'),
			supplier: rl('VWR', 'list'),
			customFields: mapped({}),
			additionalFields: {},
			output: 'simplified',
		};
		const { error } = await run(new ChemInventoryOrder(), parameters, [{ name: 'A' }, { name: 'B' }, { name: 'C' }]);
		expect(error).toBeUndefined();
		expect(bodiesOf(sandbox(), '/search/execute')).toHaveLength(1);
	});
});

describe('the forms of all four nodes', () => {
	it('offer the list first wherever something can be picked, and begin with it', () => {
		for (const node of [
			new ChemInventory(),
			new ChemInventoryContainer(),
			new ChemInventoryOrder(),
			new ChemInventorySearch(),
		]) {
			const fields = node.description.properties.flatMap((field) => [
				field,
				...(field.options ?? []).flatMap((entry) => ('type' in entry ? [entry] : [])),
			]);
			const locators = fields.filter(({ type }) => type === 'resourceLocator');
			expect(locators.length).toBeGreaterThan(0);
			for (const { name, modes, default: start } of locators) {
				expect({ name, first: modes?.[0]?.name, start }).toEqual({
					name,
					first: 'list',
					start: { mode: 'list', value: '' },
				});
			}
		}
	});
});
