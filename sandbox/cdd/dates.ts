import { DateTime } from 'luxon';

import { VaultError } from './errors';
import type { LabSettings } from './lab';

/**
 * The moment that a date parameter names, in milliseconds. Without an offset it is read in the time zone of the token
 * owner; a date alone is the start of that day there (A9).
 */
export function readBound(name: string, text: string, ownerTimeZone: string): number {
	const moment = DateTime.fromISO(text.replace(' ', 'T'), { zone: ownerTimeZone });
	if (!moment.isValid) throw new VaultError(400, `${name}: "${text}" is not a date`);
	return moment.toMillis();
}

/** Replies mix three forms of dates (UTC with milliseconds, with an offset, date only): all three are read. */
const momentOf = (stored: string): number => Date.parse(stored);

export const calendarDate = (now: Date, zone: string): string =>
	DateTime.fromJSDate(now, { zone }).toFormat('yyyy-MM-dd');

/** A calendar date as a user-defined date field holds it. */
export const isCalendarDate = (text: string): boolean => DateTime.fromFormat(text, 'yyyy-MM-dd').isValid;

interface Dated {
	created_at: string;
	modified_at: string;
}

export interface DateBounds {
	created_before?: string;
	created_after?: string;
	modified_before?: string;
	modified_after?: string;
}

/** Whether a moment lies between two bounds (A9). */
export function withinBounds(
	{ ownerTimeZone, switches }: Pick<LabSettings, 'ownerTimeZone' | 'switches'>,
	names: { before: string; after: string },
	before?: string,
	after?: string,
) {
	const latest = before === undefined ? Number.POSITIVE_INFINITY : readBound(names.before, before, ownerTimeZone);
	const earliest = after === undefined ? Number.NEGATIVE_INFINITY : readBound(names.after, after, ownerTimeZone);
	return (stored: string) => {
		const moment = momentOf(stored);
		if (switches.dateBounds === 'inclusive') return earliest <= moment && moment <= latest;
		const second = Math.floor(moment / 1000) * 1000;
		return earliest < second && second < latest;
	};
}

/** The filter behind created_before, created_after, modified_before and modified_after. */
export function datedFilter(
	query: DateBounds,
	settings: Pick<LabSettings, 'ownerTimeZone' | 'switches'>,
): (record: Dated) => boolean {
	const within = (kind: 'created' | 'modified') =>
		withinBounds(
			settings,
			{ before: `${kind}_before`, after: `${kind}_after` },
			query[`${kind}_before`],
			query[`${kind}_after`],
		);
	const created = within('created');
	const modified = within('modified');
	return (record) => created(record.created_at) && modified(record.modified_at);
}
