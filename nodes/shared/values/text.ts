import { badInput, quote } from './badInput';

/** @throws Fault `badInput` for an empty text */
export function readText(value: unknown, label: string): string {
	const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
	if (text.trim() === '') {
		throw badInput(label, 'is empty', 'Fill it in. An expression that finds nothing leaves the field empty.');
	}
	return text;
}

/** Whether two texts are one but for blanks at the ends and upper and lower case; nothing at all is an empty text. */
export function sameText(a: unknown, b: unknown): boolean {
	return lowered(a) === lowered(b);
}

const lowered = (value: unknown) =>
	String(value ?? '')
		.trim()
		.toLowerCase();

/** A number, or text with a decimal point; undefined for anything else. */
export function parseNumber(value: unknown): number | undefined {
	const number =
		typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
	return Number.isFinite(number) ? number : undefined;
}

/**
 * A number, as a number or as text with a decimal point.
 * @throws Fault `badInput`
 */
export function readNumber(value: unknown, label: string): number {
	const number = parseNumber(value);
	if (number === undefined) {
		throw badInput(
			label,
			'is not a number',
			`It is ${quote(value)}. Write it with a decimal point, such as 12.5, and without a unit.`,
		);
	}
	return number;
}

/**
 * A JSON field: text, or an object from an expression.
 * @throws Fault `badInput` with the place where the text stops being JSON
 */
export function readJson(value: unknown, label: string): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value);
	} catch (thrown) {
		const reason = thrown instanceof Error ? thrown.message : '';
		throw badInput(label, 'is not valid JSON', `${reason}. Check brackets, commas and quotes.`);
	}
}
