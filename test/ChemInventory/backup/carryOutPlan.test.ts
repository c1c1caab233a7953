import type { IDataObject } from 'n8n-workflow';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryContainer } from '../../../nodes/ChemInventory/ChemInventoryContainer.node';
import { ChemInventoryOrder } from '../../../nodes/ChemInventory/ChemInventoryOrder.node';
import { seededRandom } from '../../../sandbox/cheminventory/seed/random';
import { fileOf } from '../../shared/backup/files';
import { contentOf } from '../../support/backup/files';
import { onChemSandbox } from '../../support/chemInventory';
import { runNode } from '../../support/engine';
import type { NodeRun, RunOptions } from '../../support/engine';
import { formsOf, inRuns, lostIn } from '../../support/restore';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
type Random = ReturnType<typeof seededRandom>;

const nodes = {
	chemInventory: new ChemInventory(),
	chemInventoryContainer: new ChemInventoryContainer(),
	chemInventoryOrder: new ChemInventoryOrder(),
};
type NodeName = keyof typeof nodes;
const formOf = formsOf('restore-cheminventory.json');

async function run(
	node: string,
	items: IDataObject[],
	parameters: IDataObject,
	binary: RunOptions['binary'] = [],
): Promise<NodeRun> {
	const found = nodes[node as NodeName];
	return await runNode(onChemSandbox(found, sandbox()), items, parameters as Record<string, string>, { binary });
}

async function saved(node: NodeName, parameters: IDataObject): Promise<IDataObject[]> {
	const { json, error } = await run(node, [{}], { returnAll: true, output: 'raw', ...parameters });
	expect(error?.description ?? error).toBeUndefined();
	return json;
}

/** The parts of a night, by the kinds of their records. */
const parts = {
	container: async () =>
		await saved('chemInventory', { resource: 'inventory', operation: 'export', columnNames: 'keys' }),
	customField: async () =>
		await saved('chemInventory', { resource: 'customField', operation: 'getAll', fieldsOf: 'container' }),
	file: async () => await saved('chemInventory', { resource: 'file', operation: 'getAll', scope: 'inventory' }),
	location: async () => await saved('chemInventory', { resource: 'location', operation: 'getAll' }),
	order: async () => await saved('chemInventoryOrder', { operation: 'getAll' }),
	user: async () => await saved('chemInventory', { resource: 'user', operation: 'getAll' }),
	watchlist: async () =>
		await saved('chemInventory', { resource: 'watchlist', operation: 'getAll', scope: 'inventory' }),
};
type Kind = keyof typeof parts;
type Night = Record<Kind, IDataObject[]>;
const kinds = Object.keys(parts) as Kind[];

async function night(): Promise<Night> {
	const night: Partial<Night> = {};
	for (const kind of kinds) night[kind] = await parts[kind]();
	return night as Night;
}

type Format = 'csv' | 'json' | 'ndjson';

/** What Compare says of two nights that were saved as files. */
async function comparison(earlier: Night, later: Night, format: Format): Promise<IDataObject[]> {
	const changes: IDataObject[] = [];
	for (const kind of kinds) {
		const files = { earlier: fileOf(contentOf(earlier[kind], format)), later: fileOf(contentOf(later[kind], format)) };
		const { json, error } = await run('chemInventory', [{}], formOf('Compare').parameters as IDataObject, [files]);
		expect([kind, error?.description ?? error]).toEqual([kind, undefined]);
		changes.push(...json);
	}
	return changes;
}

async function planOf(changes: IDataObject[]): Promise<IDataObject[]> {
	const { json, error } = await run('chemInventory', changes, {
		resource: 'backup',
		operation: 'planRestore',
		outputAs: 'steps',
	});
	expect(error?.description ?? error).toBeUndefined();
	return json;
}

/** What the step before it does in the workflow: own fields as the item, by the names that the form goes by. */
function withOwnFields(items: readonly IDataObject[], group: string): IDataObject[] {
	const nameOf = (key: string) => live().lab.customFields.get(Number(key.slice(3)))?.name ?? key;
	return items.map(({ parameters }) => ({
		...Object.fromEntries(
			Object.entries(Object(Object(parameters)[group])).map(([key, value]) => [nameOf(key), value]),
		),
		parameters,
	}));
}

const groups: Readonly<Record<string, string>> = {
	'Container > Update': 'customFields',
	'Container > Update Substance': 'substanceFields',
	'Order > Update': 'customFields',
};

async function carryOut(plan: readonly IDataObject[]): Promise<Map<string, number>> {
	const made = new Map<string, number>();
	for (const { step, items } of inRuns(plan)) {
		const { node, parameters } = formOf(step);
		const group = groups[step];
		const { json, error } = await run(node, group ? withOwnFields(items, group) : items, parameters as IDataObject);
		expect([step, error?.description ?? error]).toEqual([step, undefined]);
		expect(json).toHaveLength(items.length);
		if (step.endsWith('> Create')) items.forEach(({ kind, id }, at) => made.set(`${kind} ${id}`, Number(json[at]?.id)));
	}
	return made;
}

const amountOf = (random: Random) => String(random(10_000) / 100 + 1);

