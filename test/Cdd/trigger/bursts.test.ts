import '../../support/waits';

import type * as scalars from '../../../nodes/Cdd/contract/scalars';
import { freshSandbox } from '../../support/sandbox';
import { drained, inVault, sorted } from './inVault';
import { clockAt, Hand, idsOf, triggerOn, withClock } from './onTrigger';

/** A tenth of a real page, so that less is needed to fill it. */
vi.mock('../../../nodes/Cdd/contract/scalars', async (importOriginal) => ({
	...(await importOriginal<typeof scalars>()),
	maxPageSize: 100,
}));
afterAll(() => void vi.doUnmock('../../../nodes/Cdd/contract/scalars'));

describe.each([
	['ascending', {}],
	['changing from page to page', { sortOrder: 'changing' }],
] as const)('a burst beyond a page, in an order that is %s', (_name, switches) => {
	it('is reported whole and once when it took minutes', async () => {
		await inVault(switches, async ({ hand, clock, trigger }) => {
			const made = [...hand.importSamples(350, (n) => clock.now + n * 370)];
			expect(sorted(idsOf(await drained(trigger))).slice(1)).toEqual(made);
			expect(await trigger.poll()).toEqual([]);
		});
	});

	it('is reported whole and once when all of it shares one moment', async () => {
		await inVault(switches, async ({ hand, clock, trigger }) => {
			const made = hand.importSamples(260, () => clock.now);
			expect(sorted(idsOf(await drained(trigger))).slice(1)).toEqual(made);
		});
	});

	it('is reported whole and once by several polls when the time of each is short', async () => {
		await inVault(
			switches,
			async ({ hand, clock, trigger }) => {
				const made = hand.importSamples(300, (n) => clock.now + n * 500);
				const first = await trigger.poll();
				expect(first.length).toBeGreaterThan(0);
				expect(first.length).toBeLessThan(made.length);
				trigger.restart();
				expect(sorted(idsOf([...first, ...(await drained(trigger))])).slice(1)).toEqual(made);
			},
			{ budget: 0 },
		);
	});
});

it('a vault that goes on changing while a burst is read loses and doubles nothing', async () => {
	await inVault({}, async ({ hand, clock, trigger }) => {
		hand.importSamples(250, (n) => clock.now + n * 400);
		clock.now += 200_000;
		for (const nth of [2, 3, 4])
			hand.sandbox.faults.add({ when: { endpoint: 'listInventorySamples', nth }, do: { kind: 'edit', change: 'add' } });
		const reported = idsOf(await drained(trigger)).map(Number);
		const there = [...hand.sandbox.cdd.samples.values()]
			.filter(({ created_at }) => Date.parse(created_at) >= clock.now - 200_000)
			.map(({ id }) => id);
		expect(new Set(reported).size).toBe(reported.length);
		expect(sorted(reported)).toEqual(sorted(there));
	});
});

it('is not reported when the workflow is switched on within it', async () => {
	const clock = clockAt(Date.now());
	const sandbox = await freshSandbox(withClock(clock));
	const hand = new Hand(sandbox, clock);
	hand.importSamples(250, (n) => clock.now - 100_000 + n * 400);
	const trigger = triggerOn(sandbox, { event: 'sampleCreated' });
	expect(await trigger.activate()).toEqual([]);
	expect(await trigger.poll()).toEqual([]);
	clock.now += 10;
	const { id } = hand.makeSample();
	expect(idsOf(await trigger.poll())).toEqual([id]);
});
