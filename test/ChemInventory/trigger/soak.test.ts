import '../../support/waits';

import type { IDataObject } from 'n8n-workflow';

import { seededRandom } from '../../../sandbox/cheminventory/seed/random';
import { isWhole, soakSeeds } from '../../support/soak';
import { LabHand } from './labHand';
import { SoakedTrigger } from './soakedTrigger';
import { hours, ServiceClock, watched } from './watching';

const changes = isWhole ? 10_000 : 300;
/** How often at least each trigger has to deliver, and each misadventure has to happen. */
const [much, often] = isWhole ? [100, 75] : [1, 1];

const counted = (texts: string[]) => {
	const counts = new Map<string, number>();
	for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
	return Object.fromEntries([...counts].sort(([a], [b]) => a.localeCompare(b)));
};

/** What differs, as `text: delivered instead of expected`: a whole list would hide it. */
function differences(delivered: string[], expected: string[]): string[] {
	const [have, want] = [counted(delivered), counted(expected)];
	return [...new Set([...Object.keys(have), ...Object.keys(want)])]
		.filter((text) => have[text] !== want[text])
		.map((text) => `${text}: ${have[text] ?? 0} instead of ${want[text] ?? 0}`);
}

/** The service's clock, and with it, at a distance, the one of n8n: now and then somebody sets that one. */
class BothClocks extends ServiceClock {
	private n8nAheadMs: number;

	constructor(
		ahead: number,
		private readonly random: (limit: number) => number,
	) {
		super(ahead);
		this.n8nAheadMs = -ahead;
	}

	override pass(seconds: number): void {
		super.pass(seconds);
		vi.setSystemTime(this.now + this.n8nAheadMs);
	}

	setN8n(): void {
		this.n8nAheadMs += hours([-2, -1 / 6, 1 / 6, 2][this.random(4)] ?? 0);
		this.pass(0);
	}
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

describe.each(soakSeeds(20261121))(`${changes} random changes of a lab, seed %i`, (seed) => {
	it('are each reported exactly once by every event of the trigger, late ones, bursts and jumping clocks included', async () => {
		const random = seededRandom(seed);
		const clock = new BothClocks(hours(random(2) === 0 ? -7 : 7), random);
		const lab = await watched({}, clock);
		const hand = new LabHand(lab, random);
		const events: Array<[event: string, parameters: IDataObject]> = [
			['containerAdded', { options: {} }],
			['containerMoved', { options: {} }],
			['containerEdited', { options: {} }],
			['containerDeleted', { options: {} }],
			['orderRequested', { options: {} }],
			['orderPlaced', { options: {} }],
			['orderArrived', { options: {} }],
			['containerExpiring', { dateField: 'cf-363', daysAhead: 30, options: {} }],
			['stockBelowLevel', { numberField: 'cf-365', level: 10, options: {} }],
		];
		const triggers = events.map(([event, parameters]) => new SoakedTrigger(lab, event, parameters, random));
		for (const trigger of triggers) await trigger.activate();

		const goOn = async () => {
			if (random(5) === 0) clock.setN8n();
			for (const trigger of triggers) await trigger.goOn();
		};
		for (let round = 0; hand.changes < changes; round++) {
			for (let count = random(8) === 0 ? 200 : random(60); count >= 0; count--) await hand.change();
			await goOn();
			if (round % 25 !== 2) continue;
			await hand.burst();
			await goOn();
			await hand.lateInBurst();
			await goOn();
		}
		for (const trigger of triggers) await trigger.finish();

		const report = triggers.map(({ event, delivered, expected }) => ({
			event,
			wrong: differences(delivered, expected()),
		}));
		expect({ seed, report }).toEqual({ seed, report: triggers.map(({ event }) => ({ event, wrong: [] })) });
		for (const { event, delivered } of triggers)
			expect({ event, isMuch: delivered.length > much }).toEqual({ event, isMuch: true });
		for (const adventure of ['failed', 'inVain', 'restarts'] as const) {
			const count = triggers.reduce((sum, { adventures }) => sum + adventures[adventure], 0);
			expect({ adventure, isOften: count > often }).toEqual({ adventure, isOften: true });
		}
	}, 3_600_000);
});
