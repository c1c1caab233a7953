import { badInput, quote } from './badInput';
import { lineBreak, readClean } from './cleaning';
import { isExact } from './text';

/** The list that a text is in JSON, as AI agents write one: `["64-19-7", "67-64-1"]`. */
export function listIn(text: string): unknown[] | undefined {
	if (!/^\s*\[/.test(text)) return undefined;
	try {
		const list: unknown = JSON.parse(text);
		return Array.isArray(list) ? list : undefined;
	} catch {
		return undefined;
	}
}

function partsOf(value: unknown, label: string): string[] {
	if (value === undefined || value === null) return [];
	const given: unknown[] = typeof value === 'string' ? (listIn(value) ?? value.split(lineBreak)) : [value].flat();
	const isText = (part: unknown) =>
		part === null || part === undefined || typeof part === 'string' || (typeof part === 'number' && isExact(part));
	const wrong = given.find((part) => !isText(part));
	if (wrong !== undefined)
		throw badInput(label, 'is not a list of texts', `It holds ${quote(wrong)}. Write one entry on each line.`);
	return given.map((part) => String(part ?? ''));
}

const withoutDoubles = (texts: readonly string[]) => [...new Set(texts.filter((text) => text !== ''))];

/**
 * A list of texts that may hold commas themselves, such as names of chemicals: one on each line, or an array from an
 * expression. Each is cleaned (see `cleanText`); empty lines and doubles are dropped.
 * @returns the texts in the order given; empty if there is none
 * @throws Fault `badInput` for anything else
 */
export const readLines = (value: unknown, label: string): string[] =>
	withoutDoubles(partsOf(value, label).map((part) => readClean(part, label, 'one')));

/** The same for names that come from a list of the service: but for blanks at their ends they are as they are there. */
export const readListed = (value: unknown, label: string): string[] =>
	withoutDoubles(partsOf(value, label).map((part) => part.trim()));

/** @throws Fault `badInput` for an empty list, too */
export function readSomeLines(value: unknown, label: string): string[] {
	const lines = readLines(value, label);
	if (lines.length > 0) return lines;
	throw badInput(
		label,
		'is empty',
		'Write at least one entry, one per line. An expression that finds nothing leaves the field empty.',
	);
}
