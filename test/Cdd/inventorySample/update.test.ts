import type { INode } from 'n8n-workflow';
import nock from 'nock';

import { cddBase } from '../../support/cdd';
import { asked, locator, runSamples, runSamplesOnNock } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits, onNextWait } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const debit = (
	amount: number | string,
	sampleId: number | string = '={{ $json.id }}',
	more: INode['parameters'] = {},
) => ({
	operation: 'update',
	sample: locator(sampleId),
	specifyData: 'fields',
	events: { event: [{ debit: String(amount), ...more }] },
	output: 'simplified',
});

const aSample = () => sandbox().cdd.addSample();
const eventsOf = (id: number) => sandbox().cdd.samples.get(id)?.inventory_events ?? [];
const amountOf = (id: number) => sandbox().cdd.samples.get(id)?.current_amount;
const puts = () => asked(sandbox()).filter((request) => request.startsWith('PUT'));

describe('recording inventory events', () => {
	it('takes from each sample what its own item says', async () => {
		const [first, second] = [aSample(), aSample()];
		const { json, items } = await runSamples(
			sandbox(),
			[
				{ id: first.id, take: 10 },
				{ id: second.id, take: 20.5 },
			],
			debit('={{ $json.take }}'),
		);
		expect(json.map(({ id, current_amount }) => [id, current_amount])).toEqual([
			[first.id, 90],
			[second.id, 79.5],
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(eventsOf(first.id).at(-1)?.fields).toEqual({ Debit: 10 });
	});

	it('records several events of one item in their order, with user-defined fields', async () => {
		const { id } = aSample();
		const { json } = await runSamples(sandbox(), [{ id }], {
			...debit(10),
			events: {
				event: [
					{ credit: '50', eventFields: { field: [{ name: 'Barcode', type: 'text', value: 'SB9' }] } },
					{ debit: '120', eventFields: { field: [{ name: 'Reason', type: 'text', value: 'Assay' }] } },
				],
			},
		});
		expect(json[0]?.current_amount).toBe(30);
		expect(
			eventsOf(id)
				.slice(-2)
				.map(({ fields }) => fields),
		).toEqual([
			{ Credit: 50, Barcode: 'SB9' },
			{ Debit: 120, Reason: 'Assay' },
		]);
		expect(puts()).toHaveLength(1);
	});

	it('takes the body as JSON where an expression says so, by the label, too', async () => {
		const { id } = aSample();
		const { json, error } = await runSamples(
			sandbox(),
			[
				{ id, how: 'json' },
				{ id, how: 'Using JSON' },
			],
			{
				...debit(1),
				events: {},
				specifyData: '={{ $json.how }}',
				eventsJson: '{ "inventory_events": [{ "fields": { "Debit": 5 } }] }',
			},
		);
		expect(error).toBeUndefined();
		expect(json.map(({ current_amount: amount }) => amount)).toEqual([95, 90]);
	});

	it('takes the body as JSON too', async () => {
		const { id } = aSample();
		const { json } = await runSamples(sandbox(), [{ id }], {
			...debit(1),
			specifyData: 'json',
			eventsJson: '{ "inventory_events": [{ "fields": { "Debit": 5, "Reason": "Assay" } }] }',
			output: 'raw',
		});
		expect(json[0]).toMatchObject({
			id,
			current_amount: 95,
			inventory_events: [{}, { fields: { Debit: 5, Reason: 'Assay' } }],
		});
	});

	it.each([
		['{ "inventory_events": [] }', 'inventory_events'],
		['{ "inventory_events": [{ "fields": { "Debit": "5" } }] }', 'inventory_events.0.fields.Debit'],
		['{ "inventory_events": [{ "fields": { "Debit": -5 } }] }', 'inventory_events.0.fields.Debit'],
		['{ "units": "mg", "inventory_events": [{ "fields": { "Debit": 5 } }] }', "'units'"],
	])('refuses the JSON %s and names the place', async (eventsJson, place) => {
		const { error } = await runSamples(sandbox(), [{ id: aSample().id }], {
			...debit(1),
			specifyData: 'json',
			eventsJson,
		});
		expect(error?.message).toBe("'Events (JSON)' does not have the expected form [row 1]");
		expect(error?.description).toContain(place);
		expect(asked(sandbox())).toEqual([]);
	});

	it.each([
		['0', "'Debit' is not above 0"],
		['-5', "'Debit' is not above 0"],
		['5 mg', "'Debit' is not a number"],
		['0x10', "'Debit' is not a number"],
		['0b11', "'Debit' is not a number"],
		['1,000', "'Debit' is not a number"],
		['={{ $json.nothing }}', "'Debit' is empty"],
		['={{ 1 / 0 }}', "'Debit' is not a number"],
	])('refuses a debit of %p before anything is sent', async (amount, message) => {
		const { error } = await runSamples(sandbox(), [{ id: aSample().id }], debit(amount));
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(asked(sandbox())).toEqual([]);
	});

	it('reads the forms of all items before it changes the first', async () => {
		const { id } = aSample();
		const { error } = await runSamples(sandbox(), [{ id, take: 1 }, { id }], debit('={{ $json.take }}'));
		expect(error?.message).toBe("'Debit' is empty [row 2]");
		expect(asked(sandbox())).toEqual([]);
	});

	it('takes an amount from one column and leaves the other, which is empty, out', async () => {
		const { id } = aSample();
		const { json } = await runSamples(
			sandbox(),
			[
				{ id, in: '', out: 5 },
				{ id, in: '2', out: '' },
			],
			{
				...debit(1),
				events: { event: [{ credit: '={{ $json.in }}', debit: '={{ $json.out }}' }] },
			},
		);
		expect(json.map(({ current_amount: amount }) => amount)).toEqual([95, 97]);
	});

	it.each([['={{ $json.nothing }}'], ['={{ 1 }}'], ['={{ "yes" }}']])(
		'refuses %s as the switch for an overdraft before anything is sent',
		async (allowOverdraft) => {
			const parameters = { ...debit(1), options: { allowOverdraft } };
			const { error } = await runSamples(sandbox(), [{ id: aSample().id }], parameters);
			expect(error?.message).toBe("'Allow Overdraft' is neither true nor false [row 1]");
			expect(asked(sandbox())).toEqual([]);
		},
	);

	it.each([
		[{ event: [] }, "'Events' is empty"],
		[{ event: [{}] }, "'Events' contains an empty event"],
		[{ event: [{ debit: '' }] }, "'Events' contains an empty event"],
		[
			{ event: [{ eventFields: { field: [{ name: 'Debit', type: 'number', value: '5' }] } }] },
			"'Event Fields' contains a name that has its own field in this form",
		],
	])('refuses the events %j before anything is sent', async (events, message) => {
		const { error } = await runSamples(sandbox(), [{ id: aSample().id }], { ...debit(1), events });
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(asked(sandbox())).toEqual([]);
	});

	it.each([
		['at once', 100, [{ debit: '100' }]],
		['in several events', 100, [{ debit: '60' }, { debit: '40' }]],
		['with what an event before it adds', 100, [{ credit: '20' }, { debit: '120' }]],
		['in decimal amounts, whose sum has a tail of binary fractions', 0.3, [{ debit: '0.1' }, { debit: '0.2' }]],
		['in an amount that an expression has added up', 0.3, [{ debit: '={{ 0.1 + 0.2 }}' }]],
	])('takes all that a sample holds, %s', async (_how, amount, events) => {
		const { id } = sandbox().cdd.addSample({ current_amount: amount });
		const { error, json } = await runSamples(sandbox(), [{ id }], { ...debit(1), events: { event: events } });
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining({ id, current_amount: 0, depleted: true })]);
		expect(puts()).toHaveLength(1);
	});

	it.each([
		['100.001', 100, [{ debit: '100.001' }]],
		['a fifth of what rounding would hide', 0.3, [{ debit: '0.3000000000002' }]],
		['120, after 20 were added', 99, [{ credit: '20' }, { debit: '120' }]],
	])('refuses a debit of a little more than the sample holds: %s', async (_much, amount, events) => {
		const { id } = sandbox().cdd.addSample({ current_amount: amount });
		const { error } = await runSamples(sandbox(), [{ id }], { ...debit(1), events: { event: events } });
		expect(error?.message).toBe("'Debit' is more than the sample holds, so nothing was sent [row 1]");
		expect(puts()).toEqual([]);
	});

	it('refuses a debit of more than the sample holds, and sends it where the user allows it', async () => {
		const { id } = aSample();
		const refused = await runSamples(sandbox(), [{ id }], debit(101));
		expect(refused.error?.message).toBe("'Debit' is more than the sample holds, so nothing was sent [row 1]");
		expect(refused.error?.description).toContain('holds 100 mg');
		expect(puts()).toEqual([]);
		const allowed = await runSamples(sandbox(), [{ id }], { ...debit(101), options: { allowOverdraft: true } });
		expect(puts()).toHaveLength(1);
		expect(allowed.error?.description).toContain('exceeds the current amount');
		expect(amountOf(id)).toBe(100);
	});

	it('shows the words of the vault when a field is unknown there', async () => {
		const { id } = aSample();
		const { error } = await runSamples(
			sandbox(),
			[{ id }],
			debit(1, id, { eventFields: { field: [{ name: 'barcode', type: 'text', value: 'x' }] } }),
		);
		expect(error?.message).toBe('CDD Vault refused the data [row 1]');
		expect(error?.description).toMatch(/CDD Vault says: ".*barcode.*" \(HTTP status 422\)\. Correct the values/);
		expect(amountOf(id)).toBe(100);
	});

	it('says in words that the token may only read', async () => {
		const { id } = aSample();
		const { error } = await runSamples(sandbox(), [{ id }], debit(1), {
			secrets: { apiToken: sandbox().readOnlyToken },
		});
		expect(error?.message).toBe('The API token may only read, so CDD Vault changed nothing [row 1]');
		expect(error?.description).toContain('Create an API token with read and write access');
		expect(puts()).toHaveLength(1);
		expect(amountOf(id)).toBe(100);
	});
});

