import type { Sandbox, WorldOptions } from '../../../sandbox';
import { freshSandbox } from '../../support/sandbox';
import { InventoryScripts } from './inventoryScripts';
import type { Bottle } from './inventoryScripts';

let sandbox: Sandbox;
let scripts: InventoryScripts;

async function begin(options: WorldOptions = {}): Promise<void> {
	sandbox = await freshSandbox(options);
	scripts = new InventoryScripts(sandbox.chemInventory.url, sandbox.chemInventory.token);
}

beforeEach(async () => await begin());

afterEach(() => sandbox.forgive());

const lab = () => sandbox.chemInventory.lab;

const bottles: Bottle[] = [
	{ reference: 'test:A1', name: 'Acetone', cas: '67-64-1', location: 'Cupboard 1' },
	{ reference: 'test:A2', name: 'Sample of yesterday (2 % in water)', location: 'Missing' },
];

describe('a client that was written against the real service', () => {
	it('keeps two systems alike: a second run adds nothing, and what was thrown away is seen as such', async () => {
		const before = lab().liveContainers().length;
		expect(await scripts.connect()).toBe('Sandbox Group');
		expect(await scripts.sync(bottles)).toEqual(['test:A1', 'test:A2']);
		expect(await scripts.sync(bottles)).toEqual([]);
		expect(lab().liveContainers()).toHaveLength(before + 2);
		const [id = 0] = await scripts.hits('name', 'Sample of yesterday%');
		expect(lab().container(id)).toMatchObject({ name: 'Sample of yesterday (2 % in water)', comments: null });
		await scripts.dispose(id);
		expect(await scripts.deletedIds()).toContain(id);
	});

	it('sends the inventory along with everything, which is tolerated and recorded', async () => {
		await scripts.connect();
		await scripts.rows();
		expect(sandbox.tolerated).toEqual([
			{ request: 'POST /cheminventory/api/inventorymanagement/export', what: 'unknown key ignored: inventory' },
		]);
	});

	it('reads an export in which the word None stands where there is no comment', async () => {
		const silent = lab().addContainer({ comments: null });
		const spoken = lab().addContainer({ comments: 'Opened' });
		const empty = lab().addContainer({ comments: '' });
		const texts = new Map((await scripts.rows()).map(({ id, comments }) => [id, comments]));
		expect([silent, spoken, empty].map(({ id }) => texts.get(id))).toEqual(['None', 'Opened', '']);
		const descriptions = await scripts.descriptions();
		expect([silent, spoken, empty].map(({ id }) => descriptions.get(id))).toEqual(['', 'Opened', '']);
		await begin({ chemInventory: { emptyComment: 'null' } });
		await expect(scripts.rows()).rejects.toThrow('comments');
	});

	it('finds its way in a tree whose root is called like the inventory', async () => {
		await begin({ chemInventory: { tree: 'one root called like the inventory' } });
		expect(await scripts.connect()).toBe('Sandbox Group');
		await scripts.sync(bottles);
		const locations = (await scripts.rows()).map(({ location }) => location);
		expect(locations.every((path) => path.startsWith('Sandbox Group > Sandbox Group > '))).toBe(true);
		expect(locations).toContain('Sandbox Group > Sandbox Group > Missing');
		expect(lab().location('Sandbox Group > Lab 1.02 > Solvents > 1 L').parent).toBe(
			lab().location('Sandbox Group > Lab 1.02').id,
		);
	});

	it('searches by CAS number, barcode and hazards, in shared inventories too, and writes tags', async () => {
		await scripts.connect();
		const acetone = lab().substance('67-64-1').id;
		const ofAcetone = lab()
			.liveContainers()
			.filter(({ substance }) => substance === acetone);
		expect(await scripts.hits('cas', '67-64-1')).toEqual(ofAcetone.map(({ id }) => id));
		expect(await scripts.hits('ghs', { searchtype: 'or', items: ['H225'] })).toEqual(
			expect.arrayContaining(ofAcetone.map(({ id }) => id)),
		);
		const [id = 0] = await scripts.hits('barcode', 'AA00001');
		await scripts.tag(id, 'cf-368', ['Light sensitive', 'Under argon']);
		expect(lab().container(id).fields.get(368)).toBe('|Light sensitive|Under argon|');
		for (const inventory of await scripts.shared())
			expect(await scripts.hits('cas', '67-64-1', inventory)).toHaveLength(1);
	});

	it('fetches data sheets without the token', async () => {
		const sheets = await Promise.all(
			[...lab().substances.keys()].slice(0, 5).map(async (id) => await scripts.sheets(id)),
		);
		expect(sheets.flat().some((sheet) => sheet.subarray(0, 4).toString() === '%PDF')).toBe(true);
		expect(sandbox.leaks).toEqual([]);
	});
});
