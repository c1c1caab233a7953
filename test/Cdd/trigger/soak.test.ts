import '../../support/waits';

import type { IDataObject } from 'n8n-workflow';

import type * as scalars from '../../../nodes/Cdd/contract/scalars';
import type { CddSwitches, Fault } from '../../../sandbox';
import type { PollOptions } from '../../support/poll';
import { freshSandbox } from '../../support/sandbox';
import { isWhole, soakSeeds } from '../../support/soak';
import { Ledger } from './ledger';
import type { EventName } from './ledger';
import { clockAt, Hand, triggerOn, withClock } from './onTrigger';

/** A page is small here, so that almost every poll meets more than one. */
vi.mock('../../../nodes/Cdd/contract/scalars', async (importOriginal) => ({
	...(await importOriginal<typeof scalars>()),
	maxPageSize: 60,
}));
afterAll(() => void vi.doUnmock('../../../nodes/Cdd/contract/scalars'));

const hour = 3_600_000;

/** Numbers from 0 to 1 that are the same for the same seed. */
function generator(start: number): () => number {
	let state = start >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

const spoiltAnswers: Array<Fault['do']> = [
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 503, moment: 'after' },
	{ kind: 'status', status: 429, retryAfterSeconds: 1 },
	{ kind: 'drop' },
	{ kind: 'drop', moment: 'midway' },
	{ kind: 'cut-json' },
	{ kind: 'login-page' },
];

class Soak {
	readonly ledger: Ledger;

	private readonly imports: { open: number[]; toDecide: number[] } = { open: [], toDecide: [] };

	made = 0;

	constructor(
		private readonly hand: Hand,
		private readonly clock: { now: number },
		private readonly random: () => number,
		private readonly options: PollOptions,
	) {
		const trigger = (event: string) => triggerOn(hand.sandbox, { event, simplify: true }, options);
		this.ledger = new Ledger(hand.sandbox, {
			batchChanged: trigger('batchChanged'),
			batchCreated: trigger('batchCreated'),
			sampleChanged: trigger('sampleChanged'),
			sampleCreated: trigger('sampleCreated'),
			slurpSettled: triggerOn(
				hand.sandbox,
				{ event: 'slurpSettled', slurpIds: '={{ "" }}' },
				{ cursors: options.cursors },
			),
		});
	}

	private below(limit: number): number {
		return Math.floor(this.random() * limit);
	}

	private chance(share: number): boolean {
		return this.random() < share;
	}

	private oneOf<T>(choices: readonly T[]): T {
		const chosen = choices[this.below(choices.length)];
		if (chosen === undefined) throw new Error('there is nothing to choose from');
		return chosen;
	}

	private passTime(): void {
		const steps = [0, 0, 0, 0, 0, 0, 1, 2, 40, 300, 999, 1_000, 5_000, 61_000, 11 * 60_000];
		this.clock.now += this.chance(0.01) ? 7 * hour : this.oneOf(steps);
	}

	async change(): Promise<void> {
		this.passTime();
		this.made++;
		const { hand, ledger } = this;
		const { samples, batches } = hand.sandbox.cdd;
		const kind = this.random();
		if (kind < 0.25) {
			const events: IDataObject[] = [{ Credit: 1_000 }, { Reason: 'received' }].slice(
				0,
				this.options.budget === undefined ? 1 + this.below(2) : 1,
			);
			ledger.sampleMade(
				this.chance(0.5) ? hand.makeSample().id : await hand.createSample(this.oneOf([...batches.keys()]), events),
			);
		} else if (kind < 0.6) {
			const id = this.oneOf(
				[...samples.values()]
					.filter(({ current_amount: amount }) => amount > 2)
					.map((sample) => sample.id)
					.slice(-40),
			);
			ledger.eventAdded(
				id,
				await hand.addEvent(id, this.oneOf<IDataObject>([{ Debit: 1 }, { Credit: 2 }, { Reason: 'weighed' }])),
			);
		} else if (kind < 0.7) {
			const id = this.oneOf([...samples.keys()].slice(-40));
			hand.editSample(id, { Destination: `Shelf ${this.made}` });
			ledger.sampleEdited(id);
		} else if (kind < 0.8) ledger.batchMade(await hand.createBatch());
		else if (kind < 0.95) {
			const id = this.oneOf(
				[...batches.keys()]
					.slice(-30)
					.filter((batch) => ledger.canTellChangeOf(batch, this.clock.now))
					.concat([...batches.keys()].slice(0, 5)),
			);
			await hand.updateBatch(id, { Place: `Lab ${this.made}` });
			ledger.batchUpdated(id);
		} else await this.import();
	}

