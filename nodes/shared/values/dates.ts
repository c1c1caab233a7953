import { DateTime } from 'luxon';

import { badInput, quote } from './badInput';

export interface ReadDate {
	/** ISO 8601, always with an offset unless `zoneless` was asked to stay as it is. */
	text: string;
	/** Whether the user gave no time zone. */
	zoneless: boolean;
}

const withZone = /(Z|[+-]\d{2}:?\d{2})$/i;

function parse(value: unknown, zone: string): DateTime | undefined {
	if (DateTime.isDateTime(value)) return value;
	if (value instanceof Date) return DateTime.fromJSDate(value);
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	const iso = DateTime.fromISO(text.replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T'), { zone, setZone: withZone.test(text) });
	return iso.isValid ? iso : undefined;
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
		throw badInput(label, 'is not a date', `It is ${quote(value)}. Write it as 2026-11-30 or 2026-11-30T14:00:00+01:00.`);
	}
	const zoneless = typeof value === 'string' && !(withZone.test(value.trim()) && value.includes(':'));
	if (zoneless && zone === undefined) {
		return { text: value.trim().replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T').replace(/\.\d+$/, ''), zoneless };
	}
	return { text: date.toISO({ suppressMilliseconds: true }) ?? '', zoneless };
}
