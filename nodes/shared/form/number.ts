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
	/** So many digits at most: those of more are lost in a number. A tail that a calculation leaves is not meant. */
	mostDigits?: number;
}

/** A finite number, or text with a decimal point. It must be given. */
export const number = (declaration: NumberDeclaration, bounds: Bounds = {}): Field<number> =>
	field('number', declaration, (value, label) => readWithin(value, label, bounds));

/** The same, or nothing where the field was left as it comes, empty. An expression that finds nothing is refused. */
export const optionalNumber = (declaration: Declared<'string'>, bounds: Bounds = {}): Field<number | undefined> =>
	field('optionalNumber', declaration, (value, label) => (value === '' ? undefined : readWithin(value, label, bounds)));

/** A whole number. It must be given. */
export const wholeNumber = (
	declaration: NumberDeclaration,
	{ least = 0, most }: { least?: number; most?: number } = {},
): Field<number> => field('wholeNumber', declaration, (value, label) => readWholeNumber(value, label, least, most));

/** The digits that count, of a numeral or a whole number. */
const digitsOf = (numeral: string) => {
	const [mantissa = ''] = numeral.trim().toLowerCase().split('e');
	return mantissa.replace(/[^0-9]/g, '').replace(/^0+|0+$/g, '').length;
};

function readWithin(value: unknown, label: string, { above, least, mostDigits }: Bounds): number {
	const given = readNumber(value, label);
	const isWritten = typeof value === 'string' || Number.isInteger(given);
	if (mostDigits !== undefined && isWritten && digitsOf(String(value)) > mostDigits)
		throw badInput(
			label,
			'has more digits than can be sent exactly',
			`It is ${quote(value)}. Enter a number of at most ${mostDigits} digits; round it first if it was calculated.`,
		);
	if (above !== undefined && given <= above)
		throw badInput(label, 'is not above 0', `It is ${quote(given)}. Enter a number above 0.`);
	if (least !== undefined && given < least)
		throw badInput(label, 'is below 0', `It is ${quote(given)}. Enter 0 or a number above 0.`);
	return given;
}
