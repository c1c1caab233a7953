import { z } from 'zod';

import { askFrom, seenWindow, trimmed, windowStartingAt } from '../../shared/polling/seenWindow';
import type { Happening, SeenWindow } from '../../shared/polling/seenWindow';
import type { PollCall } from '../../shared/polling/triggerEvent';
import type { CddApi } from '../service/api';
import { firstLookMs, readNewest, readStretch } from './source';
import type { DatedRecord, DatedSource } from './source';

export const readingCursor = seenWindow.extend({
	/**
	 * A reading that was left half-way, for want of time: since when it looks for news, and up to when it has read. A record that
	 * changes meanwhile moves out of what was read, together with older traces that nobody has reported: nothing since is forgotten
	 * before the reading has reached its end.
	 */
	underWay: z.object({ since: z.number(), upTo: z.number() }).optional(),
});
export type ReadingCursor = z.output<typeof readingCursor>;

/** Where the first poll begins: what is there now is no news. @throws Fault */
export async function startOf<R extends DatedRecord>(
	api: CddApi,
	source: DatedSource<R>,
	happeningsOf: (record: R) => Array<Happening<unknown>>,
): Promise<ReadingCursor> {
	const bound = Date.now() - firstLookMs;
	const newest = await readNewest(api, source, bound);
	return newest ? windowStartingAt(newest.moment, newest.records.flatMap(happeningsOf)) : windowStartingAt(bound, []);
}

/**
 * Reads what happened since the last time, stretch by stretch, while there is time; what is left is for the next poll.
 * @param take sorts out what is new since a moment among the records of a stretch, and gives the window that remembers them
 * @throws Fault
 */
export async function readFrom<R extends DatedRecord>(
	call: PollCall<CddApi>,
	source: DatedSource<R>,
	{ underWay, ...before }: ReadingCursor,
	take: (records: R[], before: SeenWindow, since: number) => SeenWindow,
): Promise<ReadingCursor> {
	const since = underWay?.since ?? askFrom(before);
	let window: SeenWindow = before;
	for (let from = underWay?.upTo ?? since; ;) {
		const { records, upTo } = await readStretch(call.api, source, from);
		window = take(records, window, since);
		if (upTo === undefined) return trimmed(window);
		from = Math.max(upTo, from + 1);
		if (!call.hasTime()) return { ...window, underWay: { since, upTo: from } };
	}
}
