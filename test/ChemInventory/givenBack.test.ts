import type { IDataObject, INodeType } from 'n8n-workflow';

import { ChemInventory } from '../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryContainer } from '../../nodes/ChemInventory/ChemInventoryContainer.node';
import { ChemInventoryOrder } from '../../nodes/ChemInventory/ChemInventoryOrder.node';
import { ChemInventorySearch } from '../../nodes/ChemInventory/ChemInventorySearch.node';
import type { ContainerRecord } from '../../sandbox/cheminventory/state';
import { dateFormats } from '../../sandbox/cheminventory/times';
import { onChemSandbox } from '../support/chemInventory';
import { pathsAsked, rl } from '../support/chemRuns';
import { runNode } from '../support/engine';
import { mapped } from '../support/mapped';
import { freshSandbox } from '../support/sandbox';
import { forgetWaits } from '../support/waits';

let sandbox: Awaited<ReturnType<typeof freshSandbox>>;
const live = () => sandbox.chemInventory.lab;
const run = async (node: INodeType, parameters: IDataObject, inputs: IDataObject[] = [{}]) =>
	await runNode(onChemSandbox(node, sandbox), inputs, parameters as never);

const raw = { output: 'simplified', returnAll: true, options: {}, columnNames: 'keys' };

const trees = ['several roots', 'one root called like the inventory'] as const;
const worlds = trees.flatMap((tree) => dateFormats.map(({ momentformat }) => [tree, momentformat] as const));

describe.each(worlds)('with %s and dates as %s', (tree, dateFormat) => {
	beforeEach(async () => {
		forgetWaits();
		sandbox = await freshSandbox({ chemInventory: { tree, dateFormat } });
	});

	/** A bottle with odd and usual values, in a place with an arrow in its name. */
	function model() {
		const [root] = [...live().locations.values()].filter(
			({ parent, inventory, isRemoved }) =>
				parent === 0 && inventory === sandbox.chemInventory.inventoryId && !isRemoved,
		);
		if (!root) throw new Error('no root');
		const place = live().addLocation('Shelf > 2', root.name);
		const fieldCalled = (name: string) => [...live().lab.customFields.values()].find((field) => field.name === name);
		const supplier = {
			id: live().lab.ids.supplier.next(),
			name: 'Acros ',
			inventory: sandbox.chemInventory.inventoryId,
		};
		live().lab.suppliers.set(supplier.id, supplier);
		return live().addContainer({
			name: 'Tris (1 M): 1.10',
			location: place.id,
			substance: live().substance('67-64-1').id,
			size: '2.5',
			unit: live().unitId('mL'),
			supplier: supplier.name,
			barcode: '006574',
			comments: null,
			dateAcquired: '2026-03-04',
			fields: new Map([
				[fieldCalled('Expiry Date')?.id ?? 0, '2031-02-03'],
				[fieldCalled('Product Code')?.id ?? 0, '007 '],
			]),
		});
	}

	const readers: Array<[string, (id: number) => Promise<IDataObject>]> = [
		[
			'Export',
			async (id) =>
				(await run(new ChemInventory(), { resource: 'inventory', operation: 'export', ...raw })).json.find(
					(row) => row.id === id,
				) ?? {},
		],
		[
			'Get Many',
			async (id) =>
				(await run(new ChemInventoryContainer(), { operation: 'getAll', containerIds: String(id), ...raw })).json[0] ??
				{},
		],
		[
			'Get',
			async (id) =>
				(await run(new ChemInventoryContainer(), { operation: 'get', container: rl(id), ...raw })).json[0] ?? {},
		],
		[
			'Search with full rows',
			async () =>
				(
					await run(new ChemInventorySearch(), {
						operation: 'byBarcode',
						barcode: '006574',
						scope: 'active',
						fullRows: true,
						...raw,
					})
				).json[0] ?? {},
		],
		[
			'before of Delete',
			async (id) => {
				const { json } = await run(new ChemInventoryContainer(), {
					operation: 'delete',
					containersBy: 'id',
					containers: String(id),
				});
				return json[0]?.before as IDataObject;
			},
		],
	];

	it.each(readers)('a new container can be made of what %s gives', async (_what, read) => {
		const bottle = model();
		const given = await read(bottle.id);
		const { json, error } = await run(
			new ChemInventoryContainer(),
			{
				operation: 'create',
				specifyData: 'fields',
				name: '={{ $json.name }}',
				substance: rl('={{ $json.cas }}', 'cas'),
				createSubstance: false,
				location: rl('={{ $json.location }}', 'path'),
				size: '={{ $json.size }}',
				unit: rl('={{ $json.unit }}', 'name'),
				barcodeCheck: 'none',
				barcode: '={{ $json.barcode }}',
				additionalFields: {
					supplier: rl('={{ $json.supplier }}', 'name'),
					comments: '={{ $json.comments }}',
					dateAcquired: '={{ $json.dateAcquired }}',
				},
				customFields: mapped({
					'Expiry Date': '={{ $json["Expiry Date"] }}',
					'Product Code': '={{ $json["Product Code"] }}',
				}),
				output: 'simplified',
				options: {},
			},
			[given],
		);
		expect(error).toBeUndefined();
		const contentOf = ({ name, location, substance, size, unit, supplier, ...rest }: ContainerRecord) => {
			const { barcode, comments, dateAcquired, fields } = rest;
			return { name, location, substance, size, unit, supplier, barcode, comments, dateAcquired, fields };
		};
		const id = Number(json[0]?.id);
		expect(id).not.toBe(bottle.id);
		expect(contentOf(live().container(id))).toEqual(contentOf(bottle));
	});

	it('a date that a field gives is found by a search for it, in ISO form and as the user writes it', async () => {
		const bottle = model();
		const [given] = (await run(new ChemInventoryContainer(), { operation: 'get', container: rl(bottle.id), ...raw }))
			.json;
		const asWritten = { 'D MMM YYYY': '3 Feb 2031', 'YYYY-MM-DD': '2031-02-03' } as Record<string, string>;
		const [day, month] = ['03', '02'];
		const written =
			asWritten[dateFormat] ?? (dateFormat.startsWith('DD') ? `${day}/${month}/2031` : `${month}/${day}/2031`);
		const { json } = await run(
			new ChemInventorySearch(),
			{
				operation: 'byCustomField',
				field: 'Expiry Date',
				value: '={{ $json.value }}',
				scope: 'active',
				fullRows: false,
				...raw,
			},
			[{ value: given?.['Expiry Date'] }, { value: written }],
		);
		expect(json.map(({ id }) => id)).toEqual([bottle.id, bottle.id]);
	});

	it('containers go back to where `before` of Move says they were', async () => {
		const bottle = model();
		const { location: was } = bottle;
		const move = (path: unknown) => ({
			operation: 'move',
			containersBy: 'id',
			containers: String(bottle.id),
			location: rl(path, 'path'),
			toLocation: rl(path, 'path'),
		});
		const other = [...live().locations.values()].find(
			({ id, inventory, isRemoved }) => id !== was && inventory === bottle.inventory && !isRemoved,
		);
		const there = await run(new ChemInventoryContainer(), {
			...move(''),
			location: rl(other?.id),
			toLocation: rl(other?.id),
		});
		expect(there.error).toBeUndefined();
		expect(live().container(bottle.id).location).toBe(other?.id);
		const before = there.json[0]?.before as { containers?: Array<{ location: string }>; location?: string };
		const back = await run(new ChemInventoryContainer(), move(before.containers?.[0]?.location ?? before.location));
		expect(back.error).toBeUndefined();
		expect(live().container(bottle.id).location).toBe(was);
	});

	it('an order can be made once more of what Get Many gives', async () => {
		const [order] = live().openOrders();
		const listed = await run(new ChemInventoryOrder(), { operation: 'getAll', returnAll: true, output: 'simplified' });
		const given = listed.json.find(({ id }) => id === order?.id) ?? {};
		const { json, error } = await run(
			new ChemInventoryOrder(),
			{
				operation: 'create',
				substance: rl('={{ $json.substanceId }}'),
				name: '={{ $json.name }}',
				size: '={{ $json.size }}',
				unit: rl('={{ $json.unit }}', 'name'),
				supplier: rl('={{ $json.supplier }}', 'name'),
				customFields: mapped({}),
				additionalFields: { comments: '={{ $json.comments }}' },
				output: 'simplified',
			},
			[given],
		);
		expect(error).toBeUndefined();
		for (const key of ['name', 'size', 'unitId', 'supplierId', 'substanceId', 'comments'])
			expect(json[0]?.[key]).toEqual(given[key]);
	});
});

