import type { IDataObject } from 'n8n-workflow';

import { breather, inPieces } from '../../shared/breather';
import { choice, rawData } from '../../shared/form';
import { dataObject } from '../../shared/values/json';
import { asReceived } from '../../shared/values/received';
import type { CustomField } from '../contract/customField';
import type { Table } from '../contract/scalars';
import type { ChemInventoryApi } from '../service/api';
import { allCustomFields } from './customField/definitions';
import type { CustomFields } from './customField/definitions';

/** Present on every operation that gives out records. */
export const raw = rawData({
	displayName: 'Raw Data',
	name: 'rawData',
	type: 'boolean',
	default: false,
	description:
		'Whether to return the data as ChemInventory sends it: custom fields under their keys, flags and numbers in whatever form they come',
});

export const columnNames = choice({
	displayName: 'Column Names',
	name: 'columnNames',
	type: 'options',
	options: [
		{ name: 'Keys', value: 'keys', description: 'The same in every language and layout, such as molecularweight' },
		{ name: 'Titles', value: 'titles', description: 'As people see them in ChemInventory, such as Molecular Weight' },
	],
	default: 'keys',
	description: 'What the fields of each row are called',
});

/**
 * What an AI agent gets of a container, whatever list it comes from: full ones have `containername` and `locationString`,
 * summaries `name` and `locationtext`, export rows the path in `location`.
 */
export const shortContainer = [
	'id',
	'name',
	'containername',
	'barcode',
	'size',
	'unit',
	'cas',
	'locationtext',
	'locationString',
	'supplier',
	'dateacquired',
	'substance',
	'substanceid',
	'location',
];

const flags = new Set([
	'needsretrieval',
	'inrecycling',
	'disposed',
	'hidden',
	'customsubstance',
	'siteadmin',
	'enterpriseadmin',
	'searchable',
	'showfororders',
	'admineditonly',
	'sso',
]);
const numbers = new Set(['size', 'containersize', 'molecularweight', 'exactmass', 'unitid', 'substanceid']);

const isNumeric = (text: string) => /^-?\d+(\.\d+)?$/.test(text.trim());

/** Flags come as 0, "0" or false, numbers as text; real sizes such as "2 x 5 g" are no numbers and stay. */
function mendValue(key: string, value: unknown): unknown {
	if (flags.has(key) && value !== null) return value === true || Number(value) === 1;
	if (numbers.has(key) && typeof value === 'string' && isNumeric(value)) return Number(value);
	if (key === 'dateordered' && Number(value) === 0) return null;
	return value;
}

/** Tags are one text with bars at both ends. */
const tagsOf = (text: string) => text.split('|').filter((tag) => tag !== '');

function mendCustom(field: CustomField, value: unknown): unknown {
	if (typeof value !== 'string') return value;
	if (field.type === 'tags') return tagsOf(value);
	if (field.type === 'number' && isNumeric(value)) return Number(value);
	return value;
}

/** Custom fields by their keys in records, such as `cf-363`. */
function byKey({ container, substance }: CustomFields): ReadonlyMap<string, CustomField> {
	const keyed = (prefix: string, fields: readonly CustomField[]) =>
		fields.map((field): [string, CustomField] => [`${prefix}-${field.id}`, field]);
	return new Map([...keyed('cf', container), ...keyed('sf', substance)]);
}

/** Puts right what is odd, and adds custom fields under the names that users gave them, `cf-363` beside. */
function mendRecord(record: object, fields: ReadonlyMap<string, CustomField>): IDataObject {
	const mended: Record<string, unknown> = {};
	for (const [key, value] of Object.entries(record)) {
		const field = fields.get(key);
		mended[key] = field ? value : mendValue(key, value);
		// A field that is called like a documented key may not take its place.
		if (field && !(field.name in record)) mended[field.name] = mendCustom(field, value);
	}
	return dataObject(mended);
}

/** For all items of a run together: thousands of them may show a record each at one moment. */
const inTurns = breather();

/** Records as items show them; raw ones as the service sent them. @throws Fault when the definitions of custom fields cannot be read */
export async function toRecords(
	api: ChemInventoryApi,
	records: readonly object[],
	raw: unknown,
): Promise<IDataObject[]> {
	if (raw === true) return await inPieces(records, (record) => dataObject(asReceived(record)));
	const hasCustom = records.some((record) => Object.keys(record).some((key) => /^(cf|sf)-\d+$/.test(key)));
	const fields = byKey(hasCustom ? await allCustomFields(api) : { container: [], substance: [] });
	const mended: IDataObject[] = [];
	for (const record of records) mended.push(await inTurns(() => mendRecord(record, fields)));
	return mended;
}

/** A title that two columns share would lose one of them, so the second keeps its key. */
function titlesOf({ columns }: Table): Map<string, string> {
	const taken = new Set<string>();
	const titles = new Map<string, string>();
	for (const { key, header } of columns) {
		const title = header?.trim() ? header.trim() : key;
		titles.set(key, taken.has(title) ? key : title);
		taken.add(title);
	}
	return titles;
}

type Row = Table['rows'][number];

/** In tables the service writes the word None where there is no comment. */
export const withoutWordForNone = (row: Row): Row => (row.comments === 'None' ? { ...row, comments: null } : row);

/** Rows of a table as items show them; raw ones as the service sent them. @throws Fault */
export const rowRecords = async (api: ChemInventoryApi, rows: readonly Row[], raw: unknown): Promise<IDataObject[]> =>
	await toRecords(api, raw === true ? rows : rows.map(withoutWordForNone), raw);

/** One item for each row of a table. @throws Fault */
export async function tableRecords(
	api: ChemInventoryApi,
	table: Table,
	{ raw, columnNames }: { raw: unknown; columnNames: unknown },
): Promise<IDataObject[]> {
	const records = await rowRecords(api, table.rows, raw);
	if (columnNames !== 'titles') return records;
	const titles = titlesOf(table);
	return await inPieces(records, (record) =>
		Object.fromEntries(Object.entries(record).map(([key, value]) => [titles.get(key) ?? key, value])),
	);
}
