import '../../support/waits';

import type * as scalars from '../../../nodes/Cdd/contract/scalars';
import type { CddSwitches } from '../../../sandbox';
import type { PollOptions } from '../../support/poll';
import { freshSandbox } from '../../support/sandbox';
import { isWhole, soakSeeds } from '../../support/soak';
import { clockAt, Hand, withClock } from './onTrigger';
import { generator, SoakedVault } from './soakedVault';

/** A page is small here, so that almost every poll meets more than one. */
vi.mock('../../../nodes/Cdd/contract/scalars', async (importOriginal) => ({
	...(await importOriginal<typeof scalars>()),
	maxPageSize: 60,
}));
afterAll(() => void vi.doUnmock('../../../nodes/Cdd/contract/scalars'));

/** n8n's own clock goes with the vault's, at a distance, and is set now and then. */
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const hour = 3_600_000;

describe.each<
	[words: string, hoursAhead: number, changes: number, switches: Partial<CddSwitches>, options: PollOptions]
>([
	['is seven hours behind', -7, 6_000, {}, { cursors: 'live' }],
	[
		'is nine hours ahead, while lists come in a changing order',
		9,
		2_000,
		{ sortOrder: 'changing', sampleListReply: 'array around it' },
		{ cursors: 'staged' },
	],
	[
		'is right, while each poll has time for one stretch only, and bounds are exclusive',
		0,
		2_000,
		{ dateBounds: 'exclusive, in whole seconds' },
		{ cursors: 'live', budget: 0 },
	],
])('a vault whose clock %s', (_words, hoursAhead, whole, switches, options) => {
	const changes = isWhole ? whole : 240;

	it.each(soakSeeds(4711))(
		`delivers each of ${changes} random changes exactly once, between late ones, bursts, jumping clocks, restarts, failures, lost polls and equal times (seed %i)`,
		async (seed) => {
			const clock = clockAt(Date.now() + hoursAhead * hour);
			const sandbox = await freshSandbox(withClock(clock, { switches }));
			const soak = new SoakedVault(new Hand(sandbox, clock), clock, generator(seed + hoursAhead), options);
			await soak.ledger.activate();
			for (let round = 0; soak.made < changes; round++) {
				const next = [1, 3, 10, 40, 120][round % 5] ?? 1;
				for (let change = 0; change < next; change++) await soak.change();
				if (round % 25 === 8 || round % 25 === 13) await soak.burst();
				await soak.pollSome();
			}
			await soak.rest();
			expect(soak.ledger.verdict()).toEqual({ faulty: [], open: [] });
			expect(soak.ledger.failedPolls).toBeGreaterThan(2);
		},
		3_600_000,
	);
});
