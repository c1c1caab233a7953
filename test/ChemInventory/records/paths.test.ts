import type { IDataObject, INodeType } from 'n8n-workflow';
import nock from 'nock';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import { ChemInventorySearch } from '../../../nodes/ChemInventory/ChemInventorySearch.node';
import { chemOrigin, onChemSandbox } from '../../support/chemInventory';
import { chemRunOnNock, rl } from '../../support/chemRuns';
import { runNode } from '../../support/engine';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();
beforeEach(forgetWaits);
const live = () => sandbox().chemInventory.lab;
const onNode = async (node: INodeType, inputs: IDataObject[], parameters: IDataObject) =>
	await runNode(onChemSandbox(node, sandbox()), inputs, parameters as never);

const raw = { output: 'simplified', returnAll: true, options: {}, columnNames: 'keys' };
const containersAt = {
	resource: 'location',
	operation: 'getContainers',
	location: rl('={{ $json.path }}', 'path'),
	...raw,
};
const found = { scope: 'active', fullRows: false, output: 'simplified', options: {} };

/** Every operation that gives the path of a container, and the field that has it. */
const producers: Array<[string, (id: number, barcode: string) => Promise<unknown>]> = [
	[
		'Export',
		async (id) => {
			const { json } = await onNode(new ChemInventory(), [{}], { resource: 'inventory', operation: 'export', ...raw });
			return json.find((row) => row.id === id)?.location;
		},
	],
	[
		'Get Many',
		async (id) =>
			(await onNode(new ChemInventoryContainer(), [{}], { operation: 'getAll', containerIds: String(id), ...raw }))
				.json[0]?.location,
	],
	[
		'Get',
		async (id) =>
			(await onNode(new ChemInventoryContainer(), [{}], { operation: 'get', container: rl(id), ...raw })).json[0]
				?.location,
	],
	[
		'Search',
		async (_id, barcode) =>
			(await onNode(new ChemInventorySearch(), [{}], { operation: 'byBarcode', barcode, ...found })).json[0]?.location,
	],
	[
		'before of Delete',
		async (id) => {
			const { json } = await onNode(new ChemInventoryContainer(), [{}], {
				operation: 'delete',
				containersBy: 'id',
				containers: String(id),
			});
			return (json[0]?.before as IDataObject).location;
		},
	],
];

it.each(producers)('every path that %s gives leads back to its location', async (_what, pathOf) => {
	const locations = [...live().locations.values()].filter(
		({ inventory, isRemoved }) => !isRemoved && inventory === sandbox().chemInventory.inventoryId,
	);
	expect(locations.length).toBeGreaterThan(25);
	const placed = locations.map(({ id }, at) => ({
		location: id,
		container: live().addContainer({ location: id, barcode: `PATH-${at}` }),
	}));
	const sample = _what === 'Export' ? placed.slice(-4) : placed;
	const paths = [];
	for (const { container } of sample) paths.push({ path: await pathOf(container.id, container.barcode) });
	for (const { container } of sample) delete live().container(container.id).deleted;
	const { items, error } = await onNode(new ChemInventory(), paths as IDataObject[], containersAt);
	expect(error).toBeUndefined();
	for (const [at, { container }] of sample.entries())
		expect(
			items.some(({ json, pairedItem }) => json.id === container.id && (pairedItem as { item: number }).item === at),
		).toBe(true);
});

describe('a path', () => {
	const run = chemRunOnNock(new ChemInventory());
	const ok = (data: unknown) => ({ status: 'success', data });

	/** A tree, and the location that is asked for. */
	async function askedFor(tree: Array<[id: number, name: string, parent: number]>, path: string, inventory = 'Demo') {
		let asked: unknown;
		nock(chemOrigin)
			.persist()
			.post('/api/general/getdetails')
			.optionally()
			.reply(200, ok({ user: { id: 1, inventory: 9, inventoryname: inventory, accounttype: 2 }, inventory: { id: 9 } }))
			.post('/api/location/load')
			.reply(200, ok(tree.map(([id, name, parent]) => ({ id, name, parent }))))
			.post('/api/location/containers/get')
			.optionally()
			.reply(200, (_uri, body) => {
				asked = (body as IDataObject).locationid;
				return ok({ orders: [], containers: [] });
			});
		const { error } = await run([{ path }], containersAt);
		return asked ?? error?.message;
	}

	const tree: Array<[number, string, number]> = [
		[1, 'Lab', 0],
		[2, 'Shelf > 2', 1],
		[3, 'K\u00fchlschrank', 1],
		[4, 'Cafe\u0301', 1],
		[5, 'shelf', 1],
		[6, 'Shelf', 1],
		[7, 'Regal ', 1],
	];

	it.each([
		['Lab > Shelf > 2', 2],
		['Lab>Shelf>2', 2],
		['Demo > Lab > Shelf > 2', 2],
		['Lab > Ku\u0308hlschrank', 3],
		['Demo > Lab > Ku\u0308hlschrank', 3],
		['Lab > Caf\u00e9', 4],
		['Lab > shelf', 5],
		['Lab > Shelf', 6],
		['LAB > SHELF', "'Location' matches several locations [row 1]"],
		['lab > regal', 7],
		['Demo > Demo > Lab', "'Location' does not exist in this inventory [row 1]"],
		['Other > Lab', "'Location' does not exist in this inventory [row 1]"],
		['Lab > Shel%', "'Location' does not exist in this inventory [row 1]"],
		['Shelf', "'Location' does not exist in this inventory [row 1]"],
	])('%s is understood', async (path, answer) => {
		expect(await askedFor(tree, path)).toBe(answer);
	});

	it.each([
		['Demo > Lab', 2],
		['Demo > Demo > Lab', 2],
		['Demo', 1],
		['Demo > Demo', 1],
	])('%s is understood where the root is called like the inventory', async (path, answer) => {
		expect(
			await askedFor(
				[
					[1, 'Demo', 0],
					[2, 'Lab', 1],
				],
				path,
			),
		).toBe(answer);
	});

	it('that means one location with the inventory in front and another without is refused', async () => {
		const twice: Array<[number, string, number]> = [
			[1, 'Demo', 0],
			[2, 'Lab', 1],
			[3, 'Lab', 0],
		];
		expect(await askedFor(twice, 'Demo > Lab')).toBe("'Location' matches several locations [row 1]");
	});
});
