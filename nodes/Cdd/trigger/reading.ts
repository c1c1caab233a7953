import { z } from 'zod';

import { closeReading } from '../../shared/polling/closeReading';
import { fromEarlierForm } from '../../shared/polling/earlierForm';
import { firstWindow, seenWindow, WindowReading } from '../../shared/polling/seenWindow';
import type { Happening } from '../../shared/polling/seenWindow';
import type { PollCall } from '../../shared/polling/triggerEvent';
import type { CddApi } from '../service/api';
import { firstLookMs, readNewest, readStretch, timeOf } from './source';
import type { DatedRecord, DatedSource } from './source';

const cursor = seenWindow.extend({
	/**
	 * A reading that was left half-way, for want of time, and up to when it has read. A record that changes meanwhile moves out of
	 * what was read, together with older traces that nobody has reported: nothing is forgotten before the reading has reached its
	 * end.
	 */
	underWay: z.object({ upTo: z.number() }).optional(),
});
export type ReadingCursor = z.output<typeof cursor>;
export const readingCursor = z.preprocess(fromEarlierForm, cursor);

/** Where the first poll begins: what is there now is no news. @throws Fault */
export async function startOf<R extends DatedRecord>(
	api: CddApi,
	source: DatedSource<R>,
	happeningsOf: (record: R) => Array<Happening<unknown>>,
): Promise<ReadingCursor> {
	const bound = Date.now() - firstLookMs;
	const { moment, records } = (await readNewest(api, source, bound)) ?? { moment: bound, records: [] };
	return firstWindow(moment, moment, records.flatMap(happeningsOf));
}

/**
 * Reads what happened since the last time, stretch by stretch, while there is time; what is left is for the next poll.
 * @param take sorts out what is new among the records of a stretch
 * @throws Fault
 */
export async function readFrom<R extends DatedRecord>(
	call: PollCall<CddApi>,
	source: DatedSource<R>,
	{ underWay, ...before }: ReadingCursor,
	take: (records: R[], reading: WindowReading) => void,
): Promise<ReadingCursor> {
	const reading = underWay ? WindowReading.resume(before) : WindowReading.begin(before);
	for (let from = underWay?.upTo ?? reading.since; ;) {
		const { records, upTo } = await readStretch(call.api, source, from);
		take(records, reading);
		reading.moveOn(records.map((record) => timeOf(source, record)));
		if (upTo === undefined) return closeReading(call, reading);
		from = Math.max(upTo, from + 1);
		if (!call.hasTime()) return { ...reading.leave(), underWay: { upTo: from } };
	}
}
