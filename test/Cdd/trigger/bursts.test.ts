import '../../support/waits';

import type * as scalars from '../../../nodes/Cdd/contract/scalars';
import { asked } from '../../support/sampleNode';
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

describe('a burst that was reported', () => {
	afterEach(() => void vi.useRealTimers());

	it('is looked through for late records for ten minutes: each is reported, and nothing twice', async () => {
		await inVault({}, async ({ hand, clock, trigger }) => {
			const begun = clock.now;
			hand.importSamples(700, (n) => begun + n * 85);
			clock.now += 60_000;
			expect(await drained(trigger)).toHaveLength(701);
			for (const minutes of [1, 9]) {
				clock.now = begun + 10_000;
				const { id } = hand.makeSample();
				clock.now = begun + minutes * 60_000;
				const next = hand.makeSample().id;
				trigger.restart();
				expect(idsOf(await trigger.poll())).toEqual([id, next]);
				expect(await trigger.poll()).toEqual([]);
			}
		});
	});

	it('is read no more once it was quiet for twenty minutes', async () => {
		vi.useFakeTimers({ toFake: ['Date'] });
		await inVault({}, async ({ hand, clock, trigger }) => {
			const requests = async () => {
				vi.setSystemTime(Date.now() + 60_000);
				hand.sandbox.clearRequests();
				expect(await trigger.poll()).toEqual([]);
				return asked(hand.sandbox).length;
			};
			hand.importSamples(350, (n) => clock.now + n * 370);
			expect(await trigger.poll()).toHaveLength(351);
			expect(await requests()).toBeGreaterThan(1);
			for (let minute = 2; minute <= 20; minute++) await requests();
			expect(await requests()).toBe(1);
			clock.now += 30 * 60_000;
			const { id } = hand.makeSample();
			expect(idsOf(await trigger.poll())).toEqual([id]);
			expect(await requests()).toBe(1);
		});
	});
});

it('a memory of the earlier form goes on without a loss and without anything twice', async () => {
	await inVault({}, async ({ hand, clock, trigger }) => {
		const known = hand.makeSample();
		expect(idsOf(await trigger.poll())).toEqual([known.id]);
		const { belongsTo } = trigger.memory;
		const seen = Object.fromEntries([...hand.sandbox.cdd.samples.keys()].map((id) => [`${id} `, clock.now]));
		trigger.memory = { belongsTo, cursor: { newest: clock.now, seen } };
		const next = hand.makeSample();
		expect(idsOf(await trigger.poll())).toEqual([next.id]);
	});
});
