import type { IDataObject, INode } from 'n8n-workflow';

import { CddVaultTrigger } from '../../nodes/Cdd/CddVaultTrigger.node';
import { ChemInventory } from '../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryContainer } from '../../nodes/ChemInventory/ChemInventoryContainer.node';
import { fieldIds } from '../../sandbox/cheminventory/seed';
import type { ContainerRecord } from '../../sandbox/cheminventory/state';
import { onSandbox } from '../support/cdd';
import { onChemSandbox } from '../support/chemInventory';
import { rl } from '../support/chemRuns';
import { runNode } from '../support/engine';
import { PolledTrigger } from '../support/poll';
import { present } from '../support/present';
import { sandboxForTests } from '../support/sandbox';
import { forgetWaits } from '../support/waits';
import { listed } from './listed';

const sandbox = sandboxForTests();
beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const containers = new ChemInventoryContainer();

const run = async (parameters: IDataObject, items: IDataObject[] = [{}]) =>
	await runNode(onChemSandbox(containers, sandbox()), items, {
		columnNames: 'keys',
		options: {},
		...parameters,
	} as INode['parameters']);

/** As many fields of the lab's own, and bottles that have a value in all but the first, which is empty. */
function withOwnFields(count: number, bottles = 2): { names: string[]; held: ContainerRecord[] } {
	const template = present(live().lab.customFields.get(fieldIds.productCode), 'a field');
	live().lab.customFields.clear();
	const ids = Array.from({ length: count }, (_none, at) => 8001 + at);
	for (const id of ids) live().lab.customFields.set(id, { ...template, id, name: `Own ${id}` });
	const { id: location } = live().location('Stores');
	const held = Array.from({ length: bottles }, (_none, at) =>
		live().addContainer({
			location,
			fields: new Map(ids.slice(1).map((id) => [id, `${at} of ${id}`])),
		}),
	);
	return { names: ids.map((id) => `Own ${id}`), held };
}

const getMany = (held: readonly ContainerRecord[], more: IDataObject = {}) => ({
	operation: 'getAll',
	containerIds: held.map(({ id }) => id).join(','),
	...more,
});

describe('sixty fields of the lab', () => {
	it('are shown as far as forty columns hold, those with something in them, and the rest is told once', async () => {
		const { names, held } = withOwnFields(60);
		const { json, hints } = await run(getMany(held));
		expect(json).toHaveLength(2);
		for (const record of json) {
			expect(Object.keys(record)).toHaveLength(40);
			expect(record).toMatchObject({ id: expect.any(Number), location: 'Stores' });
			expect(Object.keys(record)).not.toContain(names[0]);
			expect(record[names[1] ?? '']).toMatch(/ of 8002$/);
		}
		expect(Object.keys(json[1] ?? {})).toEqual(Object.keys(json[0] ?? {}));
		expect(hints).toHaveLength(1);
		expect(hints[0]).toContain('40 columns at most');
		expect(hints[0]).toMatch(/Left out: Own 80\d\d, .* and \d+ more\./);
		expect(hints[0]).toContain('set Output to Selected Fields or Raw');
	});

	it('have the same columns in records that are read one by one', async () => {
		const { held } = withOwnFields(60);
		held[0]?.fields.clear();
		const { json, hints } = await run(
			{ operation: 'get', container: rl('={{ $json.id }}') },
			held.map(({ id }) => ({ id })),
		);
		expect(json.map((record) => Object.keys(record).length).every((columns) => columns <= 40)).toBe(true);
		expect(hints).toHaveLength(1);
	});

	it('are all there in Raw, and wherever they are chosen', async () => {
		const { names, held } = withOwnFields(60);
		const raw = await run(getMany(held, { output: 'raw' }));
		expect(Object.keys(raw.json[0] ?? {}).filter((key) => key.startsWith('cf-'))).toHaveLength(60);
		const chosen = await run(getMany(held, { output: 'selectedFields', selectedFields: names }));
		expect(Object.keys(chosen.json[0] ?? {})).toEqual(['id', ...names]);
		expect([raw.hints, chosen.hints]).toEqual([[], []]);
		expect(chosen.json[0]?.[names[0] ?? '']).toBeNull();
	});

	it('are in the list to choose from, behind the words that all labs share', async () => {
		const { names } = withOwnFields(60);
		const list = await listed(onChemSandbox(containers, sandbox()), 'getContainersFields');
		const values = list.map(({ value }) => value);
		expect(values.slice(0, 4)).toEqual(['id', 'name', 'barcode', 'cas']);
		expect(values.slice(-60)).toEqual(names);
		expect(list.at(-1)).toEqual({ name: 'Own 8060', value: 'Own 8060', description: 'cf-8060' });
	});
});

