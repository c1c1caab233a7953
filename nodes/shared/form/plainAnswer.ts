import { isSafeObjectProperty } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

/** An expression that names one field of the item and does nothing else: `={{ $json.barcode }}`, `={{ $json["Lot No"] }}`. */
const oneField =
	/^=\{\{\s*\$json((?:\.[A-Za-z_$][\w$]*|\['[^'\\{}\n\r\u2028\u2029]*'\]|\["[^"\\{}\n\r\u2028\u2029]*"\])+)\s*\}\}$/;
const nameWithin = /\.([\w$]+)|\['([^']*)'\]|\["([^"]*)"\]/g;

/** n8n refuses the first word in any expression, whatever it stands for, and the others behind a dot. */
const refusedWords = /constructor|\.(?:\$|globalThis)(?![\w$])/;

/** What n8n refuses as a name, or finds in the prototype of every object: its engine in an isolate looks there first. */
const isOrdinary = (name: string) => isSafeObjectProperty(name) && !(name in Object.prototype);

/** What n8n has to evaluate. */
const leftToN8n: unique symbol = Symbol('left to n8n');

/** The names that lead to the field; undefined where n8n has to evaluate the expression. */
function namesIn(expression: string): string[] | undefined {
	const [, path] = oneField.exec(expression) ?? [];
	if (path === undefined || refusedWords.test(path)) return undefined;
	const names = [...path.matchAll(nameWithin)].map(([, dotted, single, double]) => dotted ?? single ?? double ?? '');
	return names.every(isOrdinary) ? names : undefined;
}

const isDataObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Lists and objects are left to n8n, which gives out copies of them. */
const isPlain = (value: unknown): value is boolean | number | string =>
	typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));

function fieldOf(item: IDataObject, names: readonly string[]): unknown {
	let value: unknown = item;
	for (const name of names) {
		if (!isDataObject(value) || !Object.hasOwn(value, name)) return leftToN8n;
		value = value[name];
	}
	return isPlain(value) ? value : leftToN8n;
}

/** Gives what a parameter, or a part of it, holds for an item. */
type Reader = (item: IDataObject) => unknown;

const leavesToN8n: Reader = () => leftToN8n;

function listReader(list: readonly unknown[]): Reader {
	const readers = list.map(readerOf);
	return (item) => {
		const answers = readers.map((read) => read(item));
		return answers.includes(leftToN8n) ? leftToN8n : answers;
	};
}

function objectReader(object: IDataObject): Reader {
	const readers = Object.entries(object).map(([key, each]): [string, Reader] => [key, readerOf(each)]);
	return (item) => {
		const answers: Array<[string, unknown]> = [];
		for (const [key, read] of readers) {
			const answer = read(item);
			if (answer === leftToN8n) return leftToN8n;
			answers.push([key, answer]);
		}
		return Object.fromEntries(answers);
	};
}

function readerOf(parameter: unknown): Reader {
	if (typeof parameter === 'string' && parameter.startsWith('=')) {
		const names = namesIn(parameter);
		return names ? (item) => fieldOf(item, names) : leavesToN8n;
	}
	if (typeof parameter !== 'object' || parameter === null) return () => parameter;
	if (Array.isArray(parameter)) return listReader(parameter);
	return isDataObject(parameter) ? objectReader(parameter) : leavesToN8n;
}

/** What a parameter holds for an item; undefined where n8n has to evaluate it. A list or an object is a new one for each item. */
export type PlainReader = (item: IDataObject) => { answer: unknown } | undefined;

/**
 * Reads a parameter for any item where that needs no evaluation: it has no expressions, or only ones that name a single field
 * of the item. n8n takes most of a millisecond for each expression of each item, during which it does nothing else; of 2,000
 * rows with four columns that makes six seconds.
 * @param parameter as it was filled in, before expressions
 */
export function plainReader(parameter: unknown): PlainReader {
	const read = readerOf(parameter);
	return (item) => {
		const answer = read(item);
		return answer === leftToN8n ? undefined : { answer };
	};
}
