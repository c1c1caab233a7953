import type { IDataObject } from 'n8n-workflow';

const isRecord = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Strings are taken whole, so that no numeral within one is meant. */
const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

const isTooLong = (token: string) => /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token));

/** Whole numbers that a JavaScript number cannot hold become the text of their digits. */
const withDigits = (text: string) => text.replace(tokens, (token) => (isTooLong(token) ? `"${token}"` : token));

/**
 * A record from its JSON text, with the digits of long numbers.
 * @throws Error if it is no JSON, or no object
 */
export function parseRecord(text: string): IDataObject {
	const value: unknown = JSON.parse(/\d{16}/.test(text) ? withDigits(text) : text);
	if (!isRecord(value)) throw new Error('it is not an object');
	return value;
}
