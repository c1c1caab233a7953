import { DateTime } from 'luxon';

import { badInput, quote } from './badInput';
import { cleanText } from './cleaning';
import { isNothing } from './text';

export interface ReadDate {
	/** ISO 8601, always with an offset unless `zoneless` was asked to stay as it is. */
	text: string;
	/** Whether the user gave no time zone. */
	zoneless: boolean;
	/** Whether the user means a whole day: no time of day was given, or midnight, as n8n's date picker and `$today` have it. */
	wholeDay: boolean;
}

/** A whole date, perhaps with a time after it. Luxon alone takes `10`, `12:30`, `2026` and `202611` as well. */
const written = /^(\d{4}-\d{2}-\d{2})([T ].+)?$/i;
/** Of a date and time in ISO form, with `T` between. */
const withZone = /T.*(Z|[+-]\d{2}(:?\d{2})?)$/i;

/** A date in ISO form, in the zone that it names itself; undefined for anything else. */
function isoOf(value: unknown): string | undefined {
	if (DateTime.isDateTime(value)) return isoOf(value.toISO());
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : isoOf(value.toISOString());
	const clean = typeof value === 'string' ? cleanText(value) : '';
	if (!written.test(clean)) return undefined;
	const text = clean.toUpperCase().replace(' ', 'T');
	return DateTime.fromISO(text).isValid ? text : undefined;
}

/**
 * The day that a value names, as `YYYY-MM-DD`, or undefined if it names none. It is the day as written, whatever time of
 * day and time zone follow: midnight in UTC must not become the day before in another zone. Date objects count as the text
 * that n8n shows of them, so an expression gives the same day whether or not it makes text of its date.
 */
export const dayOf = (value: unknown): string | undefined => isoOf(value)?.slice(0, 10);

/** The day of the same moment in a time zone, where that is another day than the one that is written. */
export function otherDayIn(zone: string, value: unknown): string | undefined {
	const iso = isoOf(value);
	if (iso === undefined || !withZone.test(iso)) return undefined;
	const day = DateTime.fromISO(iso, { zone }).toISODate() ?? undefined;
	return day === dayOf(value) ? undefined : day;
}

/** See `dayOf`. @throws Fault `badInput` */
export function readDay(value: unknown, label: string): string {
	const day = dayOf(value);
	if (day !== undefined) return day;
	if (isNothing(value))
		throw badInput(label, 'is empty', 'Enter a date. An expression that finds nothing leaves the field empty.');
	throw badInput(label, 'is not a date', `It is ${quote(value)}. Write it as 2026-11-30.`);
}

function withoutZone(text: string): string {
	const date = DateTime.fromISO(text, { zone: 'utc' });
	const iso = text.includes('T')
		? date.startOf('second').toISO({ includeOffset: false, suppressMilliseconds: true })
		: date.toISODate();
	return iso ?? text;
}

/**
 * A date with or without a time: n8n's date picker, ISO text, or a date object from an expression.
 * @param zone time zone for dates that name none, such as `Europe/Berlin`; undefined leaves them as they are,
 * for the service to decide
 * @throws Fault `badInput`
 */
export function readDate(value: unknown, label: string, zone: string | undefined): ReadDate {
	const text = isoOf(value);
	if (text === undefined) {
		if (isNothing(value))
			throw badInput(label, 'is empty', 'Enter a date. An expression that finds nothing leaves the field empty.');
		throw badInput(
			label,
			'is not a date',
			`It is ${quote(value)}. Write it as 2026-11-30 or 2026-11-30T14:00:00+01:00.`,
		);
	}
	const zoneless = !withZone.test(text);
	const start = DateTime.fromISO(text, { zone: zone ?? 'utc' });
	const wholeDay = (zoneless || zone !== undefined) && start.equals(start.startOf('day'));
	if (zoneless && zone === undefined) return { text: withoutZone(text), zoneless, wholeDay };
	const date = DateTime.fromISO(text, zoneless ? { zone } : { setZone: true });
	return { text: date.toISO({ suppressMilliseconds: true }) ?? '', zoneless, wholeDay };
}

/** The text of a date that was read as it is written: in a zone where it names none, or without one as it is. */
export function dateInZone({ text, zoneless }: ReadDate, zone: string | undefined): string {
	if (!zoneless || zone === undefined) return text;
	return DateTime.fromISO(text, { zone }).toISO({ suppressMilliseconds: true }) ?? text;
}
