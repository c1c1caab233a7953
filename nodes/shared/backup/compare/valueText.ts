import { Decimal, withoutTail } from '../../values/decimal';
import { parseNumber } from '../../values/text';
import { unfolded } from '../cellValue';

const isHolder = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isSaid = ([, text]: readonly [string, string]) => text !== '';

function nestedText(value: unknown): string {
	if (Array.isArray(value))
		return value.length === 0 ? '' : `[${value.map((entry) => nestedText(entry) || 'null').join(',')}]`;
	if (!isHolder(value))
		return value === null || value === undefined || value === '' ? '' : JSON.stringify(String(value));
	const entries = Object.entries(value)
		.map(([key, held]) => [key, nestedText(held)] as const)
		.filter(isSaid)
		.sort(([one], [other]) => (one < other ? -1 : 1));
	return entries.length === 0 ? '' : `{${entries.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',')}}`;
}

/**
 * A value as the text by which it is compared, the same in every format: nothing, an empty text, list or object is no text at all; the order
 * of keys does not count, and neither does whether a number came as a text.
 */
export function valueText(value: unknown): string {
	const given = unfolded(value);
	if (typeof given === 'string') return given;
	if (given === null || given === undefined) return '';
	return isHolder(given) ? nestedText(given) : String(given);
}

/** So many digits a number holds exactly. */
const exactDigits = 15;

/** Most amounts are written as they are compared. */
const isPlain = (amount: string) => amount.length <= exactDigits && /^(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/.test(amount);

/** An amount as the text by which it is compared: 1.0 is 1, and the tail of a binary fraction is none; words stay as they are. */
export function amountText(amount: string): string {
	if (isPlain(amount)) return amount;
	const number = parseNumber(amount);
	if (number === undefined) return amount;
	const isLong = Math.abs(number) >= 10 ** exactDigits;
	return isLong ? Decimal.parse(amount.trim()).toString() : Decimal.of(withoutTail(number)).toString();
}

/** Whether `amountText` has given a number. */
export const isAmount = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);

/** An amount as items show it: a number where a number can hold it. */
export function shownAmount(text: string): number | string {
	const number = Number(text);
	return isAmount(text) && Decimal.of(number).toString() === text ? number : text;
}

/** The same data in texts of its own: what is cut out of a piece of a file would keep the whole piece in memory. */
export const detached = <T>(data: T): T => structuredClone(data);
