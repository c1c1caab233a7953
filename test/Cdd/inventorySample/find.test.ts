import type { IDataObject, INode } from 'n8n-workflow';

import type { SampleRecord } from '../../../sandbox/cdd/state';
import { present } from '../../support/present';
import { onRealNetwork } from '../../support/realNetwork';
import { locator, runSamples } from '../../support/sampleNode';
import type { SampleRunOptions } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { eventually, forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

type Given = readonly [field: string, value: unknown];

const where = (...given: Given[]) => ({
	condition: given.map(([field, value]) => ({ field: locator(field, 'name'), value })),
});
const finding = (conditions: unknown, changes: IDataObject = {}) =>
	({ operation: 'find', conditions, returnAll: true, output: 'simplified', ...changes }) as INode['parameters'];
const find = async (given: Given[], changes?: IDataObject, options?: SampleRunOptions) =>
	await runSamples(sandbox(), [{}], finding(where(...given), changes), options);
const idsFor = async (...given: Given[]) => {
	const { json, error } = await find(given);
	expect([error?.message, error?.description]).toEqual([undefined, undefined]);
	return json.map(({ id }) => id);
};
/** Each item asks for what it holds. */
const findEach = async (inputs: IDataObject[], options?: SampleRunOptions) =>
	await runSamples(sandbox(), inputs, finding(where(['={{ $json.field }}', '={{ $json.value }}'])), options);
const readings = () =>
	sandbox().requests.filter(
		({ path, query }) => path.endsWith('/inventory_samples') && !query.includes('inventory_sample_ids'),
	);
const lists = () => sandbox().requests.filter(({ query }) => query.includes('inventory_sample_ids'));

let serial = 0;

/** A sample with these fields, and events of which the last is the newest. */
function tube(fields: IDataObject, ...events: IDataObject[]): number {
	const sample = sandbox().cdd.addSample();
	const first = present(sample.inventory_events[0], 'an event');
	sample.fields = fields as SampleRecord['fields'];
	sample.inventory_events = events.map((said, at) => ({
		...first,
		id: 8_000_000 + ++serial,
		created_at: `2026-02-0${at + 1}T00:00:00.000Z`,
		fields: said as never,
	}));
	return sample.id;
}
const reading = expect.stringMatching(
	/^CDD Vault cannot search for samples in this way, so all \d+ samples of the vault were read once for this step\. It took \d+\.\d seconds\.$/,
);

describe('samples are found', () => {
	it('by what their newest event with the field says', async () => {
		const id = tube({}, { Credit: 1, Phase: 'Wet' }, { Phase: 'Dry' }, { Debit: 1 });
		tube({}, { Credit: 1, Phase: 'Dry' }, { Phase: 'Wet' });
		tube({}, { Credit: 1, Phase: 'Dry' }, { Phase: null });
		expect(await idsFor(['Phase', 'Dry'])).toEqual([id]);
	});

	it('by a sample field, and by both', async () => {
		const [one, two] = [tube({ Lot: 'L-1' }, { Phase: 'Dry' }), tube({ Lot: 'L-1' }, { Phase: 'Wet' })];
		tube({ Lot: 'L-2' }, { Phase: 'Dry' });
		expect(await idsFor(['Lot', 'L-1'])).toEqual([one, two]);
		expect(await idsFor(['Lot', 'L-1'], ['Phase', 'Dry'])).toEqual([one]);
		expect(await idsFor(['Lot', 'L-1'], ['Lot', 'L-2'])).toEqual([]);
	});

	it('by name, units and the path of their location', async () => {
		const { cdd } = sandbox();
		const box = present(
			[...cdd.locations.values()].find(({ value }) => value === 'Box 3'),
			'Box 3',
		);
		const id = tube({ Lot: 'L-9' }, { Credit: 1 });
		const other = tube({ Lot: 'L-9' }, { Credit: 1 });
		const sample = present(cdd.samples.get(id), 'the sample');
		Object.assign(sample, { inventory_location_id: box.id, inventory_location_position: 2, units: 'µL' });
		expect(await idsFor(['name', sample.name])).toEqual([id]);
		expect(await idsFor(['Lot', 'L-9'], ['location', 'Building 1>Compound Store > Freezer A> Box 3'])).toEqual([id]);
		expect(await idsFor(['Lot', 'L-9'], ['Units', 'uL'])).toEqual([id]);
		expect(await idsFor(['Lot', 'L-9'], ['units', 'mg'])).toEqual([other]);
	});

	it('with what was searched for first, in the shape of every sample', async () => {
		const id = tube({ Lot: 'L-1', Shared: 'of the sample' }, { Barcode: 'F-1', Phase: 'Dry', Shared: 'of an event' });
		const keys = async (...given: Given[]) => Object.keys((await find(given)).json[0] ?? {}).slice(0, given.length + 1);
		expect(await keys(['lot', 'L-1'], ['Phase', 'Dry'])).toEqual(['Lot', 'Phase', 'id']);
		expect(await keys(['Barcode', 'F-1'])).toEqual(['barcode', 'id']);
		expect(await keys(['Shared (event field)', 'of an event'])).toEqual(['Shared (event field)', 'id']);
		const { json: got } = await runSamples(sandbox(), [{}], {
			operation: 'get',
			sample: locator(id),
			output: 'simplified',
		});
		expect((await find([['Phase', 'Dry']])).json[0]).toEqual(got[0]);
		const { json: raw } = await find([['Phase', 'Dry']], { output: 'raw' });
		expect(raw[0]).toMatchObject({ id, fields: { Lot: 'L-1' }, inventory_events: [expect.anything()] });
	});

	it('in the order of their IDs, up to the limit', async () => {
		const ids = [1, 2, 3].map(() => tube({ Lot: 'L-5' }, { Credit: 1 }));
		const { json } = await find([['Lot', 'L-5']], { returnAll: false, limit: 2 });
		expect(json.map(({ id }) => id)).toEqual(ids.slice(0, 2));
	});

	it('for all items with one reading, which is told, and lists of those found', async () => {
		const ids = Array.from({ length: 60 }, (_empty, at) => tube({ Lot: `M-${at}` }, { Tube: `T-${at}` }));
		const inputs = ids.map((_id, at) =>
			at % 2 ? { field: 'Lot', value: `M-${at}` } : { field: 'Tube', value: `T-${at}` },
		);
		const { json, items, hints, error } = await findEach(inputs);
		expect(error).toBeUndefined();
		expect(json.map(({ id }) => id)).toEqual(ids);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(ids.map((_id, item) => ({ item })));
		expect([readings().length, lists().length]).toEqual([1, 2]);
		expect(hints).toEqual([reading]);
	});

	it('in a vault of thousands, which is read in pages', async () => {
		const first = present([...sandbox().cdd.samples.values()][0], 'a sample');
		const event = present(first.inventory_events[0], 'an event');
		const ids = Array.from({ length: 3_000 }, (_empty, at) => 9_500_000 + at);
		for (const id of ids)
			sandbox().cdd.samples.set(id, {
				...first,
				id,
				inventory_events: [{ ...event, fields: { Credit: 1, Shelf: `S${id % 1000}`, Serial: id } }],
			});
		const { json, hints, error } = await findEach([
			{ field: 'Shelf', value: 'S999' },
			{ field: 'Serial', value: '9500007.0' },
		]);
		for (const id of ids) sandbox().cdd.samples.delete(id);
		expect([error?.message, json.map(({ id }) => id)]).toEqual([
			undefined,
			[9_500_999, 9_501_999, 9_502_999, 9_500_007],
		]);
		expect(hints).toEqual([expect.stringContaining('all 3120 samples')]);
	});
});

describe('a value', () => {
	it.each([
		['a number by its value', 5, '5.0', true],
		['a number by its value', 5, '5e0', true],
		['a number by its value', 0.1 + 0.2, 0.3, true],
		['a number that is kept as text', '5', 5, true],
		['a number that is kept as text', '5.0', '5', true],
		['zeros in front', '006574', 6574, false],
		['zeros in front', '006574', '6574', false],
		['zeros in front', '006574', '006574', true],
		['digits of a label', '1e3', '1000', false],
		['more digits than a number has', '376104250021234569', '376104250021234568', false],
		['a number that has lost digits', Number('376104250021234569'), '376104250021234569', false],
		['a day', '2026-11-30', '2026-11-30T23:00:00+02:00', true],
		['a day', '2026-11-30T14:00:00.000Z', '2026-11-30', true],
		['a day', '2026-11-30', "={{ DateTime.fromISO('2026-11-30') }}", true],
		['a day', '2026-11-30', '2026-12-01', false],
		['true', true, 'TRUE', true],
		['true', true, '={{ true }}', true],
		['true', true, 'false', false],
		['true', true, 1, false],
		['a word', 'true', true, true],
		['another case', 'Powder', 'powder', true],
		['blanks', 'Dry  ice ', ' dry ice', true],
		['an accent in two pieces', 'Caf\u00e9', 'Cafe\u0301', true],
		['no accent', 'Caf\u00e9', 'Cafe', false],
		['a part', 'Powder', 'Powd', false],
		['a list', ['Powder'], 'Powder', false],
	])('is compared as %s: %j, searched for as %j', async (_what, held, wanted, isFound) => {
		const id = tube({ Odd: held } as IDataObject, { Odder: held } as IDataObject);
		expect(await idsFor(['Odd', wanted], ['Odder', wanted])).toEqual(isFound ? [id] : []);
	});

	it('in exactly its spelling goes before others, which are told', async () => {
		const [upper, lower] = [tube({ Odd: 'Powder' }, {}), tube({ Odd: 'powder' }, {})];
		expect((await find([['Odd', 'powder']])).hints).toEqual([reading]);
		expect(await idsFor(['Odd', 'powder'])).toEqual([lower]);
		expect(await idsFor(['Odd', 'POWDER'])).toEqual([upper, lower]);
		expect((await find([['Odd', 'POWDER']])).hints).toEqual([
			reading,
			'For some values no sample has exactly this spelling. The samples found differ in upper and lower case, in spaces, or in how a number is written.',
		]);
	});

	it.each([
		['', "'Conditions' contains a field without a value [row 1]"],
		['  ', "'Conditions' contains a field without a value [row 1]"],
		['={{ $json.nothing }}', "'Conditions' contains a field without a value [row 1]"],
		['={{ null }}', "'Conditions' contains a field without a value [row 1]"],
		['={{ [] }}', "'Conditions' contains a field without a value [row 1]"],
		['={{ ["a"] }}', "'Conditions' does not contain a text [row 1]"],
		['={{ 2 ** 60 }}', "'Conditions' contains a number that is not exact [row 1]"],
	])('of %j is refused before anything is asked', async (value, message) => {
		const { error } = await find([['Physical Form', value]]);
		expect(error?.message).toBe(message);
		expect(sandbox().requests).toEqual([]);
	});
});

describe('a field', () => {
	it.each([
		['as it is called', 'Phase'],
		['in another case', 'PHASE'],
		['with blanks around', ' Phase '],
		['by an expression', '={{ "Pha" + "se" }}'],
		['by what items call it', 'Phase (event field)'],
	])('is named %s', async (_what, name) => {
		const id = tube({}, { Phase: 'Dry' });
		expect(await idsFor([name, 'Dry'])).toEqual([id]);
	});

	it('that is called exactly so goes before others', async () => {
		const [upper, lower] = [tube({}, { Phase: 'Dry' }), tube({}, { phase: 'Dry' })];
		expect(await idsFor(['Phase', 'Dry'])).toEqual([upper]);
		expect(await idsFor(['phase', 'Dry'])).toEqual([lower]);
	});

	it.each([
		['differ in case', {}, { phase: 'Dry', Phase: 'Dry' }, 'PHASE', '"Phase", "phase"'],
		[
			'are a sample field and an event field',
			{ Phase: 'Dry' },
			{ Phase: 'Dry' },
			'Phase',
			'"Phase (sample field)", "Phase (event field)"',
		],
	])('that may be several is refused: they %s', async (_what, fields, event, name, several) => {
		tube(fields, event);
		const { error } = await find([[name, 'Dry']]);
		expect(error?.message).toBe("'Conditions' contains a field name that matches several fields [row 1]");
		expect(error?.description).toBe(`"${name}" may be ${several}. Enter one of these exactly.`);
	});

	it('that no sample has is refused with the one that is near, and those that there are', async () => {
		const { error, json } = await find([['Physical From', 'Dry']]);
		expect([json, error?.message]).toEqual([[], "'Conditions' contains a field that no sample has [row 1]"]);
		expect(error?.description).toMatch(
			/^It is "Physical From"\. Did you mean "Physical Form".*\? Samples can be found by "name", "units", "location", .*"Tube Type"\.$/,
		);
		expect(error?.description).not.toContain('"Credit"');
	});

	it.each(['Credit', 'Location (event field)', ''])(
		'is never one with a place of its own, or none (%j)',
		async (name) => {
			expect((await find([[name, '5']])).error?.message).toMatch(
				/^'Conditions' contains a (condition without a )?field/,
			);
		},
	);

	it('called barcode is the one that the credential names', async () => {
		const id = tube({}, { 'Tube Code': 'C-1' });
		const { json } = await find([['barcode', 'C-1']], {}, { secrets: { barcodeField: 'Tube Code' } });
		expect(json.map((record) => [Object.keys(record)[0], record.id])).toEqual([['barcode', id]]);
	});

	it('of the vault does not take the place of a word, and is found by what items call it', async () => {
		const id = tube({ units: 'boxes' }, { name: 'Ann' });
		expect(await idsFor(['units (sample field)', 'boxes'], ['name (event field)', 'Ann'])).toEqual([id]);
		expect(await idsFor(['units', 'boxes'])).toEqual([]);
	});
});

describe('no sample', () => {
	it('gives no item, and a hint with what comes near', async () => {
		tube({}, { Phase: 'Lyophilised' });
		const { json, hints } = await find([['Phase', 'Lyophilized']]);
		expect([json, hints]).toEqual([
			[],
			[reading, 'No sample has "Lyophilized" in "Phase". Did you mean "Lyophilised"?'],
		]);
	});

	it('with all of several values is told so', async () => {
		tube({ Lot: 'L-7' }, { Phase: 'Dry' });
		tube({ Lot: 'L-8' }, { Phase: 'Wet' });
		const { hints } = await find([
			['Lot', 'L-7'],
			['Phase', 'Wet'],
		]);
		expect(hints).toEqual([reading, 'No sample has "L-7" in "Lot" and "Wet" in "Phase".']);
	});

	it('for some of many items is told once', async () => {
		const id = tube({ Lot: 'L-7' }, {});
		const { json, hints } = await findEach(['X', 'L-7', 'Y'].map((value) => ({ field: 'Lot', value })));
		expect(json.map((record) => record.id)).toEqual([id]);
		expect(hints).toEqual([reading, 'For some items no sample meets all conditions, so they have no output.']);
	});

	it('is never all of them: a form without a condition is refused', async () => {
		for (const conditions of [{}, { condition: [] }, { condition: [{}] }]) {
			const { error } = await runSamples(sandbox(), [{}], finding(conditions));
			expect(error?.message).toMatch(/^'Conditions' (is empty|contains a condition without a field) \[row 1\]$/);
		}
		expect(sandbox().requests).toEqual([]);
	});
});

describe('a sample that was found and then', () => {
	const left = 'Some samples were changed or deleted while this step read them, so they are left out.';

	it.each([
		['deleted', (id: number) => sandbox().cdd.samples.delete(id)],
		['changed', (id: number) => Object.assign(present(sandbox().cdd.samples.get(id), 'it').fields, { Lot: 'New' })],
	])('%s is left out, and this is said: one of several', async (_what, happen) => {
		const ids = [1, 2, 3].map(() => tube({ Lot: 'L-6' }, {}));
		sandbox().faults.add({ when: { endpoint: 'listInventorySamples' }, do: { kind: 'latency', milliseconds: 200 } });
		const running = find([['Lot', 'L-6']]);
		await eventually(() => lists().length > 0);
		happen(present(ids[1], 'an ID'));
		const { json, hints, error } = await running;
		expect([error?.message, json.map(({ id }) => id)]).toEqual([undefined, [ids[0], ids[2]]]);
		expect(hints).toEqual([reading, left]);
	});

	it('deleted is left out where it is the only one', async () => {
		const id = tube({ Lot: 'L-6' }, {});
		sandbox().faults.add({ when: { endpoint: 'getInventorySample' }, do: { kind: 'status', status: 404 } });
		const { json, hints, error } = await find([['Lot', 'L-6']]);
		expect([id, error?.message, json]).toEqual([id, undefined, []]);
		expect(hints).toEqual([reading, left]);
	});
});

it('goes on with the other items where one has a field that no sample has', async () => {
	const id = tube({ Lot: 'L-3' }, {});
	const inputs = [
		{ field: 'Lott', value: 'L-3' },
		{ field: 'Lot', value: 'L-3' },
	];
	const { outputs } = await findEach(inputs, { settings: { onError: 'continueErrorOutput' } });
	expect(outputs.map((items) => items?.map(({ json }) => json.id))).toEqual([[id], [undefined]]);
	expect(readings()).toHaveLength(1);
});

describe('a vault of more than 5,000 samples', () => {
	it('is read by one export, for all items, and what was found is read as it is now', async () => {
		const template = present([...sandbox().cdd.samples.values()][0], 'a sample');
		const first = present(template.inventory_events[0], 'an event');
		const ids = Array.from({ length: 5_000 }, (_none, at) => 9_500_000 + at);
		const phaseOf = (at: number) => (at === 4_999 ? 'Last' : `Phase ${at % 1_000}`);
		for (const [at, id] of ids.entries())
			sandbox().cdd.samples.set(id, {
				...template,
				id,
				inventory_events: [{ ...first, id: 90_000_000 + at, fields: { Credit: 1, Phase: phaseOf(at) } }],
			});
		const inputs = ['Last', 'Phase 7', 'None of them'].map((value) => ({ field: 'Phase', value }));
		const { json, error, hints } = await onRealNetwork(async () => await findEach(inputs));
		for (const id of ids) sandbox().cdd.samples.delete(id);
		expect(error).toBeUndefined();
		expect(json.map(({ id, Phase }) => [id, Phase])).toEqual([
			[9_504_999, 'Last'],
			...[0, 1, 2, 3, 4].map((thousand) => [9_500_007 + thousand * 1_000, 'Phase 7']),
		]);
		const isAsync = ({ query }: { query: unknown }) => JSON.stringify(query).includes('async');
		expect(sandbox().requests.filter(isAsync)).toHaveLength(1);
		expect(hints.join(' ')).toMatch(/all 5\d{3} samples of the vault were read once for this step/);
		expect(hints.join(' ')).toContain('For some items no sample meets all conditions');
	});
});