describe('a debit whose answer is lost', () => {
	const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
	const put = { endpoint: 'updateInventorySample' } as const;

	it.each([
		['an answer of 502 after it', { kind: 'status', status: 502, moment: 'after' }],
		['an answer of 503 after it', { kind: 'status', status: 503, moment: 'after' }],
		['a connection that drops after it', { kind: 'drop', moment: 'after' }],
		['an answer that breaks off', { kind: 'drop', moment: 'midway' }],
		['an answer that is cut off', { kind: 'cut-json' }],
	] as const)('is applied once and reported as done (%s)', async (_what, fault) => {
		const samples = [aSample(), aSample()];
		sandbox().faults.add({ when: put, do: fault });
		const { json, error } = await runSamples(
			sandbox(),
			samples.map(({ id }) => ({ id })),
			debit(10),
			{ settings },
		);
		expect(error).toBeUndefined();
		expect(json.map(({ current_amount }) => current_amount)).toEqual([90, 90]);
		expect(samples.map(({ id }) => amountOf(id))).toEqual([90, 90]);
		expect(puts()).toHaveLength(2);
	});

	it.each([
		['an answer of 502 instead of it', { kind: 'status', status: 502, moment: 'before' }],
		['a connection that drops before it', { kind: 'drop', moment: 'before' }],
		['a login page instead of it', { kind: 'login-page' }],
		['a redirect instead of it', { kind: 'redirect', status: 307 }],
	] as const)('is unknown, never sent twice, and says what was seen and where to look (%s)', async (_what, fault) => {
		const { id } = aSample();
		sandbox().faults.add({ when: put, do: fault });
		const { error, executions } = await runSamples(sandbox(), [{ id }], debit(10), { settings });
		expect(executions).toBe(3);
		expect(puts()).toHaveLength(1);
		expect(amountOf(id)).toBe(100);
		expect(error?.message).toBe(
			'Outcome unknown: the answer to this change was lost, and it was not sent again [row 1]',
		);
		expect(error?.description).toContain(`Sample ${id} now holds 100 mg, before 100; no new event was seen.`);
		expect(error?.description).toContain(
			`Open sample ${id} in CDD Vault and look at its newest events before you run this step again.`,
		);
	});

	it('is unknown when the sample cannot be read afterwards either', async () => {
		const { id } = aSample();
		sandbox().faults.add({ when: put, do: { kind: 'drop', moment: 'after' } });
		sandbox().faults.add({
			when: { endpoint: 'getInventorySample', nth: 2 },
			times: 1000,
			do: { kind: 'status', status: 503 },
		});
		const { error } = await runSamples(sandbox(), [{ id }], debit(10));
		expect(error?.message).toContain('Outcome unknown');
		expect(error?.description).toContain('Looking it up did not work either');
		expect(puts()).toHaveLength(1);
		expect(amountOf(id)).toBe(90);
	});

	it('is found by the next try of n8n when the vault could not be read at first', async () => {
		const { id } = aSample();
		sandbox().faults.add({ when: put, do: { kind: 'drop', moment: 'after' } });
		sandbox().faults.add({
			when: { endpoint: 'getInventorySample', nth: 2 },
			times: 12,
			do: { kind: 'status', status: 500 },
		});
		const { json, executions } = await runSamples(sandbox(), [{ id }], debit(10), { settings });
		expect(executions).toBe(2);
		expect(json[0]?.current_amount).toBe(90);
		expect(puts()).toHaveLength(1);
	});

	it('is told from an equal debit that was there before', async () => {
		const { id } = aSample();
		await runSamples(sandbox(), [{ id }], debit(10));
		sandbox().faults.add({ when: put, do: { kind: 'drop', moment: 'before' } });
		const { error } = await runSamples(sandbox(), [{ id }], debit(10));
		expect(error?.message).toContain('Outcome unknown');
		expect(amountOf(id)).toBe(90);
	});

	it('is told from an event of somebody else', async () => {
		const { id } = aSample();
		const sample = { id, units: 'mg', current_amount: 100, inventory_events: [{ id: 1, fields: { Credit: 100 } }] };
		const elses = {
			...sample,
			current_amount: 80,
			inventory_events: [...sample.inventory_events, { id: 2, fields: { Debit: 20 } }],
		};
		nock(cddBase).get(`/vaults/4598/inventory_samples/${id}`).reply(200, sample);
		nock(cddBase)
			.put(`/vaults/4598/inventory_samples/${id}`)
			.replyWithError(Object.assign(new Error('too slow'), { code: 'ECONNABORTED' }));
		nock(cddBase).get(`/vaults/4598/inventory_samples/${id}`).times(3).reply(200, elses);
		const { error } = await runSamplesOnNock([{ id }], debit(10));
		expect(error?.description).toContain(
			'now holds 80 mg, before 100; 1 new events were seen, but not all that were sent',
		);
	});

	it('is found after a time-out', async () => {
		const sample = { id: 5, units: 'mg', current_amount: 100, inventory_events: [{ id: 1, fields: { Credit: 100 } }] };
		const after = {
			...sample,
			current_amount: 90,
			inventory_events: [...sample.inventory_events, { id: 2, fields: { Debit: 10.0 } }],
		};
		nock(cddBase).get('/vaults/4598/inventory_samples/5').reply(200, sample);
		nock(cddBase)
			.put('/vaults/4598/inventory_samples/5')
			.replyWithError(Object.assign(new Error('too slow'), { code: 'ECONNABORTED' }));
		nock(cddBase).get('/vaults/4598/inventory_samples/5').reply(200, after);
		expect((await runSamplesOnNock([{ id: 5 }], debit(10))).json[0]?.current_amount).toBe(90);
	});

	it('of one item leaves the other items alone when the workflow goes on', async () => {
		const samples = [aSample(), aSample(), aSample()];
		sandbox().faults.add({ when: { ...put, nth: 2 }, do: { kind: 'drop', moment: 'before' } });
		const { outputs, executions } = await runSamples(
			sandbox(),
			samples.map(({ id }) => ({ id })),
			debit(10),
			{
				settings: { ...settings, onError: 'continueErrorOutput' },
			},
		);
		expect(executions).toBe(1);
		expect(samples.map(({ id }) => amountOf(id))).toEqual([90, 100, 90]);
		expect(outputs[0]?.map(({ json }) => json.id)).toEqual([samples[0]?.id, samples[2]?.id]);
		expect(outputs[1]?.map(({ json }) => json.error)).toEqual([expect.stringContaining('Outcome unknown')]);
		expect(puts()).toHaveLength(3);
	});
});

