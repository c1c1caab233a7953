import { DateTime } from 'luxon';

import type { Fault } from '../fault';
import { badInput, quote } from './badInput';
import { cleanBarcode, cleanText, isBlank, readClean } from './cleaning';
import type { Lines } from './cleaning';

/** Whether a field was left empty, or an expression found nothing for it. */
export const isNothing = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && isBlank(value));

/** Whether a number is the one that was written: whole numbers of more than 15 digits lose some, and not all results are numbers. */
export const isExact = (value: number): boolean =>
	Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));

export const notExact = (label: string, which: string): Fault =>
	badInput(
		label,
		'contains a number that is not exact',
		`${which} Enter a number of more than 15 digits as a text; the result of a division by zero is not a number.`,
	);

/** What a value is that is neither a text nor a number. */
function kindOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (value instanceof Date || DateTime.isDateTime(value)) return 'a date object';
	return typeof value === 'object' ? 'an object' : quote(value);
}

/** A text, or a number as text; blanks at the ends stay. @throws Fault `badInput` for anything else */
export function readTextOrNothing(value: unknown, label: string): string | undefined {
	if (isNothing(value)) return undefined;
	if (typeof value === 'string') return value;
	if (typeof value === 'number' && isExact(value)) return String(value);
	if (typeof value === 'number') throw notExact(label, `It is ${quote(value)}.`);
	throw badInput(
		label,
		'does not contain a text',
		`It contains ${kindOf(value)}. ${typeof value === 'object' ? 'Point the expression at one text or number in it.' : 'Enter a text.'}`,
	);
}

const isEmpty = (label: string) =>
	badInput(label, 'is empty', 'Fill it in. An expression that finds nothing leaves the field empty.');

/** @throws Fault `badInput` for an empty text, too */
export function readText(value: unknown, label: string): string {
	const text = readTextOrNothing(value, label);
	if (text !== undefined) return text;
	throw isEmpty(label);
}

/** A text as it is stored, see `cleanText`. @throws Fault `badInput` */
export function readCleanTextOrNothing(value: unknown, label: string, lines: Lines = 'one'): string | undefined {
	const text = readTextOrNothing(value, label);
	return text === undefined ? undefined : readClean(text, label, lines);
}

/** @throws Fault `badInput` for an empty text, too */
export const readCleanText = (value: unknown, label: string, lines: Lines = 'one'): string =>
	readClean(readText(value, label), label, lines);

/** A barcode without what a scanner puts around it. @throws Fault `badInput` */
export function readBarcode(text: string, label: string): string {
	const barcode = cleanBarcode(text);
	if (barcode !== '') return barcode;
	throw isEmpty(label);
}

/** Whether two texts are one in all that can be seen: what tells records apart. Nothing at all is an empty text. */
export const sameSpelling = (a: unknown, b: unknown): boolean =>
	cleanText(String(a ?? '')) === cleanText(String(b ?? ''));

/** The same to the letter: whether a service shows what was sent. Nothing at all is an empty text. */
export const sameLetters = (a: unknown, b: unknown): boolean => String(a ?? '') === String(b ?? '');

/** The same but for upper and lower case, and for how many blanks there are. Good for words of a form; records need `sameSpelling`. */
export const sameText = (a: unknown, b: unknown): boolean => looseKey(a) === looseKey(b);

/** What two texts have in common that are the same by `sameText`. */
export const looseKey = (value: unknown): string =>
	cleanText(String(value ?? ''))
		.replace(/\s+/g, ' ')
		.toLowerCase();

/** 12, 12.5, .5, +2, 1e3. Not 0x10, 1,000 or Infinity. */
const numeral = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A finite number, or text with a decimal point; undefined for anything else. */
export function parseNumber(value: unknown): number | undefined {
	const given = typeof value === 'string' ? cleanText(value) : value;
	const isNumeral = typeof given === 'number' || (typeof given === 'string' && numeral.test(given));
	const number = isNumeral ? Number(given) : Number.NaN;
	return Number.isFinite(number) ? number : undefined;
}

/**
 * A number, as a number or as text with a decimal point.
 * @throws Fault `badInput`
 */
export function readNumber(value: unknown, label: string): number {
	const number = parseNumber(value);
	if (number !== undefined) return number;
	if (isNothing(value))
		throw badInput(label, 'is empty', 'Enter a number. An expression that finds nothing leaves the field empty.');
	throw badInput(
		label,
		'is not a number',
		`It is ${quote(value)}. Write it with a decimal point, such as 12.5, and without a unit.`,
	);
}

/**
 * A whole number within bounds, both included.
 * @throws Fault `badInput`
 */
export function readWholeNumber(value: unknown, label: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
	const number = readNumber(value, label);
	if (Number.isInteger(number) && number >= least && number <= most) return number;
	const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} up` : `from ${least} to ${most}`;
	throw badInput(
		label,
		'is not a whole number in the allowed range',
		`It is ${quote(value)}. Enter a whole number ${range}.`,
	);
}
