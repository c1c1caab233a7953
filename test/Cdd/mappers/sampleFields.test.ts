import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { CddInventorySample } from '../../../nodes/Cdd/CddInventorySample.node';
import { mapped, mappedAutomatically } from '../../support/mapped';
import { asked, locator, runSamples } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

let serial = 0;
const nextId = () => `M${++serial}`;
const batchId = () => [...sandbox().cdd.batches.keys()][7] ?? 0;
const bodies = () =>
	sandbox()
		.requests.filter(({ method }) => method === 'POST')
		.map(({ body }) => body);
/** Few samples were changed lately, so older ones are looked at too. */
const looksPerExecution = 2;
const looks = () =>
	sandbox().requests.filter(({ method, query }) => method === 'GET' && query.includes('page_size=200'));
const entries = (...field: IDataObject[]) => ({ field });

const creation = (changes: IDataObject = {}) => ({
	operation: 'create',
	specifyData: 'fields',
	batch: locator(batchId()),
	amount: '5',
	units: 'mg',
	sampleFields: mapped({ 'Sample ID': '={{ $json.name }}' }),
	output: 'raw',
	...changes,
});

/** One item with a name that is free. */
const item = (more: IDataObject = {}) => ({ name: nextId(), ...more });

describe('the own fields of a new sample', () => {
	it('are sent for each item its own, in the types that other samples carry', async () => {
		const items = [
			item({ mm: '10.5', until: '2027-01-31T00:00:00.000Z', state: 'Powder' }),
			item({ mm: 7, until: '2027-02-28', state: 12 }),
		];
		const sampleFields = mapped({
			'Sample ID': '={{ $json.name }}',
			'Concentration (mM)': '={{ $json.mm }}',
			'Expiry Date': '={{ $json.until }}',
			State: '={{ $json.state }}',
		});
		const eventFields = mapped({ Barcode: '={{ $json.name }}', Reason: '={{ $json.nothing }}' });
		const { error, json } = await runSamples(sandbox(), items, creation({ sampleFields, eventFields }));
		expect(error).toBeUndefined();
		expect(bodies()).toMatchObject([
			{
				fields: {
					'Sample ID': items[0]?.name,
					'Concentration (mM)': 10.5,
					'Expiry Date': '2027-01-31',
					State: 'Powder',
				},
				inventory_events: [{ fields: { Credit: 5, Barcode: items[0]?.name } }],
			},
			{
				fields: { 'Sample ID': items[1]?.name, 'Concentration (mM)': 7, 'Expiry Date': '2027-02-28', State: '12' },
				inventory_events: [{ fields: { Credit: 5, Barcode: items[1]?.name } }],
			},
		]);
		expect(json).toHaveLength(2);
		expect(looks()).toHaveLength(looksPerExecution);
	});

	it('may come from the item by their names, sample fields and event fields alike', async () => {
		const items = [
			{ 'Sample ID': nextId(), 'Concentration (mM)': '3', Barcode: 12345, Credit: 99, Location: 'x', Other: 'y' },
			{ 'Sample ID': nextId(), 'Expiry Date': '2027-03-31T10:00:00+02:00', 'Tube Type': '' },
		];
		await runSamples(
			sandbox(),
			items,
			creation({ sampleFields: mappedAutomatically(), eventFields: mappedAutomatically() }),
		);
		expect(bodies()).toEqual([
			{
				batch_id: batchId(),
				units: 'mg',
				fields: { 'Sample ID': items[0]?.['Sample ID'], 'Concentration (mM)': 3 },
				inventory_events: [{ fields: { Barcode: '12345', Credit: 5 } }],
			},
			{
				batch_id: batchId(),
				units: 'mg',
				fields: { 'Sample ID': items[1]?.['Sample ID'], 'Expiry Date': '2027-03-31' },
				inventory_events: [{ fields: { Credit: 5 } }],
			},
		]);
		expect(looks()).toHaveLength(looksPerExecution);
	});

	it('need no look at other samples where they can only be text', async () => {
		await runSamples(sandbox(), [item()], creation({ eventFields: mapped({ Barcode: 'SB-1' }) }));
		expect(looks()).toEqual([]);
		expect(bodies()).toHaveLength(1);
	});

	it('that no recent sample carries are given by name beside the others', async () => {
		const moreEventFields = entries(
			{ name: 'Ship Date', type: 'text', value: '2026-11-30' },
			{ name: 'Net Weight', type: 'number', value: '={{ $json.weight }}' },
		);
		const moreSampleFields = entries({ name: 'Destination', type: 'text', value: '={{ $json.to }}' });
		const { error } = await runSamples(
			sandbox(),
			[item({ weight: '2.5', to: '7' }), item({ weight: '3', to: 'B' })],
			creation({ moreSampleFields, moreEventFields }),
		);
		expect(error).toBeUndefined();
		expect(bodies()).toMatchObject([
			{
				fields: { Destination: '7' },
				inventory_events: [{ fields: { 'Ship Date': '2026-11-30', 'Net Weight': 2.5 } }],
			},
			{ fields: { Destination: 'B' }, inventory_events: [{ fields: { 'Net Weight': 3 } }] },
		]);
	});

	it('are sent as they were typed where their value does not look like those of other samples, and the vault says what it thinks of it', async () => {
		const { error } = await runSamples(
			sandbox(),
			[item()],
			creation({ sampleFields: mapped({ 'Sample ID': nextId(), 'Concentration (mM)': 'about 10' }) }),
		);
		expect(bodies()).toMatchObject([{ fields: { 'Concentration (mM)': 'about 10' } }]);
		expect(error?.message).toBe('CDD Vault refused the data [row 1]');
		expect(error?.description).toContain('Concentration (mM) must be a number');
	});

	it.each<[string, IDataObject, string, string]>([
		[
			'a sample field twice',
			{ moreSampleFields: entries({ name: 'Sample ID', value: 'x' }) },
			"'More Sample Fields' names a field twice",
			`"Sample ID" has a value in 'Sample Fields' as well`,
		],
		[
			'an event field twice',
			{ eventFields: mapped({ Barcode: 'a' }), moreEventFields: entries({ name: 'Barcode', value: 'x' }) },
			"'More Event Fields' names a field twice",
			'"Barcode"',
		],
		[
			'the amount as an event field',
			{ moreEventFields: entries({ name: 'Credit', type: 'number', value: '5' }) },
			"'More Event Fields' contains a name that has its own field in this form",
			'"Credit"',
		],
		[
			'the place as an event field',
			{ eventFields: mapped({ Location: 'x' }) },
			"'Event Fields' contains a name that has its own field in this form",
			'"Location"',
		],
		[
			'a list as a value',
			{ eventFields: mapped({ Reason: '={{ ["a", "b"] }}' }) },
			"'Event Fields' has a value that is a list or an object",
			'"Reason"',
		],
		[
			'what is no such form',
			{ sampleFields: entries({ name: 'State', value: 'x' }) },
			"'Sample Fields' does not have the expected form",
			'',
		],
	])('with %s are refused before anything is sent', async (_what, changes, message, description) => {
		const { error } = await runSamples(sandbox(), [item()], creation(changes));
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(error?.description).toContain(description);
		expect(bodies()).toEqual([]);
	});

	it('stay the same when n8n runs the step again, although the lost write changed what samples carry', async () => {
		const fresh = sandbox();
		const [batch] = fresh.cdd.batches.keys();
		const before = fresh.cdd.samples.size;
		fresh.faults.add({ when: { endpoint: 'createInventorySample' }, do: { kind: 'drop', moment: 'after' } });
		// The looks before the write succeed; those that follow in the first run do not.
		fresh.faults.add({
			when: { endpoint: 'listInventorySamples', nth: looksPerExecution + 2 },
			times: 15,
			do: { kind: 'drop', moment: 'before' },
		});
		const moreSampleFields = entries({ name: 'Destination', type: 'text', value: 'Basement' });
		const parameters = creation({ batch: locator(batch), sampleFields: mappedAutomatically(), moreSampleFields });
		const { json, error, executions } = await runSamples(
			fresh,
			[{ 'Sample ID': 'once', Destination: 'Attic' }],
			parameters,
			{
				settings: { retryOnFail: true, maxTries: 5, waitBetweenTries: 1 },
			},
		);
		expect(error).toBeUndefined();
		expect(executions).toBeGreaterThan(1);
		expect(fresh.cdd.samples.size).toBe(before + 1);
		expect(json).toMatchObject([{ fields: { 'Sample ID': 'once', Destination: 'Basement' } }]);
		expect(fresh.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
	});
});

describe('the own fields of an event in a list of events', () => {
	const update = (field: INodeParameters[], id = sandbox().cdd.addSample().id) => ({
		operation: 'update',
		sample: locator(id),
		specifyData: 'fields',
		events: { event: [{ debit: '={{ $json.take ?? "1" }}', eventFields: { field } }] },
		output: 'raw',
	});
	const puts = () =>
		sandbox()
			.requests.filter(({ method }) => method === 'PUT')
			.map(({ body }) => body);

	it('are picked from a list or named, for each item with its own value', async () => {
		const field = [
			{ name: locator('Reason', 'list'), type: 'text', value: '={{ $json.why }}' },
			{ name: locator('={{ $json.field }}', 'name'), type: 'text', value: 'SB-7' },
		];
		const { error } = await runSamples(
			sandbox(),
			[
				{ why: 'Assay', field: 'Barcode' },
				{ why: 'Waste', field: 'Tube Type' },
			],
			update(field),
		);
		expect(error).toBeUndefined();
		expect(puts()).toEqual([
			{ inventory_events: [{ fields: { Debit: 1, Reason: 'Assay', Barcode: 'SB-7' } }] },
			{ inventory_events: [{ fields: { Debit: 1, Reason: 'Waste', 'Tube Type': 'SB-7' } }] },
		]);
	});

	it('become numbers and dates where recent samples carry such, and keep a type that was chosen', async () => {
		Object.assign(sandbox().cdd.addSample().inventory_events[0]?.fields ?? {}, {
			'Net Weight': 3,
			'Ship Date': '2026-01-31',
		});
		const field = [
			{ name: locator('Net Weight', 'list'), type: 'text', value: '2.5' },
			{ name: locator('Ship Date', 'list'), type: 'text', value: '2026-11-30T00:00:00.000Z' },
			{ name: locator('Barcode', 'list'), type: 'text', value: '12345' },
		];
		const { error } = await runSamples(sandbox(), [{}, {}], update(field));
		expect(error).toBeUndefined();
		expect(puts()[0]).toEqual({
			inventory_events: [{ fields: { Debit: 1, 'Net Weight': 2.5, 'Ship Date': '2026-11-30', Barcode: '12345' } }],
		});
		expect(looks()).toHaveLength(looksPerExecution);
	});

	it.each([
		[
			{ name: locator('Debit', 'name'), type: 'number', value: '5' },
			"'Event Fields' contains a name that has its own field in this form",
		],
		[{ name: locator('', 'list'), value: 'x' }, "'Event Fields' has an entry without a name"],
		[
			{ name: locator('Net Weight', 'list'), type: 'number', value: '5 mg' },
			"'Event Fields' has a value that is not a number",
		],
	])('%j is refused before anything is sent', async (field, message) => {
		const parameters = update([field]);
		sandbox().clearRequests();
		const { error } = await runSamples(sandbox(), [{}], parameters);
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(asked(sandbox())).toEqual([]);
	});
});

describe('the form of Create at first sight', () => {
	const shown = new CddInventorySample().description.properties.filter(
		({ displayOptions }) => displayOptions?.show?.operation?.includes('create') === true,
	);

	it.each([
		['sampleFields', 'The sample fields of your vault then appear here.'],
		['eventFields', 'The event fields of your vault then appear here.'],
	])('asks CDD Vault for %s only once a credential is chosen, and says so before', (name, waiting) => {
		const pair = shown.filter((field) => field.name === name);
		expect(pair.map((field) => [field.type, field.displayOptions?.show?.authentication])).toEqual([
			['notice', ['notChosen']],
			['resourceMapper', ['apiToken']],
		]);
		expect(pair[0]?.displayName).toContain(waiting);
	});

	it('has a title of its own above each form', () => {
		const titles = shown.filter(({ name }) => name.endsWith('Title'));
		expect(titles.map(({ displayName }) => displayName)).toEqual(['Sample Fields', 'Event Fields']);
	});

	it('goes by resource and operation before what may be an expression', () => {
		const conditions = shown.map(({ name, displayOptions }) => [name, ...Object.keys(displayOptions?.show ?? {})]);
		expect(conditions.find(([name]) => name === 'position')).toEqual([
			'position',
			'resource',
			'operation',
			'specifyData',
			'placeInBox',
		]);
	});
});
