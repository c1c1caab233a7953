import type { IDataObject } from 'n8n-workflow';

import type { Answers } from './form/answers';
import { detailForAgent } from './form/detail';
import type { Operation } from './operation';
import { dataObject } from './values/json';

function valueAt(record: IDataObject, path: string): unknown {
	if (path in record) return record[path];
	return path
		.split('.')
		.reduce<unknown>(
			(value, key) =>
				typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined,
			record,
		);
}

/** Always kept: what the record is known by, and what was there before a write. */
const isKept = (key: string) => key === 'id' || key === 'before';

function picked(record: IDataObject, paths: readonly string[], most = paths.length): IDataObject {
	const wanted = paths.flatMap((path): Array<[string, unknown]> => {
		const value = valueAt(record, path);
		return value === undefined ? [] : [[path, value]];
	});
	return dataObject({
		...Object.fromEntries(wanted.slice(0, most)),
		...Object.fromEntries(Object.entries(record).filter(([key]) => isKept(key))),
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

const shortened = (record: IDataObject, cutValue: (value: unknown) => unknown): IDataObject =>
	dataObject(
		Object.fromEntries(Object.entries(record).map(([key, value]) => [key, isKept(key) ? value : cutValue(value)])),
	);

/** What an operation gives out of each record. */
export type Shape = (record: IDataObject) => IDataObject;

/**
 * How records look for one item: as they are for people, by the field Output for an AI agent. Read before a write, so
 * that a field that cannot be read does not make a finished change look failed.
 * The lists of a write stay whole here: `writtenForAgent` cuts them, and names the rest.
 * @throws Fault `badInput`
 */
export function readShape(answers: Answers, { kind, short }: Pick<Operation<never>, 'kind' | 'short'>): Shape {
	if (!answers.forAgent) return (record) => record;
	const detail = detailForAgent(answers);
	if (detail === 'raw') return (record) => record;
	if (detail === 'simplified')
		return (record) => shortened(short ? withShort(record, short) : record, kind === 'read' ? cut : cutText);
	const [id] = short ?? [];
	return (record) => picked(record, id === undefined ? detail : [id, ...detail]);
}

/** A record that has none of the short form's fields is of another kind, and stays. */
function withShort(record: IDataObject, short: readonly string[]): IDataObject {
	return short.some((key) => key in record) ? picked(record, short, mostFields) : record;
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
