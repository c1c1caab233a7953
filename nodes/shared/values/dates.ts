import { DateTime } from 'luxon';

import { badInput, quote } from './badInput';

export interface ReadDate {
	/** ISO 8601, always with an offset unless `zoneless` was asked to stay as it is. */
	text: string;
	/** Whether the user gave no time zone. */
	zoneless: boolean;
}

/** Of a date and time in ISO form, with `T` between. */
const withZone = /T.*(Z|[+-]\d{2}(:?\d{2})?)$/i;

/** A blank between date and time becomes the `T` of ISO. */
const isoText = (text: string) => text.trim().replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T');

function parse(value: unknown, zone: string): DateTime | undefined {
	if (DateTime.isDateTime(value)) return value;
	if (value instanceof Date) return DateTime.fromJSDate(value);
	if (typeof value !== 'string') return undefined;
	const text = isoText(value);
	const iso = DateTime.fromISO(text, { zone, setZone: withZone.test(text) });
	return iso.isValid ? iso : undefined;
}

function withoutZone(date: DateTime, text: string): string {
	const iso = text.includes('T')
		? date.startOf('second').toISO({ includeOffset: false, suppressMilliseconds: true })
		: date.toISODate();
	return iso ?? text;
}

/**
 * A date from a field: n8n's date picker, ISO text, or a date object from an expression.
 * @param zone time zone for dates that name none, such as `Europe/Berlin`; undefined leaves them as they are,
 * for the service to decide
 * @throws Fault `badInput`
 */
export function readDate(value: unknown, label: string, zone: string | undefined): ReadDate {
	const date = parse(value, zone ?? 'utc');
	if (!date?.isValid) {
		throw badInput(
			label,
			'is not a date',
			`It is ${quote(value)}. Write it as 2026-11-30 or 2026-11-30T14:00:00+01:00.`,
		);
	}
	const text = typeof value === 'string' ? isoText(value) : undefined;
	const zoneless = text !== undefined && !withZone.test(text);
	if (zoneless && zone === undefined) return { text: withoutZone(date, text), zoneless };
	return { text: date.toISO({ suppressMilliseconds: true }) ?? '', zoneless };
}