describe('a debit that proves not to have been taken', () => {
	it('is sent again after 429', async () => {
		const { id } = aSample();
		sandbox().faults.add({
			when: { endpoint: 'updateInventorySample' },
			times: 1,
			do: { kind: 'status', status: 429, retryAfterSeconds: 1 },
		});
		expect((await runSamples(sandbox(), [{ id }], debit(10))).json[0]?.current_amount).toBe(90);
		expect(puts()).toHaveLength(2);
	});

	it('fails with the time to come back when the vault asks for a long wait', async () => {
		const { id } = aSample();
		sandbox().faults.add({
			when: { endpoint: 'updateInventorySample' },
			do: { kind: 'status', status: 429, retryAfterSeconds: 600 },
		});
		const { error } = await runSamples(sandbox(), [{ id }], debit(10));
		expect(error?.message).toBe('CDD Vault received too many requests [row 1]');
		expect(error?.failure).toMatchObject({ cause: 'rate-limited', retryAfterMs: 600_000 });
		expect(puts()).toHaveLength(1);
	});

	it('is not sent when the execution is cancelled while it waits', async () => {
		const { id } = aSample();
		let cancel = () => {};
		onNextWait(() => cancel());
		sandbox().faults.add({
			when: { endpoint: 'updateInventorySample' },
			times: 1,
			do: { kind: 'status', status: 429 },
		});
		await runSamples(sandbox(), [{ id }], debit(10), { started: (engine) => (cancel = engine.cancel) });
		expect(amountOf(id)).toBe(100);
		expect(puts()).toHaveLength(1);
	});
});

describe('Retry On Fail', () => {
	it('debits the items that were done only once when a later item fails', async () => {
		const { id } = aSample();
		const last = aSample();
		sandbox().faults.add({
			when: { endpoint: 'updateInventorySample', path: `/${last.id}` },
			do: { kind: 'status', status: 429, retryAfterSeconds: 600 },
		});
		const { executions, error } = await runSamples(sandbox(), [{ id }, { id }, { id: last.id }], debit(10), {
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});
		expect(executions).toBe(3);
		expect(error?.message).toBe('CDD Vault received too many requests [row 3]');
		expect([amountOf(id), amountOf(last.id)]).toEqual([80, 100]);
	});
});