describe('chosen columns', () => {
	const chosen = async (selectedFields: unknown, more: IDataObject = {}) => {
		const { held } = withOwnFields(3, 1);
		const { json, error } = await run(
			getMany(held, { output: 'selectedFields', selectedFields: selectedFields as string, ...more }),
			[{ list: ['Own 8003', 'name'], text: 'Own 8003, name', json: '["Own 8003", "name"]' }],
		);
		return error ? `${error.message} ${error.description ?? ''}` : Object.keys(json[0] ?? {});
	};

	it.each([
		['a list', ['Own 8003', 'name']],
		['a list by expression', '={{ $json.list }}'],
		['names with commas by expression', '={{ $json.text }}'],
		['a list in JSON by expression', '={{ $json.json }}'],
		['names in quotation marks', '={{ \'"Own 8003", "name"\' }}'],
		['the key that ChemInventory has', ['cf-8003', 'name']],
	])('may be %s', async (_what, given) => {
		expect(await chosen(given)).toEqual(['id', 'Own 8003', 'name']);
	});

	it('hold the ID where it was put', async () => {
		expect(await chosen(['name', 'id', 'barcode'])).toEqual(['name', 'id', 'barcode']);
	});

	it('are called by their titles where columns have titles', async () => {
		expect(await chosen(['Own 8003', 'barcode', 'location'], { columnNames: 'titles' })).toEqual([
			'Container ID',
			'Own 8003',
			'Barcode',
			'Location',
		]);
	});

	it.each([
		['nothing', [], "'Fields to Return' is empty"],
		['an expression that finds nothing', '={{ $json.none }}', "'Fields to Return' is empty"],
		['another spelling', ['own 8003'], 'Did you mean "Own 8003"'],
		['a word in another spelling', ['Barcode'], 'Did you mean "barcode"'],
	])('are refused: %s', async (_what, given, message) => {
		expect(await chosen(given)).toContain(message);
		expect(sandbox().requests.filter(({ path }) => path.endsWith('/export'))).toEqual([]);
	});
});

it('chosen for a deletion or another operation without Output are not asked for', () => {
	const { properties } = new ChemInventory().description;
	const shown = properties
		.filter(({ name }) => name === 'output')
		.flatMap(({ displayOptions }) => displayOptions?.show?.operation);
	expect(shown).not.toContain('delete');
});

describe('events of CDD Vault', () => {
	const events = ['sampleCreated', 'sampleChanged', 'batchCreated', 'batchChanged'] as const;
	const trigger = (parameters: IDataObject) =>
		new PolledTrigger(onSandbox(new CddVaultTrigger(), sandbox()), {
			filters: {},
			...parameters,
		} as INode['parameters']);

	it.each(events)('%s: in each output', async (event) => {
		const [simple] = await trigger({ event }).fetchTestEvent();
		const [raw] = await trigger({ event, output: 'raw' }).fetchTestEvent();
		const selection = { event, output: 'selectedFields', selectedFields: ['created_at', 'name'] };
		const [selected] = await trigger(selection).fetchTestEvent();
		expect(Object.keys(raw ?? {}).length).toBeGreaterThan(Object.keys(simple ?? {}).length - 2);
		expect(Object.keys(selected ?? {})).toEqual(['id', 'created_at', 'name']);
		expect(selected).toEqual({ id: raw?.id, created_at: raw?.created_at, name: raw?.name ?? null });
	});

	it.each(['batchCreated', 'batchChanged'] as const)(
		'%s refuses what is not a field when it is switched on',
		async (event) => {
			const selection = { event, output: 'selectedFields', selectedFields: ['created', 'name'] };
			for (const attempt of [() => trigger(selection).activate(), () => trigger(selection).fetchTestEvent()])
				await expect(attempt()).rejects.toMatchObject({
					message: expect.stringContaining("'Fields to Return' names a field"),
					description: expect.stringContaining('"created_at"'),
				});
		},
	);

	it("list the vault's own fields", async () => {
		const vault = onSandbox(new CddVaultTrigger(), sandbox());
		const names = async (method: string) => (await listed(vault, method)).map(({ value }) => value);
		expect(await names('getBatchesFields')).toEqual(expect.arrayContaining(['id', 'molecule', 'Purity']));
		expect(await names('getSamplesFields')).toEqual(expect.arrayContaining(['id', 'current_amount', 'Sample ID']));
	});
});