/** One change of a container, as somebody makes it. */
function changeContainer(id: number, random: Random, at: number): void {
	const container = live().container(id);
	const substance = live().substances.get(container.substance);
	const changes: Array<() => unknown> = [
		() => (container.size = amountOf(random)),
		() => (container.location = live().location('Missing').id),
		() => (container.name = `${container.name} (old)`),
		() => (container.barcode = `NEW-${id}`),
		() => (container.comments = null),
		() => (container.supplier = 'Another Supplier'),
		() => (container.dateAcquired = '2026-11-25'),
		() => container.fields.clear(),
		() => container.fields.set(365, '7.5').set(362, 'changed').set(367, 'Toxic').set(368, '|Under argon|'),
		() => substance?.fields.set(870, 'VAL1').set(874, '9'),
		() =>
			Object.assign(container, {
				size: amountOf(random),
				unit: live().unitId('kg'),
				location: live().location('Stores').id,
			}),
		() => Object.assign(substance ?? {}, { smiles: 'C' }),
	];
	(changes[at % changes.length] ?? changes[0])?.();
}

/** A shelf of containers with values in all kinds of fields, each of a substance of its own. */
function furnish(random: Random): number[] {
	const shelves = ['Cupboards > Cupboard 1', 'Cupboards > Cupboard 2', 'Cold Room > Rack 1'];
	return Array.from({ length: 32 }, (_, at) => {
		const substance = live().addSubstance({ name: `Substance ${at}`, cas: 'N/A' });
		substance.fields.set(870, 'VAL2').set(873, '2026-05-05');
		return live().addContainer({
			name: `Container ${at}`,
			barcode: `REST-${at}`,
			substance: substance.id,
			size: at % 9 === 8 ? '2 x 5 g' : amountOf(random),
			unit: live().unitId('g'),
			supplier: 'Sigma Aldrich',
			comments: `Note ${at}`,
			dateAcquired: '2026-02-03',
			location: live().location(shelves[at % shelves.length] ?? '').id,
			fields: new Map([
				[362, `P-${at}`],
				[363, '2027-07-01'],
				[364, 'keep\ncold'],
				[365, String(at)],
				[368, '|Light sensitive|Moisture sensitive|'],
			]),
		}).id;
	});
}

/** Changes of what is no container: three records are lost. */
function changeTheRest(): void {
	const { lab } = live();
	const [order, placed, another, arrived] = [...lab.orders.values()].filter(({ container }) => container === undefined);
	Object.assign(order ?? {}, { size: '12', comments: 'changed' });
	if (placed) placed.orderedAt = placed.orderedAt === undefined ? '2026-11-25 10:00:00' : undefined;
	another?.fields.set(362, 'other');
	if (arrived) lab.orders.delete(arrived.id);
	const [watched, lost] = [...lab.watchlists.values()].filter(({ scope }) => scope === 'inventory');
	if (watched) watched.terms = ['60-29-7'];
	if (lost) lab.watchlists.delete(lost.id);
	const [file, moved, deleted] = [...lab.files.values()].filter(({ inventory }) => inventory !== 0);
	if (file) file.name = 'renamed.pdf';
	if (moved) moved.category = moved.category === 0 ? ([...lab.fileCategories.keys()][0] ?? 0) : 0;
	if (deleted) lab.files.delete(deleted.id);
	live().user('reader').lastName = 'Renamed';
	live().location('Stores').name = 'Stores 2';
}

const aspectsOf = ({ change, field }: IDataObject) => String(field ?? change);

describe('a plan of Plan Restore, carried out by the steps of the example workflow', () => {
	it.each([['csv', 2]] as const)(
		'puts back an inventory that lost 20 records and had 20 changed, of all kinds, from files of %s',
		async (format, seed) => {
			const random = seededRandom(seed);
			const containers = furnish(random);
			live().lab.watchlists.set(9001, {
				id: 9001,
				scope: 'inventory',
				inventory: live().liveContainers()[0]?.inventory ?? 0,
				name: 'Lost',
				terms: ['67-64-1'],
			});
			const before = await night();
			// Some were changed before they were deleted, and the last place of some goes with them.
			const [gone, changed] = [containers.slice(0, 17), containers.slice(17)];
			gone.slice(0, 6).forEach((id, at) => changeContainer(id, random, at));
			for (const id of gone) live().deleteContainer(id);
			changed.forEach((id, at) => changeContainer(id, random, at));
			changeTheRest();
			const after = await night();
			const changes = await comparison(before, after, format);
			const recordsThatAre = (isGone: boolean) =>
				new Set(changes.flatMap(({ kind, id, change }) => ((change === 'gone') === isGone ? `${kind} ${id}` : [])))
					.size;
			expect([recordsThatAre(true), recordsThatAre(false) >= 20]).toEqual([20, true]);
			const plan = await planOf(changes);
			expect(await night()).toEqual(after);

			const made = await carryOut(plan);
			const restored = await night();
			const lost = lostIn(plan);
			const rest = await comparison(before, restored, format);
			const isSaid = ({ kind, id, change, field }: IDataObject) => {
				const names = lost.get(`${kind} ${id}`);
				if (change === 'gone') return made.has(`${kind} ${id}`) || names?.has(String(kind)) === true;
				return change === 'added'
					? [...made.values()].includes(Number(id))
					: names?.has(aspectsOf({ change, field })) === true;
			};
			expect(
				rest
					.filter((change) => !isSaid(change))
					.map(({ kind, id, change, field, from, to }) => ({ kind, id, change, field, from, to })),
			).toEqual([]);
			// What it says that it cannot, it could not.
			const still = new Set(
				rest.map(
					({ kind, id, change, field }) => `${kind} ${id} ${change === 'gone' ? kind : aspectsOf({ change, field })}`,
				),
			);
			const said = [...lost]
				.flatMap(([key, names]) => [...names].map((name) => `${key} ${name}`))
				.filter((name) => !name.includes('if it was not deleted') && !/^watchlist \d+ (id|emailAlert)$/.test(name));
			expect(said.filter((name) => !still.has(name))).toEqual([]);
			expect(gone.map((id) => live().container(id).deleted)).toEqual(gone.map(() => undefined));
		},
	);
});
