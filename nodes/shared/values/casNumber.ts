import { badInput, quote } from './badInput';
import { cleanText } from './cleaning';

/**
 * CAS Registry Numbers. Two to seven digits, two digits, and a check digit: the sum of all other digits, each times its place
 * counted from the right, modulo 10. No number begins with a zero; lists of suppliers and of life cycle assessment pad them.
 * Source: https://www.cas.org/training/documentation/chemical-substances/checkdig
 */
const shape = /^[1-9]\d{1,6}-\d{2}-\d$/;

/** What stands in front: `CAS: `, `CAS-No.`, `CAS RN®`, `CAS Registry Number`. */
const casWord = /^cas(?:\s*[-–]?\s*(?:registry\s+)?(?:numbers?|nummer|nos?|nr|rn|#))?\s*[.®]*\s*[:#=]?\s*(?=[\d([])/i;

/** Dashes and minus signs that stand for a hyphen. */
const dash = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;

const brackets = /^(?:\(([^()]*)\)|\[([^[\]]*)\])$/;

/** The text without what people write around a CAS number. Of other texts it makes nothing that can be used. */
function bare(text: string): string {
	const unnamed = cleanText(text).replace(casWord, '');
	const [, round, square] = brackets.exec(unnamed) ?? [];
	const inner = (round ?? square ?? unnamed).trim().replace(casWord, '');
	return inner
		.replace(dash, '-')
		.replace(/\s*-\s*/g, '-')
		.replace(/^0+(?=\d)/, '');
}

function hasCheckDigit(number: string): boolean {
	const digits = [...number.replace(/-/g, '')].map(Number);
	const check = digits.pop();
	const sum = digits.reverse().reduce((total, digit, at) => total + digit * (at + 1), 0);
	return sum % 10 === check;
}

/** The CAS number that a text is, as it is written; undefined for anything else. */
export function casIn(text: string): string | undefined {
	const number = bare(text);
	return shape.test(number) && hasCheckDigit(number) ? number : undefined;
}

/** Three numbers with dashes between: but for days, nothing else that a lab writes looks like this, right or wrong. */
export const looksLikeCas = (text: string): boolean => /^(?!\d{4}-\d\d-\d\d$)\d+-\d+-\d+$/.test(bare(text));

/** @throws Fault `badInput` */
export function readCas(value: unknown, label: string): string {
	const text = String(value ?? '').trim();
	const cas = casIn(text);
	if (cas !== undefined) return cas;
	throw badInput(
		label,
		'is not a CAS number',
		`It is ${quote(text)}. A CAS number looks like 67-64-1, and its last digit is a check digit. Enter one number.`,
	);
}

const separators = /[,;|/\s]+/;

/** A CAS number anywhere in a text. */
const within = /(?:^|[^\w-])\d{2,10}-\d{2}-\d(?![\w-])/;

/** CAS numbers that stand side by side, each still to be checked; undefined where there is anything else among them. */
function severalIn(text: string): string[] | undefined {
	const parts = text
		.replace(dash, '-')
		.split(separators)
		.filter((part) => part !== '' && !/^(?:cas:?|and|&|-|no\.?:?|rn:?)$/i.test(part));
	return parts.length > 1 && parts.every(looksLikeCas) ? parts : undefined;
}

/**
 * The terms of a list of CAS numbers and names: what looks like a CAS number is checked as one, several of them side by side
 * are parted, and names stay as they are.
 * @throws Fault `badInput` for a wrong CAS number, and for one beside other words
 */
export function termsIn(text: string, label: string): string[] {
	if (looksLikeCas(text)) return [readCas(text, label)];
	const several = severalIn(text);
	if (several) return [...new Set(several.map((part) => readCas(part, label)))];
	if (!within.test(text.replace(dash, '-'))) return [text];
	throw badInput(
		label,
		'contains a CAS number and other words',
		`It is ${quote(text)}. Such a term finds nothing: write the CAS number and the name on separate lines.`,
	);
}
