import type { IDataObject } from 'n8n-workflow';

import { CddBatch } from '../../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../../nodes/Cdd/CddInventorySample.node';
import { CddVault } from '../../../nodes/Cdd/CddVault.node';
import { inventorySample } from '../../../nodes/Cdd/contract/sample';
import { reservedEventFields } from '../../../nodes/Cdd/records/sample/fields';
import { fieldsOfToday } from '../../../nodes/Cdd/records/sample/today';
import type { RecordView } from '../../../nodes/shared/backup/recordKind';
import { seededRandom } from '../../../sandbox/cheminventory/seed/random';
import { fileOf, runBackup } from '../../shared/backup/files';
import { contentOf } from '../../support/backup/files';
import { onSandbox } from '../../support/cdd';
import { runNode } from '../../support/engine';
import { formsOf, inRuns, lostIn } from '../../support/restore';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const live = () => sandbox().cdd;
type Random = ReturnType<typeof seededRandom>;

const nodes = { cddBatch: new CddBatch(), cddInventorySample: new CddInventorySample() };
const formOf = formsOf('restore-cdd.json');

async function saved(node: 'cddBatch' | 'cddInventorySample'): Promise<IDataObject[]> {
	const { json, error } = await runNode(onSandbox(nodes[node], sandbox()), [{}], {
		operation: 'getAll',
		returnAll: true,
		output: 'raw',
	});
	expect(error).toBeUndefined();
	return json;
}

const night = async () => ({ samples: await saved('cddInventorySample'), batches: await saved('cddBatch') });

const text = (value: unknown) => (value === null || value === undefined ? undefined : String(value));

function viewOfSample(record: IDataObject): RecordView {
	const sample = inventorySample.parse(record);
	const today = fieldsOfToday(sample.inventory_events ?? [], (name) => !reservedEventFields.includes(name));
	return {
		name: text(sample.name),
		amount: text(sample.current_amount),
		unit: text(sample.units),
		place: text(sample.location),
		fields: { batch: sample.batch, ...sample.fields, ...Object.fromEntries(today) },
	};
}

const viewOfBatch = ({
	name,
	projects,
	salt_name: salt,
	stoichiometry,
	molecule,
	batch_fields: own,
}: IDataObject): RecordView => ({
	name: text(name),
	fields: { projects, salt_name: salt, stoichiometry, molecule: Object(molecule).id, ...Object(own) },
});

type Night = Awaited<ReturnType<typeof night>>;

const formats = ['json', 'csv'] as const;
type Format = (typeof formats)[number];

/** What Compare says of two nights that were saved as files. */
async function comparison(earlier: Night, later: Night, format: Format): Promise<IDataObject[]> {
	const changes: IDataObject[] = [];
	for (const part of ['batches', 'samples'] as const) {
		const { json, error } = await runBackup(
			formOf('Compare').parameters,
			[{}],
			[{ earlier: fileOf(contentOf(earlier[part], format)), later: fileOf(contentOf(later[part], format)) }],
		);
		expect(error?.description ?? error).toBeUndefined();
		changes.push(...json);
	}
	return changes;
}

async function planOf(changes: IDataObject[]): Promise<IDataObject[]> {
	const { json, error } = await runNode(onSandbox(new CddVault(), sandbox()), changes, {
		resource: 'backup',
		operation: 'planRestore',
		outputAs: 'steps',
	});
	expect(error?.description ?? error).toBeUndefined();
	return json;
}

/** What became of records that were made again: their new IDs by the old ones. */
type NewIds = Map<string, number>;

async function carryOut(plan: readonly IDataObject[]): Promise<NewIds> {
	const made: NewIds = new Map();
	for (const { step, items } of inRuns(plan)) {
		// In n8n an expression takes the ID of the new batch from the step that made it.
		const isInNew = step === 'Inventory Sample > Create in New Batch';
		const { node, parameters } = formOf(isInNew ? 'Inventory Sample > Create' : step);
		const inputs = isInNew ? items.map((item) => inNewBatch(item, made)) : items;
		const subject = onSandbox(node === 'cddBatch' ? nodes.cddBatch : nodes.cddInventorySample, sandbox());
		const { json, error } = await runNode(subject, inputs, parameters);
		expect(error?.description ?? error).toBeUndefined();
		expect(json).toHaveLength(items.length);
		if (step.includes('Create')) items.forEach(({ kind, id }, at) => made.set(`${kind} ${id}`, Number(json[at]?.id)));
	}
	return made;
}

function inNewBatch(item: IDataObject, made: NewIds): IDataObject {
	const { oldBatch, sampleJson } = Object(item.parameters);
	return { ...item, parameters: { sampleJson: { ...sampleJson, batch_id: made.get(`batch ${oldBatch}`) } } };
}

