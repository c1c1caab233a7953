import '../../support/waits';

import type { IDataObject } from 'n8n-workflow';

import type { PolledTrigger } from '../../support/poll';
import { asked } from '../../support/sampleNode';
import { idsOf, sandboxWithClock, triggerOn } from './onTrigger';

const { running, pass, hand } = sandboxWithClock();
const event = { event: 'slurpSettled' };

async function active(parameters: IDataObject, options = {}) {
	const trigger = triggerOn(running(), { ...event, ...parameters }, options);
	await trigger.activate();
	return trigger;
}

/** What comes within so many polls; an import shows each of its states to one poll. */
async function within(trigger: PolledTrigger, polls: number): Promise<IDataObject[]> {
	const records: IDataObject[] = [];
	for (let poll = 0; poll < polls; poll++) records.push(...(await trigger.poll()));
	return records;
}

beforeEach(() => pass(3_600_000));

describe('Slurp Finished or Needs Attention', () => {
	it('reports an import once it is committed, and asks for it no more', async () => {
		const id = await hand().startImport();
		const trigger = await active({ slurpIds: String(id) });
		const [committed, ...others] = await within(trigger, 12);
		expect(others).toEqual([]);
		expect(committed).toMatchObject({
			id,
			outcome: 'committed',
			state: 'committed',
			explanation: expect.any(String),
			records_committed: 1,
		});
		running().clearRequests();
		expect(await trigger.poll()).toEqual([]);
		expect(asked(running())).toEqual([]);
	});

	it('reports an import that needs attention, and again what a person then decides', async () => {
		running().cdd.setSlurpResult({ import_warnings: 1 });
		const id = await hand().startImport(false);
		const trigger = await active({ slurpIds: id });
		expect(await within(trigger, 6)).toEqual([
			expect.objectContaining({ id, outcome: 'needsAttention', web_url: expect.any(String) }),
		]);
		expect(await within(trigger, 3)).toEqual([]);
		running().cdd.commitSlurp(id);
		expect(await within(trigger, 6)).toEqual([expect.objectContaining({ id, outcome: 'committed' })]);
	});

	it('reports a rejection, and not the problems that an import shows on its way there', async () => {
		running().cdd.setSlurpResult({ import_errors: 1 });
		const id = await hand().startImport();
		const trigger = await active({ slurpIds: id });
		expect(await within(trigger, 8)).toEqual([expect.objectContaining({ id, outcome: 'rejected' })]);
	});

	it.each([
		['canceled', (id: number) => running().cdd.cancelSlurp(id)],
		['invalid', (id: number) => running().cdd.invalidateSlurp(id)],
	])('reports an import that ends as %s', async (outcome, decide) => {
		const id = await hand().startImport();
		const trigger = await active({ slurpIds: id });
		decide(id);
		expect(await within(trigger, 3)).toEqual([expect.objectContaining({ id, outcome })]);
	});

	it('watches several, and those that are listed later, without reporting the earlier ones again', async () => {
		const [one, two] = [await hand().startImport(), await hand().startImport()];
		const trigger = await active({ slurpIds: `${one}, ${two}` });
		expect(idsOf(await within(trigger, 10)).sort()).toEqual([one, two].sort());
		const three = await hand().startImport();
		trigger.change({ ...event, slurpIds: `${one}, ${two}, ${three}` });
		await trigger.activate();
		expect(idsOf(await within(trigger, 10))).toEqual([three]);
	});

	it('keeps what it reported over a restart of n8n', async () => {
		const id = await hand().startImport();
		const trigger = await active({ slurpIds: id }, { cursors: 'staged' });
		expect(await within(trigger, 10)).toHaveLength(1);
		trigger.restart();
		expect(await within(trigger, 3)).toEqual([]);
	});

	it('says of an ID that CDD Vault does not know, once, and watches the others', async () => {
		const id = await hand().startImport();
		const trigger = await active({ slurpIds: `999999999, ${id}` });
		expect(await within(trigger, 10)).toEqual([
			expect.objectContaining({
				id: 999_999_999,
				outcome: 'notFound',
				explanation: expect.stringContaining('does not know'),
			}),
			expect.objectContaining({ id, outcome: 'committed' }),
		]);
	});

	it('takes its time for many imports, and looks at each in turn', async () => {
		const ids = [await hand().startImport(), await hand().startImport(), await hand().startImport()];
		ids.forEach((id) => running().cdd.cancelSlurp(id));
		const trigger = await active({ slurpIds: ids.join(',') }, { budget: 0 });
		running().clearRequests();
		expect(await trigger.poll()).toHaveLength(1);
		expect(asked(running())).toHaveLength(1);
		expect(idsOf(await within(trigger, 2)).sort()).toEqual(ids.slice(1).sort());
	});

	it('does not report twice what was lost to a poll that failed half-way', async () => {
		const ids = [await hand().startImport(), await hand().startImport()];
		ids.forEach((id) => running().cdd.cancelSlurp(id));
		const trigger = await active({ slurpIds: ids.join(',') });
		running().faults.add({ when: { endpoint: 'getSlurp', nth: 2 }, times: 4, do: { kind: 'status', status: 500 } });
		await expect(trigger.poll()).rejects.toMatchObject({ httpCode: '500' });
		expect(idsOf(await trigger.poll())).toEqual(ids);
	});

	it('explains an empty field, but waits where an expression finds nothing for now', async () => {
		await expect(active({ slurpIds: '' })).rejects.toMatchObject({
			message: expect.stringContaining("'Slurp IDs'"),
			description: expect.stringContaining('Find Imports by Their Samples'),
		});
		const trigger = await active({ slurpIds: '={{ [].join(",") }}' });
		expect(await trigger.poll()).toEqual([]);
		await expect(active({ slurpIds: 'soon' })).rejects.toMatchObject({
			message: expect.stringContaining("'Slurp IDs'"),
		});
	});

	it('shows the state of the listed imports as test events', async () => {
		const id = await hand().startImport();
		const trigger = await active({ slurpIds: id });
		expect(await trigger.fetchTestEvent()).toEqual([expect.objectContaining({ id, outcome: 'running' })]);
	});
});

