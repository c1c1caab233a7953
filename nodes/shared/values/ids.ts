import { badInput, quote } from './badInput';
import { cleanText, isBlank } from './cleaning';

const wholeNumber = /^\d+$/;

/** One id; undefined where it is none. */
export function parseId(value: unknown): number | undefined {
	const text = typeof value === 'number' || typeof value === 'string' ? cleanText(String(value)) : '';
	const id = Number(text);
	return wholeNumber.test(text) && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/**
 * One id, as a number or as text.
 * @throws Fault `badInput`
 */
export function readId(value: unknown, label: string): number {
	if (value === undefined || value === null || isBlank(String(value))) {
		throw badInput(
			label,
			'is empty',
			'Enter the ID of one record, a whole number such as 123. An expression that finds nothing leaves the field empty.',
		);
	}
	const id = parseId(value);
	if (id === undefined) {
		throw badInput(label, 'is not an ID', `It is ${quote(value)}. IDs are whole numbers such as 123.`);
	}
	return id;
}

function parts(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	if (typeof value === 'number') return [value];
	return typeof value === 'string'
		? cleanText(value)
				.replace(/^\[|\]$/g, '')
				.split(/[\s,;]+/)
		: [];
}

/**
 * A list of ids: an array, or text separated by commas, blanks or line breaks. Blanks and doubles are dropped.
 * An empty list is refused, because the services read "no ids" as "all of them".
 * @throws Fault `badInput`
 */
export function readIds(value: unknown, label: string): number[] {
	const given = parts(value).filter((part) => part !== null && part !== undefined && !isBlank(String(part)));
	if (given.length === 0) {
		throw badInput(
			label,
			'is empty',
			'Enter at least one ID, such as 123. An expression that finds nothing leaves the field empty.',
		);
	}
	const wrong = given.filter((part) => parseId(part) === undefined);
	if (wrong.length > 0) {
		throw badInput(
			label,
			'contains something that is not an ID',
			`Not an ID: ${wrong.slice(0, 5).map(quote).join(', ')}. Enter whole numbers separated by commas, such as 123, 321.`,
		);
	}
	return [...new Set(given.flatMap((part) => parseId(part) ?? []))];
}
