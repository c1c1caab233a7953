import { mapped, optionalNumber, optionalText, text } from '../../shared/form';
import type { Declared, Field } from '../../shared/form';
import { badInput, quote } from '../../shared/values/badInput';
import { Decimal } from '../../shared/values/decimal';
import { parseNumber } from '../../shared/values/text';

/** 0x10, 1_000, NaN: a program's way of writing numbers, which nobody puts on a label. */
const programNumeral = /^[+-]?(0(x[\da-f]+|b[01]+|o[0-7]+)|\d+(_\d+)+|nan|infinity|∞)$/i;

const plain = /^\d+(\.\d+)?$/;

/** A quantity with what does not belong into the number: `0,5`, `~5`, `500mL`, `1 000`, `-3`. */
const looseQuantity =
	/^(?:[-+~<>=≤≥≈±]|ca\.?\s|circa\s|approx\.?\s|about\s)*\s*[\d.,'’\s]*\d[.,]?\s*(?:(?:mc|[kdcmnpuµμ])?(?:gr?|ls?|m|mol)|(?:kilo|milli|micro)?(?:gram|gramme|litre|liter)s?|cc|(?:fl\.?\s?)?oz|lbs?|gal|%)?\.?$/i;

/**
 * The one rule for sizes: a number with a decimal point, from 0 up; or words, as `50x 5g tablets` are. What is meant as a
 * number and is not written as one is refused, because the service stores whatever it gets.
 * @throws Fault `badInput`
 */
export function readSize(size: string): string {
	const number = parseNumber(size);
	if (number !== undefined && number >= 0) return plain.test(size) ? size : Decimal.parse(size).toString();
	if (programNumeral.test(size))
		throw badInput(
			'Size',
			'is not written as a decimal number',
			`It is ${quote(size)}. Write it as a decimal number, such as 16, or in words.`,
		);
	if (!looseQuantity.test(size)) return size;
	throw badInput(
		'Size',
		'is not a plain number',
		`It is ${quote(size)}. Write it with a decimal point, such as 0.5, not below 0 and without a unit, which has its own field.`,
	);
}

/** A size that must be given. */
export const sizeField = (declaration: Declared<'string'>): Field<string> => mapped(text(declaration), readSize);

/** The same, or nothing where the field is empty. */
export const optionalSizeField = (declaration: Declared<'string'>): Field<string | undefined> =>
	mapped(optionalText(declaration), (size) => (size === undefined ? undefined : readSize(size)));

/** The same where the service takes nothing but a number. An expression that finds nothing is refused. */
export const optionalSizeNumber = (declaration: Declared<'string'>): Field<number | undefined> =>
	optionalNumber(declaration, { least: 0 });
