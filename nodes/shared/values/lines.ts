import { badInput, quote } from './badInput';

/**
 * A list of texts that may hold commas themselves, such as names of chemicals: one on each line, or an array from an
 * expression. Blanks at the ends, empty lines and doubles are dropped.
 * @returns the texts in the order given; empty if there is none
 * @throws Fault `badInput` for anything else
 */
export function readLines(value: unknown, label: string): string[] {
	if (value === undefined || value === null) return [];
	const given: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/\r?\n/) : [value];
	const isText = (part: unknown) =>
		part === null ||
		part === undefined ||
		typeof part === 'string' ||
		(typeof part === 'number' && Number.isFinite(part));
	const wrong = given.find((part) => !isText(part));
	if (wrong !== undefined)
		throw badInput(label, 'is not a list of texts', `It holds ${quote(wrong)}. Write one entry on each line.`);
	return [...new Set(given.map((part) => String(part ?? '').trim()).filter((text) => text !== ''))];
}

/** @throws Fault `badInput` for an empty list, too */
export function readSomeLines(value: unknown, label: string): string[] {
	const lines = readLines(value, label);
	if (lines.length > 0) return lines;
	throw badInput(
		label,
		'is empty',
		'Write at least one entry, each on a line of its own. An expression that finds nothing leaves the field empty.',
	);
}
