import { z } from 'zod';

import { keepLatest, pack, tokenOf, unpack } from './packedKeys';

/** One thing that happened, by the clock of the service. */
export interface Happening<T> {
	/** Milliseconds since 1970, as the service's record says. */
	readonly at: number;
	/** Tells it from everything else that this event reports; two polls that see it get the same text. */
	readonly key: string;
	readonly record: T;
}

/** Where a reading of happenings stands, as n8n saves it. All times are milliseconds since 1970. */
export const seenWindow = z.object({
	/** The latest time of a record. */
	newest: z.number(),
	/** The next poll has to ask from here on, a whole second, so that rounding loses nothing; what is earlier is no news. */
	since: z.number(),
	/** What the next poll may get to see again. */
	seen: z.record(z.string(), z.string()),
	/** Our clock when the latest reading began. */
	clock: z.number(),
	/** For how long, by our clock, no record has had a later time. */
	quietMs: z.number(),
});
export type SeenWindow = z.output<typeof seenWindow>;

/** Records with an earlier time may become visible later: transactions end in another order than they began. */
export const overlapMs = 10 * 60_000;
/** So many characters n8n saves for a window at most, but for the keys of one second. */
export const mostCharacters = 90_000;
/**
 * After twice the overlap without a later record, what has such an early time can no longer come; else a burst would be read
 * again by every poll until the next record. A poll counts for a minute at most, as our clock may jump.
 */
const quietEnoughMs = 2 * overlapMs;
const quietOfPollMs = 60_000;
/** More than what is asked for in addition because of rounding, so that a poll without news brings no record. */
const beyondNewestMs = 3000;

const wholeSecond = (moment: number) => Math.floor(moment / 1000) * 1000;

/** For the first activation: nothing before `since` is news, and of what happened from then on, the given is known. */
export function firstWindow(newest: number, since: number, happenings: ReadonlyArray<Happening<unknown>>): SeenWindow {
	const from = wholeSecond(since);
	const known = happenings.filter(({ at }) => at >= from);
	const seconds = new Map(known.map(({ key, at }) => [tokenOf(key), Math.floor(at / 1000)]));
	return { newest, since: from, seen: pack(seconds), clock: Date.now(), quietMs: 0 };
}

/** One reading of what happened, in one or several parts; none of them changes the window that it started from. */
export class WindowReading {
	readonly since: number;

	private readonly seconds: ReturnType<typeof unpack>;

	private newest: number;

	private constructor(private readonly before: SeenWindow) {
		this.since = before.since;
		this.newest = before.newest;
		this.seconds = unpack(before.seen);
	}

	static begin(before: SeenWindow): WindowReading {
		const clock = Date.now();
		const passed = Math.min(Math.max(clock - before.clock, 0), quietOfPollMs);
		return new WindowReading({ ...before, clock, quietMs: before.quietMs + passed });
	}

	/** Goes on with a reading that an earlier poll had to leave. */
	static resume(left: SeenWindow): WindowReading {
		return new WindowReading(left);
	}

	/** Whether a part before, or an earlier poll, has taken it. */
	isSeen(key: string): boolean {
		return this.seconds.has(tokenOf(key));
	}

	/** What of the given was not seen before, oldest first. Order and repetitions of the given do not matter. */
	take<T>(happenings: ReadonlyArray<Happening<T>>): Array<Happening<T>> {
		const fresh = new Map<string, Happening<T>>();
		for (const happening of happenings) {
			if (happening.at >= this.since && !this.isSeen(happening.key)) fresh.set(happening.key, happening);
		}
		for (const { key, at } of fresh.values()) this.seconds.set(tokenOf(key), Math.floor(at / 1000));
		return [...fresh.values()].sort((a, b) => a.at - b.at);
	}

	/** Notes the times of all records that were read, those that are no happening of this event included. */
	moveOn(moments: readonly number[]): void {
		this.newest = moments.reduce((latest, moment) => Math.max(latest, moment), this.newest);
	}

	/** For a later poll to go on with: nothing is forgotten. */
	leave(): SeenWindow {
		const { before, newest, seconds } = this;
		return { ...before, newest, seen: pack(seconds), quietMs: newest > before.newest ? 0 : before.quietMs };
	}

	/**
	 * The reading has reached its end: what no later poll will get to see is forgotten. While it lasted, records may have come into
	 * sight where it had passed already, so the overlap is counted from its beginning.
	 * @returns `isCrowded` where more had to be forgotten, for want of room
	 */
	close(): { window: SeenWindow; isCrowded: boolean } {
		const window = this.leave();
		const lastedMs = Math.max(0, Date.now() - window.clock);
		const overlapFrom =
			window.quietMs < quietEnoughMs ? window.newest - lastedMs - overlapMs : window.newest + beyondNewestMs;
		const since = Math.max(this.since, wholeSecond(overlapFrom));
		const known = [...this.seconds].filter(([, second]) => second * 1000 >= since);
		const { kept, since: keptSince } = keepLatest(pack(new Map(known)), mostCharacters);
		return {
			window: { ...window, since: keptSince === undefined ? since : keptSince * 1000, seen: kept },
			isCrowded: keptSince !== undefined,
		};
	}
}
