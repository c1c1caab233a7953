import type { IDataObject } from 'n8n-workflow';

import type { Answers } from './form/answers';
import { outputIn, selectionLabel } from './form/detail';
import type { OutputField, Wanted } from './form/detail';
import type { Form } from './form/field';
import { knownNames } from './recordFields';
import type { RecordFields, RecordKinds } from './recordFields';
import { dataObject } from './values/json';

function valueAt(record: IDataObject, path: string): unknown {
	if (Object.hasOwn(record, path)) return record[path];
	return path
		.split('.')
		.reduce<unknown>(
			(value, key) =>
				typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined,
			record,
		);
}

/** Always kept: what the record is known by, and what was there before a write. */
export const isKept = (key: string): boolean => key === 'id' || key === 'before';

const keptOf = (record: IDataObject) => Object.entries(record).filter(([key]) => isKept(key));

/** The first so many of the fields that are there. */
function inShort(record: IDataObject, keys: readonly string[]): IDataObject {
	const there = keys.filter((key) => record[key] !== undefined).slice(0, mostFields);
	return dataObject({
		...Object.fromEntries(there.map((key) => [key, record[key]])),
		...Object.fromEntries(keptOf(record)),
	});
}

/** The chosen fields in their order, null where the record does not have one; what is always kept stands around them. */
function picked(record: IDataObject, paths: readonly string[]): IDataObject {
	const { id, before } = record;
	return dataObject({
		...(id === undefined || paths.includes('id') ? {} : { id }),
		...Object.fromEntries(paths.map((path) => [path, valueAt(record, path) ?? null])),
		...(before === undefined ? {} : { before }),
	});
}

const mostFields = 10;
const longestText = 1_000;
const longestList = 50;

/** A long text is cut, and says so. */
function cutText(value: unknown): unknown {
	if (typeof value !== 'string' || value.length <= longestText) return value;
	return `${value.slice(0, longestText)}… (${value.length} characters)`;
}

/** Long texts and lists are cut, and say so. */
function cut(value: unknown): unknown {
	if (!Array.isArray(value) || value.length <= longestList) return cutText(value);
	return [...value.slice(0, longestList), `… and ${value.length - longestList} more`];
}

const withValues = (record: IDataObject, change: (value: unknown) => unknown): IDataObject =>
	dataObject(
		Object.fromEntries(Object.entries(record).map(([key, value]) => [key, isKept(key) ? value : change(value)])),
	);

/** n8n marks an empty list or object in red, as if something were wrong. */
const isEmptyHolder = (value: unknown) =>
	typeof value === 'object' &&
	value !== null &&
	!(value instanceof Date) &&
	(Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0);

/**
 * The record with null for empty lists and objects of which workflows know the words; others are left out, so that n8n's Split Out makes
 * no item of them.
 */
function withoutEmpty(record: IDataObject, isWord: (key: string) => boolean): IDataObject {
	if (!Object.values(record).some(isEmptyHolder)) return record;
	const entries = Object.entries(record).filter(([key, value]) => isKept(key) || isWord(key) || !isEmptyHolder(value));
	return withValues(Object.fromEntries(entries), (value) => (isEmptyHolder(value) ? null : value));
}

/** What an operation gives out of each record. @param asked the fields that it was asked about */
export type Shape = (record: IDataObject, asked?: readonly string[]) => IDataObject;

/** How the records of an operation or event are given. */
export interface Given<Api> {
	readonly kind: 'destructive' | 'read' | 'write';
	/** The fields that an AI agent gets, the ID first. */
	readonly short?: readonly string[];
	/** The field that asks how much of each; without it, people get all, and agents the short form. */
	readonly output?: OutputField<unknown>;
	/** What can be selected. */
	readonly records?: RecordFields<Api>;
}

/** What a form says of the records. */
export function givenBy<Api>(form: Form, kinds: RecordKinds<Api>): Pick<Given<Api>, 'output' | 'records'> {
	const output = outputIn(form);
	return output ? { output, records: kinds[output.records] } : {};
}

/** What one item is to get of each record. */
export interface WantedOfItem extends Wanted {
	readonly forAgent: boolean;
}

/**
 * Read before a write, so that a field that cannot be read does not make a finished change look failed.
 * @throws Fault `badInput`
 */
export const readWanted = (answers: Answers, { output }: Pick<Given<never>, 'output'>): WantedOfItem => ({
	...(output?.wanted(answers) ?? { detail: 'simplified', names: [] }),
	forAgent: answers.forAgent,
});

/**
 * How records look for one item. The lists of a write stay whole here: `writtenForAgent` cuts them, and names the rest.
 * @throws Fault `badInput` if a selected field is not known
 */
export async function shapeOf<Api>(
	{ detail, names, forAgent }: WantedOfItem,
	{ kind, short = [], records }: Given<Api>,
	api: Api,
): Promise<Shape> {
	if (detail === 'raw') return (record) => record;
	if (detail === 'simplified') {
		const words = new Set(records?.words);
		if (!forAgent) return (record) => withoutEmpty(record, (key) => words.has(key));
		return (record, asked = []) =>
			withValues(withShort(record, [...new Set([...asked, ...short])]), kind === 'read' ? cut : cutText);
	}
	const chosen = records ? await knownNames(names, records, api, selectionLabel) : names;
	// Among records with an ID, one without is of another kind: an order that was found beside containers, a batch that was not made.
	const isOther = (record: IDataObject) => records?.words.includes('id') === true && !('id' in record);
	return (record) => withoutEmpty(isOther(record) ? record : picked(record, chosen), () => true);
}

/** A record that has none of the short form's fields is of another kind, and stays. */
function withShort(record: IDataObject, short: readonly string[]): IDataObject {
	return short.some((key) => key in record) ? inShort(record, short) : record;
}

export const mostRecords = 100;
export const mostCharacters = 60_000;

/**
 * What fits into one answer to an AI agent: never a whole inventory.
 * @returns how many of the records, from the first on; at least one
 */
export function fittingAnswer(records: readonly IDataObject[], most = mostCharacters): number {
	let characters = 0;
	for (const [at, record] of records.slice(0, mostRecords).entries()) {
		characters += JSON.stringify(record).length;
		if (at > 0 && characters > most) return at;
	}
	return Math.min(records.length, mostRecords);
}
