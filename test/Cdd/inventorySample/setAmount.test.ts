import type { IDataObject, INode } from 'n8n-workflow';
import nock from 'nock';

import type { FaultAction } from '../../../sandbox';
import { cddBase } from '../../support/cdd';
import { asked, locator, runSamples, runSamplesOnNock } from '../../support/sampleNode';
import type { SampleRunOptions } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const weighed = (changes: INode['parameters'] = {}): INode['parameters'] => ({
	operation: 'setAmount',
	sample: locator('={{ $json.id }}'),
	amount: '={{ $json.weighed }}',
	units: 'mg',
	output: 'simplified',
	...changes,
});

const aSample = (amount = 100) => sandbox().cdd.addSample({ current_amount: amount });
const eventsOf = (id: number) => sandbox().cdd.samples.get(id)?.inventory_events ?? [];
const amountOf = (id: number) => sandbox().cdd.samples.get(id)?.current_amount;
const puts = () => asked(sandbox()).filter((request) => request.startsWith('PUT'));
const run = async (inputs: IDataObject[], changes?: INode['parameters'], options?: SampleRunOptions) =>
	await runSamples(sandbox(), inputs, weighed(changes), options);

describe('an amount that was weighed', () => {
	it.each([
		[100, '87.5', { debit: 12.5 }],
		[100, 100.25, { credit: 0.25 }],
		[0.3, '0.1', { debit: 0.2 }],
		[0.1 + 0.2, '0.3000001', { credit: 0.0000001 }],
		[100, '0', { debit: 100 }],
		[0, '5', { credit: 5 }],
		[-5, '1', { credit: 6 }],
		[1e-7, '3e-7', { credit: 2e-7 }],
		[100, 0.1 + 0.2, { debit: 99.7 }],
		[100, '123456.123456789', { credit: 123356.123456789 }],
		[100, '00100.50000000000000000000', { credit: 0.5 }],
	])('makes of %d what was weighed, %j, by %j', async (before, amount, change) => {
		const { id } = aSample(before);
		const { json, error } = await run([{ id, weighed: amount }]);
		expect(error).toBeUndefined();
		const [kind = '', by] = Object.entries(change)[0] ?? [];
		expect(eventsOf(id).at(-1)?.fields).toEqual({ [kind === 'debit' ? 'Debit' : 'Credit']: by });
		expect(json).toMatchObject([
			{
				id,
				from: Number(before.toPrecision(15)),
				to: Number(Number(amount).toPrecision(15)),
				...change,
				units: 'mg',
				changed: true,
			},
		]);
		expect(json[0]?.before).toMatchObject({ id, units: 'mg', current_amount: before });
		expect(amountOf(id)).toBeCloseTo(Number(amount), 12);
	});

	it.each([
		[100, '100.0'],
		[0.1 + 0.2, '0.3'],
		[0, 0],
	])('that is the one of the vault, %d, changes nothing', async (present, amount) => {
		const { id } = aSample(present);
		const { json } = await run([{ id, weighed: amount }]);
		expect(json).toMatchObject([{ id, from: Number(amount), to: Number(amount), changed: false, before: { id } }]);
		expect(json[0]).not.toHaveProperty('debit');
		expect(json[0]).not.toHaveProperty('credit');
		expect(puts()).toEqual([]);
	});

	it('begins with what the sample was found by, and with what became of it', async () => {
		const { id } = aSample();
		Object.assign(eventsOf(id)[0]?.fields ?? {}, { Barcode: 'W-1' });
		const { json } = await run([{ id, weighed: 7 }], { sample: locator('W-1', 'barcode') });
		expect(Object.keys(json[0] ?? {}).slice(0, 7)).toEqual(['barcode', 'id', 'name', 'from', 'to', 'debit', 'units']);
	});

	it('is read anew for each item: of two for one tube the last one counts, and this is said', async () => {
		const { id } = aSample();
		const { id: other } = aSample();
		const { json, hints } = await run([
			{ id, weighed: 90 },
			{ id: other, weighed: 50 },
			{ id, weighed: 95 },
			{ id, weighed: 95 },
		]);
		expect(json.map(({ from, to, debit, credit }) => [from, to, debit, credit])).toEqual([
			[100, 90, 10, undefined],
			[100, 50, 50, undefined],
			[90, 95, undefined, 5],
			[95, 95, undefined, undefined],
		]);
		expect(amountOf(id)).toBe(95);
		expect(hints).toEqual([
			`Several items set the amount of the same sample (${id}). They are recorded in the order of the items, so the last one counts.`,
		]);
	});
});

