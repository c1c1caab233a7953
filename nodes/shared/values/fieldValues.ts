import { DateTime } from 'luxon';

import { badInput, quote } from './badInput';
import { parseNumber } from './text';

/** A user-defined field and what it is to hold. */
export interface FieldEntry {
	name: string;
	value?: unknown;
}

/** Whether a form left a field empty, or an expression found nothing for it. */
export const isEmptyValue = (value: unknown): boolean =>
	value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** The field's name is free text, so it goes into the description: n8n replaces messages that hold certain words. */
const whichField = ({ name, value }: FieldEntry) => `The field is "${name}", its value ${quote(value)}.`;

/** @throws Fault `badInput` for anything but a number, or text that is one */
export function fieldNumber(entry: FieldEntry, label: string): number {
	const number = parseNumber(entry.value);
	if (number !== undefined) return number;
	throw badInput(
		label,
		'has a value that is not a number',
		`${whichField(entry)} Write it with a decimal point, such as 12.5, and without a unit.`,
	);
}

/** A date, perhaps with a time and a time zone after it. */
const writtenDay = /^(\d{4}-\d{2}-\d{2})([T ].*)?$/i;

/**
 * The day that a value names, or undefined if it names none. Of a text it is the day as written, whatever time of day
 * and time zone follow: midnight in UTC must not become the day before in another zone.
 * @param zone decides about date objects alone, which are moments: such as `Europe/Berlin`
 */
export function dayOf(value: unknown, zone: string): string | undefined {
	if (DateTime.isDateTime(value)) return value.toISODate() ?? undefined;
	if (value instanceof Date) return DateTime.fromJSDate(value, { zone }).toISODate() ?? undefined;
	const [text, day] = typeof value === 'string' ? (writtenDay.exec(value.trim()) ?? []) : [];
	return text !== undefined && DateTime.fromISO(text.replace(' ', 'T')).isValid ? day : undefined;
}

/** The day that a value names, as `YYYY-MM-DD`. See `dayOf`. @throws Fault `badInput` */
export function fieldDay(entry: FieldEntry, label: string, zone: string): string {
	const day = dayOf(entry.value, zone);
	if (day !== undefined) return day;
	throw badInput(label, 'has a value that is not a date', `${whichField(entry)} Write the date as 2026-11-30.`);
}

/** @throws Fault `badInput` for a list or an object */
export function fieldText(entry: FieldEntry, label: string): string {
	const { value } = entry;
	if (value instanceof Date) return value.toISOString();
	if (typeof value !== 'object' || value === null) return String(value ?? '');
	throw badInput(
		label,
		'has a value that is a list or an object',
		`${whichField(entry)} Give one text, number or date.`,
	);
}
