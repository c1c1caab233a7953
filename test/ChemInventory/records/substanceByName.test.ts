import type { IDataObject, INodeType } from 'n8n-workflow';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import { ChemInventoryOrder } from '../../../nodes/ChemInventory/ChemInventoryOrder.node';
import { onChemSandbox } from '../../support/chemInventory';
import { bodiesOf, pathsAsked, rl } from '../../support/chemRuns';
import { runNode } from '../../support/engine';
import { mapped } from '../../support/mapped';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();
beforeEach(forgetWaits);
const live = () => sandbox().chemInventory.lab;

const substance = rl('={{ $json.name }}', 'name');
const size = { size: '5', unit: rl('mL', 'name') };
const creation = {
	operation: 'create',
	specifyData: 'fields',
	name: 'Bottle',
	substance,
	createSubstance: false,
	location: rl('Cupboards > Cupboard 1', 'path'),
	...size,
	barcodeCheck: 'refuse',
	barcode: '',
	additionalFields: {},
	customFields: mapped({}),
	output: 'simplified',
	options: {},
};
const order = {
	operation: 'create',
	substance,
	name: 'Bottle',
	...size,
	supplier: rl('VWR', 'name'),
	customFields: mapped({}),
	additionalFields: {},
	output: 'simplified',
};
const check = { resource: 'substance', operation: 'checkWatchlists', substance, output: 'simplified' };

/** Each way in which a substance is named: for a new container, for an order, and to look at it. */
const ways: Array<[string, INodeType, IDataObject, (item: IDataObject) => unknown]> = [
	['a new container', new ChemInventoryContainer(), creation, ({ substanceId }) => substanceId],
	['an order', new ChemInventoryOrder(), order, ({ substanceId }) => substanceId],
	['a read', new ChemInventory(), check, ({ substanceId }) => substanceId],
];

/** A substance that one container holds, and nothing else is called so. */
function put(name: string, container: string, synonyms: string[] = []): number {
	const model = live().substance('67-64-1');
	const id = 990_000 + live().substances.size;
	live().substances.set(id, { ...model, id, name, cas: 'N/A', synonyms, fields: new Map() });
	live().addContainer({ name: container, substance: id });
	return id;
}

const asUser = () => ({ apiToken: sandbox().chemInventory.tokens.orders });

describe.each(ways)('By Name for %s', (_what, node, parameters, idOf) => {
	const run = async (name: string, secrets: IDataObject = {}) =>
		await runNode(onChemSandbox(node, sandbox(), secrets), [{ name }], parameters as never);
	const writes = () => pathsAsked(sandbox()).filter((path) => path === '/container/add' || path === '/order/request');

	it('takes the substance whose own name is the text', async () => {
		const id = put('Zebraphane', 'Zebraphane, pure');
		const { json, error } = await run('zebraphane ');
		expect(error).toBeUndefined();
		expect(json.map(idOf)).toEqual([id]);
	});

	it('takes it where a container called so holds something else', async () => {
		const id = put('Zebraphane', 'Zebraphane');
		put('Chloroform X', 'Zebraphane');
		expect((await run('Zebraphane')).json.map(idOf)).toEqual([id]);
	});

	it('takes it by a synonym', async () => {
		const id = put('Zebraphane', 'Stripes 99%', ['Stripes']);
		expect((await run('Stripes')).json.map(idOf)).toEqual([id]);
	});

	it('lets an own name go before a synonym, and an exact spelling before another', async () => {
		put('Horse', 'Horse 99%', ['Zebraphane']);
		const id = put('Zebraphane', 'Zebraphane pure');
		put('zebraphane', 'ZEBRAPHANE pure');
		expect((await run('Zebraphane')).json.map(idOf)).toEqual([id]);
	});

	it('refuses what only a container is called, and names what that holds', async () => {
		const id = put('Chloroform X', 'Zebraphane');
		const { error } = await run('Zebraphane');
		expect(error?.message).toBe(
			"'Substance' is the name of a container, and may differ from that of its substance [row 1]",
		);
		expect(error?.description).toContain(`Chloroform X (CAS N/A, ID ${id})`);
		expect(writes()).toEqual([]);
	});

	it('refuses what is near, and names it, where the searches of the user find parts of names', async () => {
		sandbox().chemInventory.lab.user('orders').nameSearch = 'partial';
		const near = put('2-Zebraphane', '2-Zebraphane');
		const refused = await run('Zebraphane', asUser());
		expect(refused.error?.message).toBe("'Substance' was not found in this inventory [row 1]");
		expect(refused.error?.description).toContain(`2-Zebraphane (CAS N/A, ID ${near})`);
		expect(writes()).toEqual([]);
		const id = put('Zebraphane', 'Old bottle');
		expect((await run('Zebraphane', asUser())).json.map(idOf)).toEqual([id]);
	});

	it('names all where several are called so', async () => {
		const ids = [put('Zebraphane', 'A'), put('Zebraphane', 'B')];
		const { error } = await run('Zebraphane');
		expect(error?.message).toBe("'Substance' matches several substances [row 1]");
		for (const id of ids) expect(error?.description).toContain(`ID ${id}`);
	});

	it.each(['Tol%', '%', '%zebra%'])('refuses %j, in which a sign stands for any text', async (name) => {
		const { error } = await run(name);
		expect(error?.message).toBe("'Substance' contains a % sign [row 1]");
		expect(bodiesOf(sandbox(), '/search/execute')).toEqual([]);
	});

	it('creates no substance by looking', async () => {
		const before = live().substances.size;
		await run('Acetone');
		await run('Nothing of that name');
		expect(live().substances.size).toBe(before);
	});
});

it('works for a credential that is set to Read Only', async () => {
	const { json } = await runNode(
		onChemSandbox(new ChemInventory(), sandbox(), { readOnly: true }),
		[{ name: 'Acetone' }],
		check as never,
	);
	expect(json).toMatchObject([{ substanceId: live().substance('67-64-1').id }]);
});

describe('Create Substance If Missing', () => {
	const run = async (name: string) =>
		await runNode(onChemSandbox(new ChemInventoryContainer(), sandbox()), [{ name }], {
			...creation,
			createSubstance: true,
			substanceName: '',
			substanceCas: '',
		} as never);

	it('creates a name of its own beside a near one', async () => {
		put('2-Zebraphane', 'Zebraphanes');
		const before = live().substances.size;
		const { json, error } = await run('Zebraphane');
		expect(error).toBeUndefined();
		expect(json).toHaveLength(1);
		expect(live().substances.size).toBe(before + 1);
	});

	it('refuses a name that a container has already', async () => {
		put('Chloroform X', 'Zebraphane');
		expect((await run('Zebraphane')).error?.message).toContain('is the name of a container');
	});
});
