import type { IDataObject } from 'n8n-workflow';

const isRecord = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isTooLong = (token: string) => /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token));

/** Behind the quotation mark that ends a string; the end of the text if none does. */
function endOfString(text: string, from: number): number {
	for (let quote = text.indexOf('"', from); quote !== -1; quote = text.indexOf('"', quote + 1)) {
		let backslashes = 0;
		while (text[quote - backslashes - 1] === '\\' && quote - backslashes > from) backslashes++;
		if (backslashes % 2 === 0) return quote + 1;
	}
	return text.length;
}

/** Whole numbers that a JavaScript number cannot hold become the text of their digits. Numerals within strings are not meant. */
function withDigits(text: string): string {
	// Strings are not part of the pattern: one of some megabytes would be too much for it.
	const token = /"|-?\d[\d.eE+-]*/g;
	let [result, from] = ['', 0];
	for (let found = token.exec(text); found; found = token.exec(text)) {
		const [numeral] = found;
		if (numeral === '"') token.lastIndex = endOfString(text, token.lastIndex);
		else if (isTooLong(numeral)) {
			result += `${text.slice(from, found.index)}"${numeral}"`;
			from = token.lastIndex;
		}
	}
	return result + text.slice(from);
}

/**
 * A record from its JSON text, with the digits of long numbers.
 * @throws Error if it is no JSON, or no object
 */
export function parseRecord(text: string): IDataObject {
	const value: unknown = JSON.parse(/\d{16}/.test(text) ? withDigits(text) : text);
	if (!isRecord(value)) throw new Error('it is not an object');
	return value;
}
