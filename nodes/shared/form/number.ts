import { badInput, quote } from '../values/badInput';
import { readNumber, readWholeNumber } from '../values/text';
import { field } from './field';
import type { Declared, Field } from './field';

type NumberDeclaration = Declared<'number' | 'string'>;

interface Bounds {
	/** The number must be greater. */
	above?: number;
	/** Both included. */
	least?: number;
	most?: number;
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

function within(given: number, label: string, { above, least, most }: Bounds): number {
	if (above !== undefined && given <= above)
		throw badInput(label, 'is too small', `It is ${quote(given)}. Give a number above ${above}.`);
	if (least !== undefined && given < least)
		throw badInput(label, 'is too small', `It is ${quote(given)}. Give a number from ${least} up.`);
	if (most !== undefined && given > most)
		throw badInput(label, 'is too large', `It is ${quote(given)}. Give at most ${most}.`);
	return given;
}