describe('what is refused before anything is sent', () => {
	it.each([
		['', "'Amount' is empty"],
		['-1', "'Amount' is below 0"],
		['5 mg', "'Amount' is not a number"],
		['1,5', "'Amount' is not a number"],
		[null, "'Amount' is empty"],
		['0.1234567890123456', "'Amount' has more digits than can be sent exactly"],
		['12345678901234567', "'Amount' has more digits than can be sent exactly"],
		[1234567890123456, "'Amount' has more digits than can be sent exactly"],
	])('an amount of %j', async (amount, message) => {
		const { error } = await run([{ id: aSample().id, weighed: amount }]);
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(asked(sandbox())).toEqual([]);
	});

	it.each([
		['g', "'Units' is not the unit of the sample, so nothing was sent"],
		['µL', "'Units' is not the unit of the sample, so nothing was sent"],
		['MG', "'Units' is not a unit that CDD Vault knows"],
		['', "'Units' is not a unit that CDD Vault knows"],
	])('a unit that the sample does not have: %s', async (units, message) => {
		const { id } = aSample();
		const { error } = await run([{ id, weighed: 5 }], { units: `={{ ${JSON.stringify(units)} }}` });
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(puts()).toEqual([]);
	});

	it('anything of a run in which one item has the wrong unit, or no sample', async () => {
		const [first, second] = [aSample().id, aSample().id];
		for (const bad of [
			{ id: second, weighed: 1, units: 'g' },
			{ id: 999_999_999, weighed: 1, units: 'mg' },
		]) {
			const { error } = await run([{ id: first, weighed: 1, units: 'mg' }, bad], { units: '={{ $json.units }}' });
			expect(error?.message).toContain('[row 2]');
		}
		expect(puts()).toEqual([]);
	});
});

describe('an answer that is lost', () => {
	const settings: SampleRunOptions['settings'] = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
	const endpoint = 'updateInventorySample';

	it.each<[string, FaultAction]>([
		['502 after it', { kind: 'status', status: 502, moment: 'after' }],
		['a connection that drops after it', { kind: 'drop', moment: 'after' }],
		['an answer that is cut off', { kind: 'cut-json' }],
	])('is settled by the events, and one event is recorded (%s)', async (_what, fault) => {
		const { id } = aSample();
		sandbox().faults.add({ when: { endpoint }, do: fault });
		const { json, error } = await run([{ id, weighed: 60 }], {}, { settings });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ from: 100, to: 60, debit: 40, changed: true, before: { current_amount: 100 } }]);
		expect(eventsOf(id)).toHaveLength(2);
	});

	it('is no reason to count from the amount that the first try has left', async () => {
		const { id } = aSample();
		const { id: broken } = aSample();
		sandbox().faults.add({ when: { endpoint, nth: 2 }, times: 1, do: { kind: 'status', status: 400 } });
		const inputs = [
			{ id, weighed: 60 },
			{ id: broken, weighed: 70 },
		];
		const { json, executions } = await run(inputs, {}, { settings });
		expect(executions).toBe(2);
		expect(json).toMatchObject([
			{ from: 100, to: 60, debit: 40 },
			{ from: 100, to: 70, debit: 30 },
		]);
		expect([eventsOf(id).length, eventsOf(broken).length]).toEqual([2, 2]);
	});
});

describe('a service that counts with binary fractions', () => {
	const held = { id: 368, name: 'CWT-1', units: 'mg', fields: {} };

	it('leaves a tail, for which nobody else is blamed', async () => {
		const service = nock(cddBase);
		service
			.get('/vaults/4598/inventory_samples/368')
			.reply(200, { ...held, current_amount: 1000.1, inventory_events: [] });
		const event = { id: 2, fields: { Debit: 1000 } };
		service
			.put('/vaults/4598/inventory_samples/368', { inventory_events: [{ fields: event.fields }] })
			.reply(200, { ...held, current_amount: 1000.1 - 1000, inventory_events: [event] });
		const { json, hints } = await runSamplesOnNock([{ id: 368, weighed: 0.1 }], weighed());
		expect(json).toMatchObject([{ from: 1000.1, debit: 1000, changed: true }]);
		expect(json[0]).not.toHaveProperty('note');
		expect(hints).toEqual([]);
	});

	it('gets no event for a tail', async () => {
		const { id } = aSample(1000.1 - 1000);
		const { json } = await run([{ id, weighed: 0.1 }]);
		expect(json).toMatchObject([{ changed: false }]);
		expect(puts()).toEqual([]);
	});
});

describe('somebody who takes of the sample between the look and the write', () => {
	const held = { id: 368, name: 'CWT-1', units: 'mg', fields: {} };
	const created = { id: 1, fields: { Credit: 100 } };
	const sample = (amount: number, ...events: object[]) => ({
		...held,
		current_amount: amount,
		inventory_events: events,
	});

	it('shows in the answer: nothing is corrected, and the item and a hint say so', async () => {
		const service = nock(cddBase);
		service.get('/vaults/4598/inventory_samples/368').reply(200, sample(100, created));
		service
			.put('/vaults/4598/inventory_samples/368', { inventory_events: [{ fields: { Debit: 10 } }] })
			.reply(200, sample(70, created, { id: 2, fields: { Debit: 20 } }, { id: 3, fields: { Debit: 10 } }));
		const { json, hints } = await runSamplesOnNock([{ id: 368, weighed: 90 }], weighed());
		const note =
			'Sample 368 holds 70 mg now, not 90: another event was recorded at the same moment. Look at its newest events in CDD Vault, and run this step again if 90 mg is right.';
		expect(json).toMatchObject([{ from: 100, to: 70, debit: 10, changed: true, note }]);
		expect(hints).toEqual([note]);
	});
});