describe('a barcode that two containers have', () => {
	beforeEach(async () => {
		forgetWaits();
		sandbox = await freshSandbox();
	});
	const one = { container: rl('TWICE', 'barcode'), output: 'simplified', options: {} };
	const several = { containersBy: 'barcode', containers: 'TWICE' };
	const places: Array<[string, INodeType, IDataObject]> = [
		['Get', new ChemInventoryContainer(), { operation: 'get', ...one }],
		['Get History', new ChemInventoryContainer(), { operation: 'getHistory', ...one }],
		[
			'Update',
			new ChemInventoryContainer(),
			{ operation: 'update', ...one, updateFields: { comments: 'x' }, barcodeCheck: 'none' },
		],
		['Set Recycling', new ChemInventoryContainer(), { operation: 'setRecycling', ...one, state: 'recycling' }],
		['Delete', new ChemInventoryContainer(), { operation: 'delete', ...several }],
		[
			'Move',
			new ChemInventoryContainer(),
			{ operation: 'move', ...several, location: rl('Cupboards', 'path'), toLocation: rl('Cupboards', 'path') },
		],
		['Remove', new ChemInventory(), { resource: 'myCollection', operation: 'remove', ...one }],
	];

	it.each(places)('is refused by %s, which names both', async (_what, node, parameters) => {
		const ids = [1, 2].map(() => live().addContainer({ barcode: 'TWICE' }).id);
		const { error } = await run(node, parameters);
		expect(error?.message).toMatch(/^'Containers?' matches several containers \[row 1\]$/);
		for (const id of ids) expect(error?.description).toContain(String(id));
		expect(pathsAsked(sandbox).filter((path) => /save|delete|move|toggle|remove/.test(path))).toEqual([]);
	});
});
