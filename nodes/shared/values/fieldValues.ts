import { DateTime } from 'luxon';

import { badInput, quote } from './badInput';
import { cleanCell } from './cleaning';
import { dayOf } from './dates';
import { isExact, isNothing, notExact, parseNumber } from './text';

/** A user-defined field and what it is to hold. */
export interface FieldEntry {
	name: string;
	value?: unknown;
}

/** Whether a form left a field empty, or an expression found nothing for it. */
export const isEmptyValue = (value: unknown): boolean =>
	isNothing(value) || (Array.isArray(value) && value.length === 0);

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

/** The day that a value names, as `YYYY-MM-DD`. See `dayOf`. @throws Fault `badInput` */
export function fieldDay(entry: FieldEntry, label: string): string {
	const day = dayOf(entry.value);
	if (day !== undefined) return day;
	throw badInput(label, 'has a value that is not a date', `${whichField(entry)} Write the date as 2026-11-30.`);
}

/** A text as it is stored, see `cleanText`. @throws Fault `badInput` for a list, an object, or a number that is not finite */
export function fieldText(entry: FieldEntry, label: string): string {
	const { value } = entry;
	if (value instanceof Date || DateTime.isDateTime(value)) {
		fieldDay(entry, label);
		return value instanceof Date ? value.toISOString() : (value.toISO() ?? '');
	}
	if (typeof value === 'number' && !isExact(value)) throw notExact(label, whichField(entry));
	if (typeof value !== 'object' || value === null)
		return cleanCell(entry.name, String(value ?? ''), label, 'several', `${whichField(entry)} `);
	throw badInput(
		label,
		'has a value that is a list or an object',
		`${whichField(entry)} Enter one text, number or date.`,
	);
}
