import { parseNumber, sameLetters } from '../../../shared/values/text';

/** An entry of /container/add but for its substance. */
export type Entry = Readonly<Record<string, number | string>>;

/** A container as the service shows it: search, load and the rows of exports name things differently. */
export type Shown = Readonly<Record<string, unknown>>;

/** Keys of an entry, and under which keys the service shows them. */
const shownAs: Readonly<Record<string, readonly string[]>> = {
	name: ['containername', 'name'],
	barcode: ['barcode'],
	containersize: ['size'],
	units: ['unitid'],
	supplier: ['supplier'],
	comments: ['comments'],
	dateacquired: ['dateacquired'],
	substanceid: ['substanceid', 'substance'],
	// In rows of exports `location` is the path.
	locationid: ['locationid', 'location'],
};

export const commonKeys: readonly string[] = Object.keys(shownAs);

/** Where a container shows what an entry has under a key; undefined where it does not show it. */
export const shownKey = (key: string, shown: Shown): string | undefined =>
	(shownAs[key] ?? [key]).find((name) => name in shown);

/** Sizes come back as text, and as numbers: "500" and 500.0 are one size. In words they are the same to the letter. */
export function sameSize(a: unknown, b: unknown): boolean {
	const number = parseNumber(a);
	return number === undefined ? sameLetters(a, b) : number === parseNumber(b);
}

/** Sizes and ids; all else is text: the barcodes "006574" and "6574" are two. */
const numeric = new Set(['containersize', 'units', 'substanceid', 'locationid']);

/** A number that is shown as such; a unit with the id 0 is none. */
const zero = 'zero';

const letters = (value: unknown) => `text ${String(value ?? '')}`;

function amount(value: unknown): string {
	const number = parseNumber(value);
	return number === undefined ? letters(value) : `number ${number}`;
}

/** What a shown value is compared by. */
export function codeOfShown(key: string, value: unknown): string {
	if (!numeric.has(key)) return letters(value);
	return value === 0 ? zero : amount(value);
}

/** The codes of all values that are the same as what an entry gives: as `sameSize` has it for numbers, else to the letter. */
export function codesOfGiven(key: string, value: unknown): string[] {
	if (!numeric.has(key)) return [letters(value)];
	const mayBeZero = sameLetters(value, '') || parseNumber(value) === 0;
	return mayBeZero ? [amount(value), zero] : [amount(value)];
}
