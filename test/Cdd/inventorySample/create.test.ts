import type { IDataObject } from 'n8n-workflow';

import { mapped } from '../../support/mapped';
import { asked, locator, runSamples } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

let serial = 0;
const sampleId = () => `N${++serial}`;
const batchId = () => [...sandbox().cdd.batches.keys()][5] ?? 0;
const samplesOf = (batch: number) => [...sandbox().cdd.samples.values()].filter((sample) => sample.batch === batch);
const posts = () => asked(sandbox()).filter((request) => request.startsWith('POST'));
const box = () => [...sandbox().cdd.locations.values()].find(({ value }) => value === 'Box 3');

const creation = (changes: IDataObject = {}) => ({
	operation: 'create',
	specifyData: 'fields',
	batch: locator('={{ $json.batch }}'),
	amount: '={{ $json.amount }}',
	units: '={{ $json.units }}',
	sampleFields: mapped({ 'Sample ID': '={{ $json.name }}' }),
	output: 'simplified',
	...changes,
});

const item = (changes: IDataObject = {}) => ({
	batch: batchId(),
	amount: '100',
	units: 'mg',
	name: sampleId(),
	...changes,
});

describe('creating an inventory sample', () => {
	it('takes amount, unit, batch and fields of each sample from its own item', async () => {
		const [batch, other] = [...sandbox().cdd.batches.keys()];
		const { json, items } = await runSamples(
			sandbox(),
			[item({ batch, amount: '12.5' }), item({ batch: other, amount: '7', units: 'mL' })],
			creation(),
		);
		expect(json.map(({ batch: of, current_amount, units }) => [of, current_amount, units])).toEqual([
			[batch, 12.5, 'mg'],
			[other, 7, 'mL'],
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('puts it into a box, with the fields of its first event', async () => {
		const { json } = await runSamples(
			sandbox(),
			[item()],
			creation({
				location: locator(box()?.id, 'list'),
				position: 3,
				eventFields: mapped({ Barcode: 'SB1' }),
				output: 'raw',
			}),
		);
		expect(json[0]).toMatchObject({
			inventory_location_id: box()?.id,
			inventory_location_position: 3,
			inventory_events: [{ fields: { Credit: 100, Barcode: 'SB1', Location: { id: box()?.id, position: 3 } } }],
		});
	});

	it.each(['\u00b5g', '\u03bcg'])(
		'knows both characters that look like a micro sign (%j), and sends the one of the vault',
		async (units) => {
			const { json } = await runSamples(sandbox(), [item({ units })], creation());
			expect(json[0]?.units).toBe('\u00b5g');
			expect(sandbox().requests.at(-1)?.body).toMatchObject({ units: '\u00b5g' });
		},
	);

	it('knows them in JSON too', async () => {
		const sampleJson = JSON.stringify({
			batch_id: batchId(),
			units: '\u03bcL',
			fields: { 'Sample ID': sampleId() },
			inventory_events: [{ fields: { Credit: 4 } }],
		});
		const { json } = await runSamples(sandbox(), [item()], creation({ specifyData: 'json', sampleJson }));
		expect(json[0]).toMatchObject({ units: '\u00b5L', current_amount: 4 });
	});

	it.each(['MG', 'mm', 'Ug', 'lb', '', 'µg '.toUpperCase()])(
		'refuses the unit %p, and lists those that there are',
		async (units) => {
			const { error } = await runSamples(sandbox(), [item({ units })], creation());
			expect(error?.message).toBe("'Units' is not a unit that CDD Vault knows [row 1]");
			expect(error?.description).toContain('mL, L, \u00b5L, M, mM, \u00b5M, count');
			expect(posts()).toEqual([]);
		},
	);

	it.each([
		[{ amount: '' }, "'Amount' is empty"],
		[{ amount: null }, "'Amount' is empty"],
		[{ amount: '0' }, "'Amount' is not above 0"],
		[{ amount: '5 mg' }, "'Amount' is not a number"],
		[{ amount: '0x10' }, "'Amount' is not a number"],
		[{ amount: true }, "'Amount' is not a number"],
		[{ batch: '' }, "'Batch' is empty"],
		[{ batch: 'DEMO-1' }, "'Batch' is not an ID"],
		[{ batch: 0 }, "'Batch' is not an ID"],
		[{ batch: '[1,2]' }, "'Batch' is not an ID"],
	])('refuses %j before anything is sent', async (changes, message) => {
		const { error } = await runSamples(sandbox(), [item(changes)], creation());
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(asked(sandbox())).toEqual([]);
	});

	it('refuses an expression that does not say how the data is given', async () => {
		const { error } = await runSamples(sandbox(), [item()], creation({ specifyData: '={{ $json.none }}' }));
		expect(error?.message).toBe("'Specify Data' is empty [row 1]");
		expect(asked(sandbox())).toEqual([]);
	});

	it('takes either way by expression', async () => {
		const sampleJson =
			'={{ ({ batch_id: $json.batch, units: "mg", fields: { "Sample ID": $json.name }, inventory_events: [{ fields: { Credit: 3 } }] }) }}';
		const how = { specifyData: '={{ $json.how }}', sampleJson };
		const { json, error } = await runSamples(
			sandbox(),
			[item({ how: 'fields' }), item({ how: 'json' })],
			creation(how),
		);
		expect(error).toBeUndefined();
		expect(json.map(({ current_amount: amount }) => amount)).toEqual([100, 3]);
	});

	it.each([
		['{', 'is not valid JSON'],
		['{ "units": "mg", "inventory_events": [{ "fields": { "Credit": 1 } }] }', 'does not have the expected form'],
		['{ "batch_id": 1, "units": "mg", "inventory_events": [] }', 'does not have the expected form'],
		['{ "batch_id": 1, "units": "mg", "inventory_events": [{ "fields": {} }] }', 'has no amount'],
		[
			'{ "batch_id": 1, "units": "mg", "notes": "", "inventory_events": [{ "fields": { "Credit": 1 } }] }',
			'does not have the expected form',
		],
	])('refuses the JSON %s before anything is sent', async (sampleJson, message) => {
		const { error } = await runSamples(sandbox(), [item()], creation({ specifyData: 'json', sampleJson }));
		expect(error?.message).toBe(`'Sample (JSON)' ${message} [row 1]`);
		expect(asked(sandbox())).toEqual([]);
	});

	it('shows the words of the vault when it refuses', async () => {
		const name = sampleId();
		const { outputs } = await runSamples(sandbox(), [item({ name }), item({ name })], creation(), {
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[0]).toHaveLength(1);
		expect(outputs[1]?.[0]?.json).toMatchObject({
			name,
			message: 'CDD Vault refused the data',
			details: { status: '422', kind: 'refused' },
		});
		expect(JSON.stringify(outputs[1]?.[0]?.json.details)).toContain('must be unique');
	});
});

describe('a creation whose answer is lost', () => {
	const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
	const endpoint = 'createInventorySample' as const;

	it.each([
		['an answer of 502 after it', { kind: 'status', status: 502, moment: 'after' }],
		['a connection that drops after it', { kind: 'drop', moment: 'after' }],
		['an answer that is cut off', { kind: 'cut-json' }],
	] as const)('makes one sample for each item (%s)', async (_what, fault) => {
		const before = samplesOf(batchId()).length;
		sandbox().faults.add({ when: { endpoint }, do: fault });
		const inputs = [item(), item()];
		const { json, error } = await runSamples(sandbox(), inputs, creation(), { settings });
		expect(error).toBeUndefined();
		expect(json).toMatchObject(inputs.map(({ name }) => ({ 'Sample ID': name })));
		expect(samplesOf(batchId())).toHaveLength(before + 2);
		expect(posts()).toHaveLength(2);
	});

	it.each([
		['an answer of 502 instead of it', { kind: 'status', status: 502, moment: 'before' }],
		['a connection that drops before it', { kind: 'drop', moment: 'before' }],
		['a login page instead of it', { kind: 'login-page' }],
	] as const)('is unknown, and not sent twice (%s)', async (_what, fault) => {
		const before = samplesOf(batchId()).length;
		sandbox().faults.add({ when: { endpoint }, do: fault });
		const { error, executions } = await runSamples(sandbox(), [item()], creation(), { settings });
		expect(executions).toBe(3);
		expect(posts()).toHaveLength(1);
		expect(samplesOf(batchId())).toHaveLength(before);
		expect(error?.message).toContain('Outcome unknown');
		expect(error?.description).toContain(`Batch ${batchId()} has no new sample.`);
		expect(error?.description).toContain(`Look at the samples of batch ${batchId()} in CDD Vault`);
	});

	it('is told from a sample that somebody else added meanwhile', async () => {
		sandbox().faults.add({ when: { endpoint }, do: { kind: 'status', status: 502, moment: 'before' } });
		sandbox().faults.add({ when: { endpoint: 'listInventorySamples', nth: 2 }, do: { kind: 'edit', change: 'add' } });
		const last = [...sandbox().cdd.samples.values()].at(-1);
		const { error } = await runSamples(sandbox(), [item({ batch: last?.batch })], creation());
		expect(error?.message).toContain('Outcome unknown');
		expect(error?.description).toContain('and it is not clear which one this step made');
	});
});