describe('finding imports by their samples', () => {
	const found = { slurpIds: '', findBySamples: true };

	it('reports the import behind new samples once, and none from before', async () => {
		const old = await hand().startImport();
		hand().makeSample({ slurp_id: old });
		pass(1_000);
		const trigger = await active(found);
		pass(60_000);
		const id = await hand().startImport();
		for (let n = 0; n < 3; n++) hand().makeSample({ slurp_id: id });
		expect(await within(trigger, 10)).toEqual([expect.objectContaining({ id, outcome: 'committed' })]);
		pass(1_200_000);
		hand().makeSample({ slurp_id: id });
		expect(await within(trigger, 3)).toEqual([]);
	});

	it('is switched on by an expression that gives the text of a switch, too', async () => {
		const trigger = await active({ slurpIds: '', findBySamples: '={{ "true" }}' });
		pass(60_000);
		const id = await hand().startImport();
		hand().makeSample({ slurp_id: id });
		expect(idsOf(await within(trigger, 10))).toEqual([id]);
	});

	it('finds an import that appends events to samples', async () => {
		const sample = hand().makeSample();
		const trigger = await active(found);
		pass(60_000);
		await hand().addEvent(sample.id, { Debit: 1 });
		const id = await hand().startImport();
		const event = running().cdd.samples.get(sample.id)?.inventory_events.at(-1);
		if (event) event.slurp_id = id;
		expect(idsOf(await within(trigger, 10))).toEqual([id]);
	});

	it('asks once per poll when nothing is new, and of imports only for open ones', async () => {
		const trigger = await active(found);
		pass(60_000);
		const id = await hand().startImport();
		hand().makeSample({ slurp_id: id });
		expect(await within(trigger, 10)).toHaveLength(1);
		running().clearRequests();
		await trigger.poll();
		expect(asked(running())).toEqual(['GET /inventory_samples']);
	});

	it('begins with what comes next when it is switched on later, and keeps what the list has reported', async () => {
		const id = await hand().startImport();
		const trigger = await active({ slurpIds: id });
		expect(await within(trigger, 10)).toHaveLength(1);
		hand().makeSample({ slurp_id: id });
		pass(1_000);
		trigger.change({ ...event, slurpIds: id, findBySamples: true });
		await trigger.activate();
		expect(await trigger.poll()).toEqual([]);
		pass(1_000);
		const next = await hand().startImport();
		hand().makeSample({ slurp_id: next });
		expect(idsOf(await within(trigger, 10))).toEqual([next]);
	});
});
