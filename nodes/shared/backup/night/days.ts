import { DateTime } from 'luxon';

/** A day without a time, as `YYYY-MM-DD`: what is counted in days knows no summer time. */
export type Day = string;

const dayMs = 24 * 60 * 60 * 1000;

const dayNumber = (day: Day): number => Math.round(Date.parse(`${day}T00:00:00Z`) / dayMs);

const dayOf = (number: number): Day => new Date(number * dayMs).toISOString().slice(0, 10);

const at = (day: Day): DateTime => DateTime.fromISO(day, { zone: 'utc' });

/** The day of a moment in a time zone. */
export const dayIn = (moment: string, zone: string): Day => DateTime.fromISO(moment, { zone }).toISODate() ?? '';

export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);

export const daysAfter = (day: Day, days: number): Day => dayOf(dayNumber(day) + days);

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** A Sunday. Weeks are counted through from there: years of 53 weeks take nothing away. */
const firstSunday = '1970-01-04';

const daysOfWeek = (day: Day): number => (((dayNumber(day) - dayNumber(firstSunday)) % 7) + 7) % 7;

export const weekdayOf = (day: Day): string => weekdays[daysOfWeek(day)] ?? '';

/** The last Sunday up to a day. */
export const sundayOf = (day: Day): Day => daysAfter(day, -daysOfWeek(day));

export const weekNumber = (sunday: Day): number => daysBetween(firstSunday, sunday) / 7;

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
