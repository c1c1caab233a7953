import { z } from 'zod';

import { pack, tokenOf } from './packedKeys';
import { overlapMs } from './seenWindow';
import type { SeenWindow } from './seenWindow';

const earlier = z
	.object({
		newest: z.number(),
		/** Time by key. */
		seen: z.record(z.string(), z.number()),
		underWay: z.object({ since: z.number(), upTo: z.number() }).optional(),
	})
	.strict();

/** From the 501st key on the earlier form did not look for late records. */
const mostSeen = 500;

/** Reads a window as it was saved before keys were packed: it goes on where it stood. Anything else is passed on as it is. */
export function fromEarlierForm(saved: unknown): unknown {
	const parsed = earlier.safeParse(saved);
	if (!parsed.success) return saved;
	const { newest, seen, underWay } = parsed.data;
	const moments = Object.values(seen).sort((a, b) => b - a);
	const since = underWay?.since ?? Math.floor(Math.max(newest - overlapMs, moments[mostSeen] ?? 0) / 1000) * 1000;
	const seconds = new Map(Object.entries(seen).map(([key, at]) => [tokenOf(key.trimEnd()), Math.floor(at / 1000)]));
	const window: SeenWindow = {
		// The earlier form could begin with a time that no record had.
		newest: moments[0] ?? since,
		since,
		seen: pack(seconds),
		clock: Date.now(),
		quietMs: 0,
	};
	return underWay ? { ...window, underWay: { upTo: underWay.upTo } } : window;
}
