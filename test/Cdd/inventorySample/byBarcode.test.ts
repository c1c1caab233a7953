import type { IDataObject } from 'n8n-workflow';

import type { SampleRecord } from '../../../sandbox/cdd/state';
import { onRealNetwork } from '../../support/realNetwork';
import { asked, locator, runSamples } from '../../support/sampleNode';
import type { SampleRunOptions } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { eventually, forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

/** More digits than a number holds. */
const rounded = Number('376104250021234569');

const byBarcode = locator('={{ $json.barcode }}', 'barcode');
const get = { operation: 'get', sample: byBarcode, output: 'raw' };
const debit = { operation: 'update', sample: byBarcode, specifyData: 'fields', events: { event: [{ debit: '1' }] } };
const weighing = { operation: 'setAmount', sample: byBarcode, amount: '1', units: 'mg' };
const deletion = { operation: 'delete', sample: byBarcode };

const run = async (barcodes: unknown[], parameters: IDataObject = get, options: SampleRunOptions = {}) =>
	await runSamples(
		sandbox(),
		barcodes.map((barcode) => ({ barcode }) as IDataObject),
		parameters as never,
		options,
	);
const lists = () =>
	sandbox().requests.filter(({ path, query }) => path.endsWith('/inventory_samples') && !query.includes('sample_ids'));
const writes = () => asked(sandbox()).filter((request) => /^(PUT|DELETE)/.test(request));

interface Past {
	fields: IDataObject;
	at?: string;
}

let serial = 0;

/** A sample with these events, the first of its list first. */
function tube(...events: Past[]): SampleRecord {
	const sample = sandbox().cdd.addSample();
	const [first] = sample.inventory_events;
	if (!first) throw new Error('the new sample has no event');
	sample.inventory_events = events.map(({ fields, at }) => ({
		...first,
		id: 9_000_000 + ++serial,
		created_at: at ?? `2026-01-0${1 + (serial % 9)}T00:00:00.000Z`,
		fields: fields as never,
	}));
	return sample;
}
const labelled = (barcode: unknown, field = 'Barcode') =>
	tube({ fields: { Credit: 5, [field]: barcode } as IDataObject });
const withoutBarcodes = () => {
	for (const { inventory_events: events } of sandbox().cdd.samples.values())
		for (const { fields } of events) delete fields.Barcode;
};

describe('a sample by what is on its tube', () => {
	it('is found for 20 items with one reading of the vault, which is told', async () => {
		const samples = [...sandbox().cdd.samples.values()].slice(0, 20);
		const { json, hints, error } = await run(samples.map((_sample, at) => `SB${100_001 + at}`));
		expect(error).toBeUndefined();
		expect(json.map(({ id }) => id)).toEqual(samples.map(({ id }) => id));
		expect(lists()).toHaveLength(1);
		expect(hints).toEqual([
			expect.stringMatching(
				/^CDD Vault cannot search for samples in this way, so all 120 samples of the vault were read once for this step\. It took \d+\.\d seconds\.$/,
			),
		]);
	});

	it('shares the reading with the next free position', async () => {
		const box = [...sandbox().cdd.locations.values()].find(({ value }) => value === 'Box 3');
		const { error } = await run(['SB100003', 'SB100004'], {
			...debit,
			events: { event: [{ location: locator(box?.id), placeInBox: 'nextFree' }] },
		});
		expect(error).toBeUndefined();
		expect(writes()).toHaveLength(2);
		const whole = sandbox().requests.filter(
			({ path, query }) => path.endsWith('/inventory_samples') && !query.includes('inventory_sample_ids'),
		);
		expect(whole).toHaveLength(1);
	});

	it('is found in a vault of very many samples, by one export', async () => {
		const [sample] = sandbox().cdd.samples.values();
		if (!sample) throw new Error('the sandbox has no sample');
		const ids = Array.from({ length: 5_000 }, (_empty, index) => 9_500_000 + index);
		const [first] = sample.inventory_events;
		for (const id of ids)
			sandbox().cdd.samples.set(id, {
				...sample,
				id,
				inventory_events: first ? [{ ...first, fields: { Credit: 1, Barcode: `BIG${id}` } }] : [],
			});
		const { json, hints } = await onRealNetwork(async () => await run(['BIG9504999', 'SB100002']));
		for (const id of ids) sandbox().cdd.samples.delete(id);
		expect(json.map(({ id }) => id)).toEqual([9_504_999, [...sandbox().cdd.samples.keys()][1]]);
		expect(sandbox().requests.filter(({ query }) => JSON.stringify(query).includes('async'))).toHaveLength(1);
		expect(hints[0]).toContain('all 5120 samples');
	});

	it.each([
		['a text with zeros in front', '006574', '006574'],
		['18 digits', '376104250021234569', '376104250021234569'],
		['a number', 6574, '6574'],
		['a number that the vault holds', '6574', 6574],
		['what a scanner puts around it', '\u0002]C1AB-7\r\n', 'AB-7'],
		['blanks that the vault holds', 'AB-8', ' AB-8 '],
		['an accent in two pieces', 'Cafe\u0301-1', 'Caf\u00e9-1'],
	])('is given as %s', async (_what, given, stored) => {
		const { id } = labelled(stored);
		const { json, error } = await run([given]);
		expect([error?.message, json[0]?.id]).toEqual([undefined, id]);
	});

	it.each([
		['no barcode', '', "'Sample' is empty [row 1]"],
		['nothing', null, "'Sample' is empty [row 1]"],
		['the sign of a scanner alone', ']C1', "'Sample' is empty [row 1]"],
		['a number that n8n has rounded', rounded, "'Sample' contains a number that is not exact [row 1]"],
		['a list', ['SB100001'], "'Sample' does not contain a text [row 1]"],
	])('is refused before anything is asked where it is %s', async (_what, given, message) => {
		const { error } = await run([given], deletion);
		expect(error?.message).toBe(message);
		expect(asked(sandbox())).toEqual([]);
	});

	it('is never the tube whose number the vault has rounded', async () => {
		labelled(rounded);
		const { error } = await run([String(rounded)]);
		expect(error?.message).toBe("'Sample' was not found by its barcode [row 1]");
	});
});

describe('the barcode of today', () => {
	it('is that of the newest event, in whatever order they come', async () => {
		const [early, late] = ['2026-03-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z'];
		const { id } = tube(
			{ fields: { Barcode: 'NEW-1' }, at: late },
			{ fields: { Barcode: 'OLD-1' }, at: early },
			{ fields: { Debit: 1 }, at: '2026-03-03T00:00:00.000Z' },
		);
		expect((await run(['NEW-1'])).json[0]?.id).toBe(id);
		expect((await run(['OLD-1'])).error?.message).toBe("'Sample' was not found by its barcode [row 1]");
	});

	it('goes by the event with the higher ID where they are of one moment, across time zones', async () => {
		const { id } = tube(
			{ fields: { Barcode: 'OLD-2' }, at: '2026-03-02T00:00:00.000Z' },
			{ fields: { Barcode: 'NEW-2' }, at: '2026-03-01T18:00:00.000-06:00' },
		);
		expect((await run(['NEW-2'])).json[0]?.id).toBe(id);
		expect((await run(['OLD-2'])).json).toEqual([]);
	});

	it.each([
		[0, 1, 2],
		[0, 2, 1],
		[1, 0, 2],
		[1, 2, 0],
		[2, 0, 1],
		[2, 1, 0],
	])(
		'goes by the IDs alone where one event has no time, in whatever order they come (%i, %i, %i)',
		async (...order) => {
			const past = [
				{ fields: { Barcode: 'FIRST-3' }, at: '2026-03-03T00:00:00.000Z' },
				{ fields: { Barcode: 'SECOND-3' }, at: '' },
				{ fields: { Barcode: 'THIRD-3' }, at: '2026-03-01T00:00:00.000Z' },
			];
			const sample = tube(...past);
			const events = sample.inventory_events;
			sample.inventory_events = order.flatMap((at) => events[at] ?? []);
			expect((await run(['THIRD-3'])).json[0]?.id).toBe(sample.id);
			for (const old of ['FIRST-3', 'SECOND-3']) expect((await run([old])).json).toEqual([]);
		},
	);

	it.each([null, '', ' '])('is none where the newest event has cleared it (%j)', async (cleared) => {
		tube(
			{ fields: { Barcode: 'GONE' }, at: '2026-03-01T00:00:00.000Z' },
			{ fields: { Barcode: cleared }, at: '2026-03-02T00:00:00.000Z' },
		);
		expect((await run(['GONE'])).json).toEqual([]);
	});
});

describe('a barcode that does not name one sample', () => {
	it.each([
		['get', get],
		['update', debit],
		['delete', deletion],
	])('is refused with both that carry it, and nothing is written (%s)', async (_what, parameters) => {
		const [one, other] = [labelled('TWIN'), labelled('TWIN')];
		const { error } = await run(['SB100010', 'TWIN'], parameters);
		expect(error?.message).toBe("'Sample' matches several samples [row 2]");
		expect(error?.description).toBe(
			`The barcode "TWIN" is on "${one.name}" (ID ${one.id}), "${other.name}" (ID ${other.id}). Enter the ID of one, and correct the barcodes.`,
		);
		expect(writes()).toEqual([]);
	});

	it.each([
		['another case', 'sb100003', 'SB100003'],
		['zeros in front that a spreadsheet dropped', '6574', '006574'],
	])('is told with what it may be: %s', async (_what, given, stored) => {
		if (stored !== 'SB100003') labelled(stored);
		const { error } = await run([given], deletion);
		expect(error?.message).toBe("'Sample' was not found by its barcode [row 1]");
		expect(error?.description).toMatch(
			new RegExp(
				`^No sample has "${given}" in its newest "Barcode"\\. "${stored}" is on ".+" \\(ID \\d+\\): upper and lower`,
			),
		);
		expect(writes()).toEqual([]);
	});

	it('is told with what to check where nothing is near, and none before the checked items is written', async () => {
		const { error } = await run(['SB100003', 'SB999999'], debit);
		expect(error?.message).toBe("'Sample' was not found by its barcode [row 2]");
		expect(error?.description).toBe(
			'No sample has "SB999999" in its newest "Barcode". Check that the label was read completely, and that the user of the API token can see the sample.',
		);
		expect(writes()).toEqual([]);
	});

	it('fails its item alone where the node continues, with one reading', async () => {
		const { outputs } = await run(['SB999999', 'SB100003'], get, { settings: { onError: 'continueErrorOutput' } });
		expect(outputs.map((items) => items?.length)).toEqual([1, 1]);
		expect(lists()).toHaveLength(1);
	});
});

describe('the event field that holds the barcode', () => {
	const fields = '"Net Weight", "Physical Form", "Reason", "Tube Type"';

	it.each([
		['as the credential names it', { Barcode: 'A', 'Tube Code': 'B' }, 'Tube Code', 'B'],
		['as the credential names it, with blanks around', { 'Tube Code': 'B' }, ' Tube Code ', 'B'],
		['called Barcode', { Barcode: 'A', BARCODE: 'B' }, undefined, 'A'],
		['called Barcode where the setting is empty', { Barcode: 'A', barcode: 'B' }, '', 'A'],
		['called so in another case', { barCode: 'B' }, undefined, 'B'],
	])('is the one %s', async (_what, event, barcodeField, found) => {
		withoutBarcodes();
		const { id } = tube({ fields: event });
		for (const barcode of ['A', 'B']) {
			const { json, error } = await run([barcode], get, { secrets: { barcodeField } });
			expect([error?.message, json[0]?.id]).toEqual(
				barcode === found ? [undefined, id] : ["'Sample' was not found by its barcode [row 1]", undefined],
			);
		}
	});

	it.each([
		[
			'none is called so',
			{ 'Net Weight': 5 },
			undefined,
			"'Sample' cannot be found by its barcode, because no event field is called Barcode [row 1]",
			`The event fields of this vault are ${fields}. Enter the one that holds the barcodes as 'Barcode Field' in the credential.`,
		],
		[
			'several are called so',
			{ barcode: 'X', BARCODE: 'X' },
			undefined,
			"'Sample' cannot be found by its barcode, because several event fields are called Barcode [row 1]",
			`They are "BARCODE", "barcode". Enter the right one as 'Barcode Field' in the credential.`,
		],
		[
			'the credential names one in another case',
			{ 'Net Weight': 5, 'tube code': 'X' },
			'Tube Code',
			"'Barcode Field' of the credential names an event field that no sample has [row 1]",
			`It is "Tube Code". The event fields of this vault are "Net Weight", "Physical Form", "Reason", "Tube Type", "tube code". Upper and lower case matter.`,
		],
		[
			'the credential names a field with a place of its own',
			{ 'Net Weight': 5 },
			'Location',
			"'Barcode Field' of the credential names an event field that no sample has [row 1]",
			`It is "Location". The event fields of this vault are ${fields}. Upper and lower case matter.`,
		],
	])('is never guessed where %s', async (_what, event, barcodeField, message, description) => {
		withoutBarcodes();
		tube({ fields: event });
		for (const parameters of [get, debit, deletion]) {
			const { error } = await run(['X'], parameters, { secrets: { barcodeField } });
			expect([error?.message, error?.description]).toEqual([message, description]);
		}
		expect(writes()).toEqual([]);
	});
});

describe('a write by barcode', () => {
	it('debits the sample of each item, several on one sample included', async () => {
		const { error } = await run(['SB100003', 'SB100004', 'SB100003'], debit);
		expect(error).toBeUndefined();
		expect(writes()).toHaveLength(3);
	});

	it('takes the sample of its first try, although its tube has another barcode by now', async () => {
		const [one, other] = [labelled('FIRST'), labelled('SECOND')];
		sandbox().faults.add({
			when: { method: 'PUT', path: `/${other.id}` },
			times: 1,
			do: { kind: 'status', status: 429, retryAfterSeconds: 600 },
		});
		const relabel = {
			...debit,
			events: {
				event: [{ eventFields: { field: [{ name: locator('Barcode', 'name'), type: 'text', value: 'AGAIN' }] } }],
			},
		};
		const { error, executions, json } = await run(['FIRST', 'SECOND'], relabel, {
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});
		expect([error?.message, executions]).toEqual([undefined, 2]);
		expect(json.map(({ id }) => id)).toEqual([one.id, other.id]);
		expect(writes()).toHaveLength(3);
		expect(sandbox().cdd.samples.get(one.id)?.inventory_events).toHaveLength(2);
	});

	it('refuses two items that delete one sample, by whatever way they name it', async () => {
		const { id } = labelled('DOOMED');
		const { error } = await runSamples(
			sandbox(),
			[
				{ mode: 'barcode', value: 'DOOMED' },
				{ mode: 'id', value: id },
			],
			{ operation: 'delete', sample: '={{ { "mode": $json.mode, "value": $json.value } }}' },
		);
		expect(error?.message).toContain('[row 2]');
		expect(writes()).toEqual([]);
	});
});

describe('a tube that is relabelled while the step looks for it', () => {
	const whole = { settings: {} };
	const continued = { settings: { onError: 'continueRegularOutput' as const } };
	it.each([
		['Update, one item', debit, ['OLD'], whole],
		['Update, several items', debit, ['OLD', 'SB100003'], whole],
		['Update, where the node continues', debit, ['OLD', 'SB100003'], continued],
		['Set Amount', weighing, ['OLD'], whole],
		['Delete, one item', deletion, ['OLD'], whole],
		['Delete, where the node continues', deletion, ['OLD'], continued],
	])('is not changed: %s', async (_what, parameters, barcodes, options) => {
		const { id } = labelled('OLD');
		sandbox().faults.add({ when: { endpoint: 'listInventorySamples' }, do: { kind: 'latency', milliseconds: 200 } });
		const running = run(barcodes, parameters, options);
		await eventually(() => sandbox().requests.some(({ query }) => query.includes('sample_ids')));
		for (const { fields } of sandbox().cdd.samples.get(id)?.inventory_events ?? []) fields.Barcode = 'NEW';
		const { error, json } = await running;
		expect(error?.message ?? json[0]?.error).toBe("'Sample' got another barcode while the step looked for it [row 1]");
		expect(writes().filter((request) => request.includes(String(id)))).toEqual([]);
		expect(writes()).toHaveLength(options === continued ? barcodes.length - 1 : 0);
	});
});