	private async import(): Promise<void> {
		const { cdd } = this.hand.sandbox;
		const waiting = this.imports.toDecide.shift();
		if (waiting !== undefined && this.chance(0.6)) {
			const decisions = {
				canceled: 'cancelSlurp',
				committed: 'commitSlurp',
				invalid: 'invalidateSlurp',
				rejected: 'rejectSlurp',
			} as const;
			const ending = this.oneOf(['canceled', 'committed', 'invalid', 'rejected'] as const);
			cdd[decisions[ending]](waiting);
			this.ledger.importEnds(waiting, ending);
			return;
		}
		const ending = this.oneOf(['committed', 'rejected', 'needsAttention'] as const);
		cdd.setSlurpResult({
			import_errors: ending === 'rejected' ? 1 : 0,
			import_warnings: ending === 'needsAttention' ? 1 : 0,
		});
		const id = await this.hand.startImport(ending !== 'needsAttention');
		this.ledger.importEnds(id, ending);
		if (ending === 'needsAttention') this.imports.toDecide.push(id);
	}

	/** Very many samples at once, at one moment or over half a minute. */
	burst(): void {
		const step = this.oneOf([0, 55]);
		const { now } = this.clock;
		const before = new Set(this.hand.sandbox.cdd.samples.keys());
		this.hand.importSamples(600, (n) => now + n * step);
		this.clock.now += 600 * step;
		for (const id of this.hand.sandbox.cdd.samples.keys()) if (!before.has(id)) this.ledger.sampleMade(id);
	}

	/** Polls some of the triggers, in ways that go well and that do not. */
	async pollSome(): Promise<void> {
		for (const name of this.ledger.names) {
			if (this.chance(0.2)) continue;
			if (this.chance(0.15)) this.ledger.restart(name);
			if (this.chance(0.4)) this.spoil(name);
			if (this.chance(0.1)) await this.ledger.pollInVain(name);
			else await this.ledger.poll(name);
			this.hand.sandbox.faults.clear();
		}
		this.hand.sandbox.clearRequests();
	}

	/** For good, or only so often that the request succeeds when it is repeated. */
	private spoil(name: EventName): void {
		const endpoint =
			name === 'slurpSettled' ? 'getSlurp' : name.startsWith('batch') ? 'listBatches' : 'listInventorySamples';
		this.hand.sandbox.faults.add({
			when: { endpoint, nth: this.oneOf([1, 1, 1, 2, 3]) },
			times: this.oneOf([2, 50, 50]),
			do: this.oneOf(spoiltAnswers),
		});
	}

	async rest(): Promise<void> {
		for (let poll = 0; poll < 14; poll++) for (const name of this.ledger.names) await this.ledger.poll(name);
	}
}

describe.each<
	[words: string, hoursAhead: number, changes: number, switches: Partial<CddSwitches>, options: PollOptions]
>([
	['is seven hours behind', -7, 2_000, {}, { cursors: 'live' }],
	[
		'is nine hours ahead, while lists come in a changing order',
		9,
		600,
		{ sortOrder: 'changing', sampleListReply: 'array around it' },
		{ cursors: 'staged' },
	],
	[
		'is right, while each poll has time for one stretch only, and bounds are exclusive',
		0,
		600,
		{ dateBounds: 'exclusive, in whole seconds' },
		{ cursors: 'live', budget: 0 },
	],
])('a vault whose clock %s', (_words, hoursAhead, whole, switches, options) => {
	const changes = isWhole ? whole : 240;

	it.each(soakSeeds(4711))(
		`delivers each of ${changes} random changes exactly once, between restarts, failures, lost polls and equal times (seed %i)`,
		async (seed) => {
			const clock = clockAt(Date.now() + hoursAhead * hour);
			const sandbox = await freshSandbox(withClock(clock, { switches }));
			const soak = new Soak(new Hand(sandbox, clock), clock, generator(seed + hoursAhead), options);
			await soak.ledger.activate();
			for (let round = 0; soak.made < changes; round++) {
				const next = [1, 3, 10, 40, 120][round % 5] ?? 1;
				for (let change = 0; change < next; change++) await soak.change();
				if (round === 8 || round === 13) soak.burst();
				await soak.pollSome();
			}
			await soak.rest();
			expect(soak.ledger.verdict()).toEqual({ faulty: [], open: [] });
			expect(soak.ledger.failedPolls).toBeGreaterThan(2);
		},
		300_000,
	);
});
