import { cleanText } from '../../../shared/values/cleaning';
import { dayOf } from '../../../shared/values/dates';
import { withoutTail } from '../../../shared/values/decimal';
import { isExact, isNothing, looseKey, parseNumber } from '../../../shared/values/text';

/** What a field of a sample holds, ready to be compared. */
export interface HeldValue {
	/** The same for all values that are one but for their spelling. */
	readonly form: string;
	/** How a text is spelled; undefined where only the value counts: of numbers, days, and true and false. */
	readonly text?: string;
}

/** What is searched for. */
export interface WantedValue {
	readonly forms: readonly string[];
	readonly text: string;
}

const formOf = {
	day: (day: string) => `day ${day}`,
	flag: (flag: boolean) => `flag ${flag}`,
	number: (number: number) => `number ${withoutTail(number)}`,
	text: (text: string) => (isPlainNumeral(text) ? `numeral ${Number(text)}` : `text ${looseKey(text)}`),
};

/** A numeral that nobody takes for a code: 006574 and 1e3 may be what stands on a label. */
const isPlainNumeral = (text: string) => /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) && text.length <= 16;

/** Undefined for nothing, and for what is no single value. Of a number beyond 2^53 digits are lost: it is nobody's. */
export function heldValue(value: unknown): HeldValue | undefined {
	if (typeof value === 'boolean') return { form: formOf.flag(value) };
	if (typeof value === 'number') return isExact(value) ? { form: formOf.number(value) } : undefined;
	if (typeof value !== 'string' || isNothing(value)) return undefined;
	const day = dayOf(value);
	if (day !== undefined) return { form: formOf.day(day) };
	const text = cleanText(value);
	return { form: formOf.text(text), text };
}

/** The value of a condition. The field decides what it means: 5 is a number or a text, and `true` may be a word. */
export function wantedValue(given: string): WantedValue {
	const text = cleanText(given);
	const day = dayOf(text);
	if (day !== undefined) return { forms: [formOf.day(day)], text };
	const number = parseNumber(text);
	const word = text.toLowerCase();
	return {
		forms: [
			formOf.text(text),
			...(number !== undefined && isExact(number) ? [formOf.number(number)] : []),
			...(word === 'true' || word === 'false' ? [formOf.flag(word === 'true')] : []),
		],
		text,
	};
}

/** The same but for blanks, upper and lower case, and how a number is written. */
export const isLike = (held: HeldValue | undefined, wanted: WantedValue): boolean =>
	held !== undefined && wanted.forms.includes(held.form);

/** Of two that are alike: whether they are spelled the same. */
export const isSpelledSo = (held: HeldValue | undefined, wanted: WantedValue): boolean =>
	held?.text === undefined || held.text === wanted.text;