/** The aspects of a view, by what a plan calls them. */
const aspects = ({ name, amount, unit, place, fields }: RecordView): Record<string, unknown> => ({
	...fields,
	amount,
	unit,
	location: place,
	name,
});

/** Holds a state against an earlier one: equal but for what the plan says that it cannot put back. */
function expectPutBack(
	kind: string,
	earlier: readonly IDataObject[],
	present: readonly IDataObject[],
	view: (record: IDataObject) => RecordView,
	lost: ReadonlyMap<string, ReadonlySet<string>>,
	made: NewIds,
): void {
	const now = new Map(present.map((record) => [Number(record.id), record]));
	expect(present).toHaveLength(earlier.length);
	for (const record of earlier) {
		const key = `${kind} ${record.id}`;
		const found = now.get(made.get(key) ?? Number(record.id));
		if (!found) throw new Error(`${key} was not put back`);
		const [then, today] = [aspects(view(record)), aspects(view(found))];
		for (const name of new Set([...Object.keys(then), ...Object.keys(today)])) {
			const wasMade = name === 'batch' ? (made.get(`batch ${then[name]}`) ?? then[name]) : then[name];
			const isBack = JSON.stringify(today[name] ?? null) === JSON.stringify(wasMade ?? null);
			// The number of a batch is its name.
			const isLost = lost.get(key)?.has(name) === true || (name === 'name' && lost.get(key)?.has('id') === true);
			if (isLost && lost.get(key)?.has('id') === true) continue;
			expect({ key, name, isBack, today: today[name] }).toEqual({
				key,
				name,
				isBack: !isLost,
				today: isLost ? today[name] : wasMade,
			});
		}
	}
}

/** Positions of a box that nobody has. */
function* freePositions(value: string): Generator<{ id: number; position: number }> {
	const box = [...live().locations.values()].find((location) => location.value === value);
	const taken = new Set(
		[...live().samples.values()]
			.filter(({ inventory_location_id: id }) => id === box?.id)
			.map((sample) => sample.inventory_location_position),
	);
	for (let position = 1; position <= (box?.position_limit ?? 0); position += 1)
		if (!taken.has(position)) yield { id: box?.id ?? 0, position };
}

let serial = 7_000_000;

/** A batch with fields of all types and without samples. */
function addBatch(random: Random): number {
	const [model] = live().batches.values();
	if (!model) throw new Error('the sandbox has no batch');
	serial += 1;
	live().batches.set(serial, {
		...model,
		id: serial,
		batch_fields: { Person: 'Ann', Purity: random(100), Date: '2026-10-10', Note: 'first' },
		salt_name: 'HCl',
		stoichiometry: { core_count: 1, salt_count: 2 },
	});
	return serial;
}

/** A lab of samples with amounts, places and event fields of all types, in batches of its own. */
function furnish(random: Random): { samples: number[]; batches: number[] } {
	const places = freePositions('Box 3');
	const batches = Array.from({ length: 24 }, () => addBatch(random));
	const samples = Array.from({ length: 60 }, (_, at) => {
		const { id } = live().addSample({}, batches[at % batches.length]);
		live().addEvent(id, {
			Barcode: `R-${at}`,
			'Net Weight': random(1000) / 10,
			'Ship Date': '2026-10-01',
			Reason: 'Stock',
		});
		const place = places.next();
		if (!place.done) live().addEvent(id, { Location: place.value, Credit: random(500) / 10 + 1 });
		return id;
	});
	return { samples, batches };
}

/** One change of a sample, as somebody makes it. */
function changeSample(
	id: number,
	random: Random,
	places: Generator<{ id: number; position: number }>,
	at: number,
): void {
	const amount = live().samples.get(id)?.current_amount ?? 0;
	const place = places.next();
	const kinds: Array<() => unknown> = [
		() => live().addEvent(id, { Debit: random(5000) / 100 + 0.01 }),
		() => live().addEvent(id, { Credit: random(100) / 10 + 0.1 }),
		() => live().addEvent(id, { Debit: amount }),
		() => !place.done && live().addEvent(id, { Location: place.value }),
		() => live().addEvent(id, { Barcode: `X-${id}`, Reason: 'Typo' }),
		() => live().addEvent(id, { 'Net Weight': 1.5, 'Ship Date': '2026-11-25' }),
		() => !place.done && live().addEvent(id, { Location: place.value, Debit: 0.25, Barcode: `Y-${id}` }),
		() => Object.assign(live().samples.get(id)?.fields ?? {}, { Destination: 'Elsewhere' }),
	];
	(kinds[at % kinds.length] ?? kinds[0])?.();
}

