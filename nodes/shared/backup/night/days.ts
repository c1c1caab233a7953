import { DateTime } from 'luxon';

/** A day without a time, as `YYYY-MM-DD`: what is counted in days knows no summer time. */
export type Day = string;

const at = (day: Day): DateTime => DateTime.fromISO(day, { zone: 'utc' });

/** The day of a moment in a time zone. */
export const dayIn = (moment: string, zone: string): Day => DateTime.fromISO(moment, { zone }).toISODate() ?? '';

export const daysBetween = (from: Day, to: Day): number => Math.round(at(to).diff(at(from), 'days').days);

export const daysAfter = (day: Day, days: number): Day => at(day).plus({ days }).toISODate() ?? '';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export const weekdayOf = (day: Day): string => weekdays[at(day).weekday - 1] ?? '';

/** The last Sunday up to a day. */
export const sundayOf = (day: Day): Day => daysAfter(day, -(at(day).weekday % 7));

export const firstOfMonth = (day: Day): Day => `${day.slice(0, 8)}01`;

export const monthsAfter = (day: Day, months: number): Day => at(day).plus({ months }).toISODate() ?? '';

/** As a person writes it: `24 November 2026`. */
export const written = (day: Day): string => at(day).setLocale('en').toFormat('d MMMM yyyy');

/** Such as `24, 25 and 26 November 2026`; many are told by the first and the last. */
export function writtenDays(days: readonly Day[]): string {
	const [first = '', ...rest] = days;
	const last = rest.at(-1);
	if (last === undefined) return written(first);
	if (days.length > 4) return `${written(first)} to ${written(last)}`;
	const short = (day: Day) => (day.slice(0, 7) === last.slice(0, 7) ? String(at(day).day) : written(day));
	return `${days.slice(0, -1).map(short).join(', ')} and ${written(last)}`;
}
