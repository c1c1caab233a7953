import type { IDataObject } from 'n8n-workflow';

import type { Fault } from '../../../sandbox';
import type { PollOptions } from '../../support/poll';
import { Ledger } from './ledger';
import type { EventName } from './ledger';
import { triggerOn } from './onTrigger';
import type { Clock, Hand } from './onTrigger';

const minute = 60_000;
const hour = 60 * minute;
/** So late records come into sight at most: a little less than the overlap of two polls. */
const latestMs = 9.5 * minute;

/** Numbers from 0 to 1 that are the same for the same seed. */
export function generator(start: number): () => number {
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

/** A vault to which everything happens, and the triggers that watch it. */
export class SoakedVault {
	readonly ledger: Ledger;

	/** How far the clock of n8n is ahead of the vault's. */
	private n8nAheadMs: number;

	private readonly begun: number;

	private readonly imports: { open: number[]; toDecide: number[] } = { open: [], toDecide: [] };

	made = 0;

	constructor(
		private readonly hand: Hand,
		private readonly clock: Clock,
		private readonly random: () => number,
		private readonly options: PollOptions,
	) {
		this.begun = clock.now;
		this.n8nAheadMs = Date.now() - clock.now;
		const trigger = (event: string) => triggerOn(hand.sandbox, { event, output: 'simplified' }, options);
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
		this.moveClock(this.chance(0.01) ? 7 * hour : this.oneOf(steps));
	}

	/** Both clocks go on; n8n's has its own idea of the time. */
	private moveClock(milliseconds: number): void {
		this.clock.now += milliseconds;
		vi.setSystemTime(this.clock.now + this.n8nAheadMs);
	}

	/**
	 * Somebody sets the clock of n8n, but not back where a reading lasts for several polls: how long it lasts is known by that
	 * clock alone.
	 */
	private setN8nClock(): void {
		const jumps = [3 * hour, 10 * minute, ...(this.options.budget === undefined ? [-2 * hour, -10 * minute] : [])];
		this.n8nAheadMs += this.oneOf(jumps);
		this.moveClock(0);
	}

	/** Something of some minutes ago comes into sight only now. */
	private async late(happen: () => Promise<void>): Promise<void> {
		const { clock } = this;
		const { now } = clock;
		clock.now = Math.max(this.begun, now - this.below(latestMs));
		await happen();
		clock.now = now;
	}

	async change(): Promise<void> {
		this.passTime();
		this.made++;
		if (this.chance(0.05)) await this.import();
		else if (this.chance(0.15)) await this.late(async () => await this.changeRecord());
		else await this.changeRecord();
	}

	private async changeRecord(): Promise<void> {
		const { hand, ledger, clock } = this;
		const { samples, batches } = hand.sandbox.cdd;
		const isThere = ({ modified_at: at }: { modified_at: string }) => Date.parse(at) <= clock.now;
		const kind = this.random() * 0.95;
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
					.filter((sample) => sample.current_amount > 2 && isThere(sample))
					.map((sample) => sample.id)
					.slice(-40),
			);
			ledger.eventAdded(
				id,
				await hand.addEvent(id, this.oneOf<IDataObject>([{ Debit: 1 }, { Credit: 2 }, { Reason: 'weighed' }])),
			);
		} else if (kind < 0.7) {
			const { id } = this.oneOf([...samples.values()].filter(isThere).slice(-40));
			hand.editSample(id, { Destination: `Shelf ${this.made}` });
			ledger.sampleEdited(id);
		} else if (kind < 0.8) ledger.batchMade(await hand.createBatch());
		else {
			const there = [...batches.values()].filter(isThere).map((batch) => batch.id);
			const id = this.oneOf(
				there
					.slice(-30)
					.filter((batch) => ledger.canTellChangeOf(batch, clock.now))
					.concat(there.slice(0, 5)),
			);
			await hand.updateBatch(id, { Place: `Lab ${this.made}` });
			ledger.batchUpdated(id);
		}
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

	/** Very many samples at once, at one moment or over half a minute; some of them come into sight when the others were reported. */
	async burst(): Promise<void> {
		const step = this.oneOf([0, 55]);
		this.importSamples(600, step);
		this.moveClock(600 * step);
		for (let looks = 0; looks < 2; looks++) {
			await this.pollSome();
			const { clock } = this;
			const { now } = clock;
			clock.now -= 300 * step;
			this.importSamples(3, 0);
			clock.now = now;
		}
	}

	private importSamples(count: number, step: number): void {
		const { hand, clock } = this;
		const before = new Set(hand.sandbox.cdd.samples.keys());
		const { now } = clock;
		hand.importSamples(count, (n) => now + n * step);
		for (const id of hand.sandbox.cdd.samples.keys()) if (!before.has(id)) this.ledger.sampleMade(id);
	}

	/** Polls some of the triggers, in ways that go well and that do not. */
	async pollSome(): Promise<void> {
		if (this.chance(0.2)) this.setN8nClock();
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