function changeBatch(id: number, random: Random, at: number): void {
	const batch = live().batches.get(id);
	if (!batch) throw new Error(`no batch ${id}`);
	const kinds: Array<() => void> = [
		() =>
			void (batch.batch_fields = {
				...batch.batch_fields,
				Person: 'Somebody else',
				Purity: random(100),
			}),
		() => void (batch.batch_fields = { ...batch.batch_fields, Note: 'new' }),
		() => void (batch.batch_fields = {}),
		() => void (batch.projectIds = [...live().projects.keys()].slice(-1)),
	];
	(kinds[at % kinds.length] ?? kinds[0])?.();
}

describe('a plan of Plan Restore, carried out by the steps of the example workflow', () => {
	it.each(formats.map((format, at) => [format, at + 1] as const))(
		'puts back a vault that lost 20 records and had 20 changed, from files of %s',
		async (format, seed) => {
			const random = seededRandom(seed);
			const { samples, batches } = furnish(random);
			const spare = Array.from({ length: 9 }, () => addBatch(random));
			const before = await night();

			const whole = batches.slice(0, 2);
			const inWhole = samples.filter((id) => whole.includes(live().samples.get(id)?.batch ?? 0));
			const others = samples.filter((id) => !inWhole.includes(id));
			const gone = {
				samples: [...inWhole, ...others.slice(0, 14 - inWhole.length)],
				batches: [...whole, ...spare.slice(0, 4)],
			};
			for (const id of gone.samples) live().deleteSample(id);
			for (const id of gone.batches) live().batches.delete(id);
			const changed = {
				samples: samples.filter((id) => !gone.samples.includes(id)).slice(0, 15),
				batches: spare.slice(4, 9),
			};
			const places = freePositions('Box 3');
			changed.samples.forEach((id, at) => changeSample(id, random, places, at));
			changed.batches.forEach((id, at) => changeBatch(id, random, at));
			const after = await night();
			const changes = await comparison(before, after, format);
			const of = (...names: string[]) =>
				new Set(changes.filter(({ change }) => names.includes(String(change))).map(({ kind, id }) => `${kind} ${id}`));
			expect(of('gone').size).toBe(20);
			expect(of('edited', 'moved', 'debited', 'credited').size).toBe(20);

			const plan = await planOf(changes);
			expect(await night()).toEqual(after);
			const made = await carryOut(plan);
			const restored = await night();
			const lost = lostIn(plan);
			expectPutBack('batch', before.batches, restored.batches, viewOfBatch, lost, made);
			expectPutBack('sample', before.samples, restored.samples, viewOfSample, lost, made);
			const rest = (await comparison(before, restored, format)).filter(
				({ kind, id }) => !made.has(`${kind} ${id}`) && ![...made.values()].includes(Number(id)),
			);
			expect(
				rest.flatMap(({ kind, id, field }) =>
					lost.get(`${kind} ${id}`)?.has(String(field)) ? [] : [{ kind, id, field }],
				),
			).toEqual([]);
		},
	);

	it("lets samples leave places that others come back to, and leaves two that stand in each other's places", async () => {
		const places = freePositions('Box 3');
		const take = () => places.next().value ?? { id: 0, position: 0 };
		const [one, two, three, four, five] = Array.from(
			{ length: 5 },
			() => live().addSample({}, [...live().batches.keys()][3]).id,
		) as [number, number, number, number, number];
		const at = [take(), take(), take(), take(), take()] as const;
		[one, two, three, four, five].forEach((id, index) => live().addEvent(id, { Location: at[index] }));
		const before = await night();
		// Three is deleted, One goes to its place, and Two to that of One. Four and Five change places.
		live().deleteSample(three);
		live().addEvent(one, { Location: at[2] });
		live().addEvent(two, { Location: at[0] });
		const aside = take();
		live().addEvent(four, { Location: aside });
		live().addEvent(five, { Location: at[3], Debit: 5 });
		live().addEvent(four, { Location: at[4] });
		const plan = await planOf(await comparison(before, await night(), 'json'));
		const isFive = ({ id }: IDataObject) => id === five;
		expect(
			inRuns(plan).map(({ step, items }) => [step, items.filter((item) => !isFive(item)).map(({ id }) => id)]),
		).toEqual([
			['Inventory Sample > Update', [two, one]],
			['Inventory Sample > Create', [three]],
		]);
		const made = await carryOut(plan);
		const restored = (await night()).samples;
		const placed = (id: number) => {
			const { inventory_location_id: box, inventory_location_position: position } = Object(
				restored.find((sample) => sample.id === id),
			);
			return { id: box, position };
		};
		expect([one, two, made.get(`sample ${three}`) ?? 0].map(placed)).toEqual([at[0], at[1], at[2]]);
		expect([four, five].map(placed)).toEqual([at[4], at[3]]);
		const lost = lostIn(plan);
		expect([four, five].map((id) => [...(lost.get(`sample ${id}`) ?? [])])).toEqual([['location'], ['location']]);
		expect(live().samples.get(five)?.current_amount).toBe(100);
	});
});
