import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { runsForAgent } from './agent';
import { badInput } from './values/badInput';
import { dataObject } from './values/json';

/** How much of each record an AI agent gets: every token of it costs the agent's attention. */
const outputField: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{ name: 'Raw', value: 'raw', description: 'All that the service sends, which may be long' },
		{ name: 'Selected Fields', value: 'selectedFields', description: 'The fields that you name, and the ID' },
		{ name: 'Simplified', value: 'simplified', description: 'At most ten fields, most used first' },
	],
	default: 'simplified',
	description: 'How much of each record the AI agent gets',
	displayOptions: { show: { '@tool': [true] } },
};

const selectedFieldsField: INodeProperties = {
	displayName: 'Fields to Return',
	name: 'selectedFields',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. name, molecule.smiles',
	description:
		'Comma-separated names of fields as Output Raw shows them; a dot leads to a field within a field. The ID is always returned.',
	displayOptions: { show: { '@tool': [true], output: ['selectedFields'] } },
};

/** These choose how much a person sees; Output takes their place for agents. */
const detailChoices = new Set(['rawData', 'simplify']);

/** For agents these stay at their default: never everything, and keys that are the same in every language. */
const fixedForAgents = new Set(['columnNames', 'returnAll']);

const shownFor = (field: INodeProperties, agents: boolean): INodeProperties => ({
	...field,
	displayOptions: { ...field.displayOptions, show: { ...field.displayOptions?.show, '@tool': [agents] } },
});

/** The fields of one operation as people and as AI agents see them. */
export function forPeopleAndAgents(fields: readonly INodeProperties[]): INodeProperties[] {
	const chooses = fields.some(({ name }) => detailChoices.has(name));
	const shown = fields.flatMap((field) => {
		if (detailChoices.has(field.name)) return [shownFor(field, false)];
		// n8n drops the value of a field that is not shown, and other fields depend on it: so it is there, out of sight.
		if (fixedForAgents.has(field.name))
			return [shownFor(field, false), { ...shownFor(field, true), type: 'hidden' as const }];
		return [field];
	});
	return chooses ? [...shown, outputField, selectedFieldsField] : shown;
}

type Detail = 'raw' | 'selectedFields' | 'simplified';

function detailOf(functions: IExecuteFunctions, itemIndex: number): Detail {
	const chosen = functions.getNodeParameter('output', itemIndex, 'simplified');
	return chosen === 'raw' || chosen === 'selectedFields' ? chosen : 'simplified';
}

/** Whether records are to be simplified, by the field Simplify or, for an AI agent, Output. */
export function wantsSimplified(functions: IExecuteFunctions, itemIndex: number): boolean {
	if (runsForAgent(functions)) return detailOf(functions, itemIndex) === 'simplified';
	return functions.getNodeParameter('simplify', itemIndex) === true;
}

/** Whether records are to be as the service sends them, by the field Raw Data or, for an AI agent, Output. */
export function wantsRaw(functions: IExecuteFunctions, itemIndex: number): boolean {
	if (runsForAgent(functions)) return detailOf(functions, itemIndex) === 'raw';
	return functions.getNodeParameter('rawData', itemIndex) === true;
}

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

/** Long texts and lists are cut, and say so. */
function cut(value: unknown): unknown {
	if (typeof value === 'string' && value.length > longestText)
		return `${value.slice(0, longestText)}… (${value.length} characters)`;
	if (!Array.isArray(value) || value.length <= longestList) return value;
	return [...value.slice(0, longestList), `… and ${value.length - longestList} more`];
}

const shortened = (record: IDataObject): IDataObject =>
	dataObject(Object.fromEntries(Object.entries(record).map(([key, value]) => [key, isKept(key) ? value : cut(value)])));

function readSelection(functions: IExecuteFunctions, itemIndex: number): string[] {
	const given = functions.getNodeParameter('selectedFields', itemIndex, '');
	const parts: unknown[] = Array.isArray(given) ? given : String(given ?? '').split(',');
	const names = parts.map((part) => String(part ?? '').trim()).filter((name) => name !== '');
	if (names.length > 0) return names;
	throw badInput('Fields to Return', 'is empty', 'Name at least one field, such as name.');
}

/** What an operation gives out of each record. */
export type Shape = (record: IDataObject) => IDataObject;

/**
 * How records look for one item: as they are for people, by the field Output for an AI agent. Read before a write, so
 * that a field that cannot be read does not make a finished change look failed.
 * @param short see `Operation`
 * @throws Fault `badInput`
 */
export function readShape(
	functions: IExecuteFunctions,
	itemIndex: number,
	short: readonly string[] | undefined,
): Shape {
	if (!runsForAgent(functions)) return (record) => record;
	const detail = detailOf(functions, itemIndex);
	if (detail === 'raw') return (record) => record;
	if (detail === 'simplified') return (record) => shortened(short ? withShort(record, short) : record);
	const names = readSelection(functions, itemIndex);
	const [id] = short ?? [];
	return (record) => picked(record, id === undefined ? names : [id, ...names]);
}

/** A record that has none of the short form's fields is of another kind, and stays. */
function withShort(record: IDataObject, short: readonly string[]): IDataObject {
	return short.some((key) => key in record) ? picked(record, short, mostFields) : record;
}

const mostRecords = 100;
const mostCharacters = 60_000;

/**
 * What fits into one answer to an AI agent: never a whole inventory.
 * @returns how many of the records, from the first on; at least one
 */
export function fittingAnswer(records: readonly IDataObject[]): number {
	let characters = 0;
	for (const [at, record] of records.slice(0, mostRecords).entries()) {
		characters += JSON.stringify(record).length;
		if (at > 0 && characters > mostCharacters) return at;
	}
	return Math.min(records.length, mostRecords);
}
