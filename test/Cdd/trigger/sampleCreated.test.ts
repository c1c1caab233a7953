import '../../support/waits';

import { asked } from '../../support/sampleNode';
import { idsOf, sandboxWithClock, triggerOn } from './onTrigger';

const { running, clock, pass, hand } = sandboxWithClock();
const event = { event: 'sampleCreated', output: 'simplified' };

async function active(parameters = {}, options = {}) {
	const trigger = triggerOn(running(), { ...event, ...parameters }, options);
	await trigger.activate();
	return trigger;
}

beforeEach(() => pass(3_600_000));

describe('Sample Created', () => {
	it('reports nothing of what is there when the workflow is switched on', async () => {
		hand().makeSample();
		pass(5_000);
		const trigger = triggerOn(running(), event);
		expect(await trigger.activate()).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
	});

	it('reports a new sample once', async () => {
		const trigger = await active();
		pass(60_000);
		const { id } = hand().makeSample();
		expect(idsOf(await trigger.poll())).toEqual([id]);
		pass(60_000);
		expect(await trigger.poll()).toEqual([]);
	});

	it('gives the simplified record, or the whole one', async () => {
		const [simple, raw] = [await active(), await active({ output: '={{ "Raw" }}' })];
		pass(1);
		const { id } = hand().makeSample();
		const [brief] = await simple.poll();
		expect(brief).toMatchObject({ id, current_amount: 100 });
		expect(brief).not.toHaveProperty('inventory_events');
		expect(await raw.poll()).toEqual([
			expect.objectContaining({ id, inventory_events: [expect.objectContaining({ fields: { Credit: 100 } })] }),
		]);
	});

	it('tells samples apart that were made at the same moment as the last known one', async () => {
		const before = hand().makeSample();
		const trigger = await active();
		const first = hand().makeSample();
		expect(idsOf(await trigger.poll())).toEqual([first.id]);
		const second = hand().makeSample();
		expect(idsOf(await trigger.poll())).toEqual([second.id]);
		expect(await trigger.poll()).toEqual([]);
		expect(before.created_at).toBe(second.created_at);
	});

	it('reports a sample that becomes visible some minutes after later ones', async () => {
		const trigger = await active();
		pass(60_000);
		const late = new Date(clock.now).toISOString();
		pass(300_000);
		hand().makeSample();
		expect(await trigger.poll()).toHaveLength(1);
		const { id } = hand().makeSample({ created_at: late, modified_at: late });
		expect(idsOf(await trigger.poll())).toEqual([id]);
	});

	it('asks by times with an offset, so that the time zone of the token owner plays no part', async () => {
		const trigger = await active();
		running().clearRequests();
		await trigger.poll();
		const query = new URLSearchParams(running().requests[0]?.query);
		expect(query.get('created_after')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
		expect(query.get('page_size')).toBe('1000');
	});

	it('asks once per poll when nothing is new, whatever the size of the vault', async () => {
		const trigger = await active();
		running().clearRequests();
		await trigger.poll();
		expect(asked(running())).toEqual(['GET /inventory_samples']);
		hand().importSamples(3_000, (n) => clock.now - 90 * 86_400_000 + n);
		await trigger.poll();
		running().clearRequests();
		expect(await trigger.poll()).toEqual([]);
		expect(asked(running())).toEqual(['GET /inventory_samples']);
	});

	it('shows test events without moving on', async () => {
		const trigger = await active();
		pass(60_000);
		const { id } = hand().makeSample();
		const before = trigger.memory;
		const shown = await trigger.fetchTestEvent();
		expect(shown.length).toBeGreaterThan(0);
		expect(shown.length).toBeLessThanOrEqual(3);
		expect(trigger.memory).toEqual(before);
		expect(idsOf(await trigger.poll())).toEqual([id]);
	});
});
