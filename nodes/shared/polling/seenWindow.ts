import { z } from 'zod';

/** One thing that happened, by the clock of the service. */
export interface Happening<T> {
	/** Milliseconds since 1970, as the service's record says. */
	readonly at: number;
	/** Tells it from everything else that this event reports; two polls that see it get the same text. */
	readonly key: string;
	readonly record: T;
}

/** Where a reading of happenings stands: the newest time seen, and what was seen shortly before it. */
export const seenWindow = z.object({
	/** Milliseconds since 1970, always taken from a record or from an answer of the service. */
	newest: z.number(),
	/** Time by key, of everything that the next poll may get to see again. */
	seen: z.record(z.string(), z.number()),
});
export type SeenWindow = z.output<typeof seenWindow>;

/** Records with an earlier time may become visible later: transactions end in another order than they began. */
export const overlapMs = 10 * 60_000;

/** From this moment on the next poll has to ask, in milliseconds: a whole second, so that rounding loses nothing. */
export const askFrom = ({ newest }: SeenWindow): number => Math.floor((newest - overlapMs) / 1000) * 1000;

/** Goes on from a window without reporting: for the first activation. */
export function windowFrom(newest: number, happenings: ReadonlyArray<Happening<unknown>>): SeenWindow {
	return noted({ newest, seen: {} }, happenings);
}

/**
 * What of the given was not seen before, oldest first, and the window that remembers it. Order and repetitions of the
 * given do not matter; what is older than `askFrom` was dealt with by earlier polls.
 */
export function notSeen<T>(window: SeenWindow, happenings: ReadonlyArray<Happening<T>>): { fresh: Array<Happening<T>>; window: SeenWindow } {
	const from = askFrom(window);
	const fresh = new Map<string, Happening<T>>();
	for (const happening of happenings) {
		if (happening.at >= from && !Object.hasOwn(window.seen, happening.key)) fresh.set(happening.key, happening);
	}
	const inOrder = [...fresh.values()].sort((a, b) => a.at - b.at);
	return { fresh: inOrder, window: noted(window, inOrder) };
}

function noted({ newest: before, seen }: SeenWindow, happenings: ReadonlyArray<Happening<unknown>>): SeenWindow {
	const newest = happenings.reduce((latest, { at }) => Math.max(latest, at), before);
	const from = askFrom({ newest, seen: {} });
	const kept = Object.entries(seen).filter(([, at]) => at >= from);
	const added = happenings.filter(({ at }) => at >= from).map(({ key, at }): [string, number] => [key, at]);
	return { newest, seen: Object.fromEntries([...kept, ...added]) };
}
