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
/**
 * With so many known happenings the overlap ends, however short it is: a burst would otherwise be read again by every poll,
 * and n8n would save all of its keys each time.
 */
export const mostSeen = 500;

const wholeSecond = (moment: number) => Math.floor(moment / 1000) * 1000;

/** From this moment on the next poll has to ask, in milliseconds: a whole second, so that rounding loses nothing. */
export function askFrom({ newest, seen }: SeenWindow): number {
	const crowdedSince = Object.values(seen).sort((a, b) => b - a)[mostSeen] ?? Number.NEGATIVE_INFINITY;
	return wholeSecond(Math.max(newest - overlapMs, crowdedSince));
}

/** Goes on from a window without reporting: for the first activation. */
export function windowFrom(newest: number, happenings: ReadonlyArray<Happening<unknown>>): SeenWindow {
	return trimmed(noted({ newest, seen: {} }, happenings));
}

/**
 * A window that asks from a moment on: nothing before it is news, and of what happened since, the given happenings are
 * known. For the first activation, where what came before has not been read.
 */
export function windowStartingAt(moment: number, happenings: ReadonlyArray<Happening<unknown>>): SeenWindow {
	const since = happenings.filter(({ at }) => at >= wholeSecond(moment));
	return { newest: moment + overlapMs, seen: Object.fromEntries(since.map(({ key, at }) => [key, at])) };
}

/**
 * What of the given was not seen before, oldest first, and the window that remembers it. Order and repetitions of the
 * given do not matter; what is older than `since` was dealt with by earlier polls.
 * @param since other than `askFrom` of the window while a reading in several parts is under way: nothing later is forgotten
 * until `trimmed`
 */
export function notSeen<T>(
	window: SeenWindow,
	happenings: ReadonlyArray<Happening<T>>,
	since?: number,
): { fresh: Array<Happening<T>>; window: SeenWindow } {
	const from = since ?? askFrom(window);
	const fresh = new Map<string, Happening<T>>();
	for (const happening of happenings) {
		if (happening.at >= from && !Object.hasOwn(window.seen, happening.key)) fresh.set(happening.key, happening);
	}
	const inOrder = [...fresh.values()].sort((a, b) => a.at - b.at);
	const remembering = noted(window, inOrder);
	return { fresh: inOrder, window: since === undefined ? trimmed(remembering) : remembering };
}

/** Forgets what no later poll will get to see. */
export function trimmed({ newest, seen }: SeenWindow): SeenWindow {
	const from = askFrom({ newest, seen });
	return { newest, seen: Object.fromEntries(Object.entries(seen).filter(([, at]) => at >= from)) };
}

function noted({ newest, seen }: SeenWindow, happenings: ReadonlyArray<Happening<unknown>>): SeenWindow {
	return {
		newest: happenings.reduce((latest, { at }) => Math.max(latest, at), newest),
		seen: { ...seen, ...Object.fromEntries(happenings.map(({ key, at }) => [key, at])) },
	};
}
