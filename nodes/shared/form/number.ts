import { badInput, quote } from '../values/badInput';
import { readNumber, readWholeNumber } from '../values/text';
import { field } from './field';
import type { Declared, Field } from './field';

type NumberDeclaration = Declared<'number' | 'string'>;

interface Bounds {
	/** The number must be greater. */
	above?: 0;
	/** Included. */
	least?: 0;
}

/** A finite number, or text with a decimal point. It must be given. */
export const number = (declaration: NumberDeclaration, bounds: Bounds = {}): Field<number> =>
	field('number', declaration, (value, label) => within(readNumber(value, label), label, bounds));

/** The same, or nothing where the field was left as it comes, empty. An expression that finds nothing is refused. */
export const optionalNumber = (declaration: Declared<'string'>, bounds: Bounds = {}): Field<number | undefined> =>
	field('optionalNumber', declaration, (value, label) =>
		value === '' ? undefined : within(readNumber(value, label), label, bounds),
	);

/** A whole number. It must be given. */
export const wholeNumber = (
	declaration: NumberDeclaration,
	{ least = 0, most }: { least?: number; most?: number } = {},
): Field<number> => field('wholeNumber', declaration, (value, label) => readWholeNumber(value, label, least, most));

function within(given: number, label: string, { above, least }: Bounds): number {
	if (above !== undefined && given <= above)
		throw badInput(label, 'is not above 0', `It is ${quote(given)}. Enter a number above 0.`);
	if (least !== undefined && given < least)
		throw badInput(label, 'is below 0', `It is ${quote(given)}. Enter 0 or a number above 0.`);
	return given;
}
