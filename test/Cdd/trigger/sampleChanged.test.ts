import '../../support/waits';

import type { SampleRecord } from '../../../sandbox/cdd/state';
import { asked } from '../../support/sampleNode';
import { idsOf, newEventIds, sandboxWithClock, triggerOn } from './onTrigger';

const { running, clock, pass, hand } = sandboxWithClock();
const event = { event: 'sampleChanged', output: 'simplified' };

async function active(parameters = {}, options = {}) {
	const trigger = triggerOn(running(), { ...event, ...parameters }, options);
	await trigger.activate();
	return trigger;
}

beforeEach(() => pass(3_600_000));

describe('Sample Changed', () => {
	it('reports a sample with the new event alone', async () => {
		const { id } = hand().makeSample();
		pass(60_000);
		await hand().addEvent(id, { Debit: 1 });
		const trigger = await active();
		pass(60_000);
		const debited = await hand().addEvent(id, { Debit: 10 });
		const [changed, ...others] = await trigger.poll();
		expect(others).toEqual([]);
		expect(changed).toMatchObject({ id, current_amount: 89, new_events: [{ id: debited, fields: { Debit: 10 } }] });
		expect(await trigger.poll()).toEqual([]);
	});

	it('gives several new events in the order in which they happened', async () => {
		const { id } = hand().makeSample();
		const trigger = await active();
		pass(1_000);
		const first = await hand().addEvent(id, { Debit: 10 });
		pass(1_000);
		const second = await hand().addEvent(id, { Credit: 5 });
		running().cdd.samples.get(id)?.inventory_events.reverse();
		expect(newEventIds((await trigger.poll())[0])).toEqual([first, second]);
	});

	it('does not take a creation for a change, its several events included', async () => {
		const trigger = await active();
		pass(1_000);
		const { id } = hand().makeSample();
		const batch = running().cdd.samples.get(id)?.batch ?? 0;
		await hand().createSample(batch, [{ Credit: 10 }, { Reason: 'received' }]);
		expect(await trigger.poll()).toEqual([]);
		pass(60_000);
		expect(await trigger.poll()).toEqual([]);
	});

	it('does not take the steps of a creation for changes, which lie some milliseconds apart', async () => {
		const trigger = await active();
		pass(1_000);
		const { id, inventory_events: events } = hand().makeSample();
		const later = (by: number) => new Date(clock.now + by).toISOString();
		const [credit] = events;
		const empty = credit ? [{ ...credit, id: credit.id + 1_000_000, fields: {}, created_at: later(3) }] : [];
		running().cdd.samples.set(id, {
			...(running().cdd.samples.get(id) as SampleRecord),
			modified_at: later(6),
			inventory_events: [...empty, ...events.map((one) => ({ ...one, created_at: later(5) }))],
		});
		expect(await trigger.poll()).toEqual([]);
	});

	it('reports the debit of a sample that was made and debited between two polls', async () => {
		const trigger = await active();
		pass(1_000);
		const { id } = hand().makeSample();
		pass(30_000);
		const debited = await hand().addEvent(id, { Debit: 10 });
		const [changed] = await trigger.poll();
		expect(changed).toMatchObject({ id });
		expect(newEventIds(changed)).toEqual([debited]);
	});

	it('reports a debit at the very moment of the creation', async () => {
		const trigger = await active();
		const { id } = hand().makeSample();
		const debited = await hand().addEvent(id, { Debit: 10 });
		expect(newEventIds((await trigger.poll())[0])).toEqual([debited]);
		const again = await hand().addEvent(id, { Debit: 10 });
		expect(newEventIds((await trigger.poll())[0])).toEqual([again]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('reports a change of the fields without an event, with no new events', async () => {
		const { id } = hand().makeSample();
		const trigger = await active();
		pass(60_000);
		hand().editSample(id, { Destination: 'Archive' });
		const [first] = await trigger.poll();
		expect(first).toMatchObject({ id, Destination: 'Archive' });
		expect(first).not.toHaveProperty('new_events');
		hand().editSample(id, { Destination: 'Bin' });
		expect(await trigger.poll()).toEqual([expect.objectContaining({ id, Destination: 'Bin' })]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('knows the events of a sample that it has not reported for long', async () => {
		const { id } = hand().makeSample();
		const trigger = await active();
		for (let day = 0; day < 3; day++) {
			pass(86_400_000);
			const debited = await hand().addEvent(id, { Debit: 1 });
			expect(newEventIds((await trigger.poll())[0])).toEqual([debited]);
			expect(await trigger.poll()).toEqual([]);
		}
	});

	it('gives the whole record beside the new events', async () => {
		const { id } = hand().makeSample();
		const trigger = await active({ output: 'raw' });
		pass(1_000);
		await hand().addEvent(id, { Debit: 1 });
		const [changed] = await trigger.poll();
		expect(changed).toMatchObject({ id, owner: expect.any(String), inventory_events: [{}, {}], new_events: [{}] });
	});

	it('shows a changed sample with its last event as a test event', async () => {
		const trigger = await active();
		pass(60_000);
		const { id } = hand().makeSample();
		pass(1_000);
		await hand().addEvent(id, { Debit: 1 });
		pass(1_000);
		const last = await hand().addEvent(id, { Debit: 2 });
		const [shown] = await trigger.fetchTestEvent();
		expect(shown).toMatchObject({ id, new_events: [{ id: last }] });
		expect(newEventIds((await trigger.poll())[0])).toHaveLength(2);
	});

	it('asks once per poll when nothing is new, whatever the size of the vault', async () => {
		const trigger = await active();
		hand().importSamples(3_000, (n) => clock.now - 90 * 86_400_000 + n);
		await trigger.poll();
		running().clearRequests();
		expect(await trigger.poll()).toEqual([]);
		expect(asked(running())).toEqual(['GET /inventory_samples']);
	});

	it('reports changes of the chosen projects alone, and starts afresh when others are chosen', async () => {
		const { cdd } = running();
		const [everywhere, elsewhere] = [...cdd.projects.keys()];
		const batchIn = (project: number | undefined) =>
			[...cdd.batches.values()].find(({ projectIds }) => projectIds.length === 1 && projectIds[0] === project)?.id;
		const { id } = hand().makeSample({ batch: batchIn(everywhere) });
		const trigger = await active({ filters: { projects: [elsewhere] } });
		pass(1_000);
		await hand().addEvent(id, { Debit: 1 });
		expect(await trigger.poll()).toEqual([]);
		trigger.change({ ...event, filters: { projects: [everywhere] } });
		expect(await trigger.activate()).toEqual([]);
		pass(1_000);
		await hand().addEvent(id, { Debit: 1 });
		expect(idsOf(await trigger.poll())).toEqual([id]);
	});
});
