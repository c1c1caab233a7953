import type { IDataObject } from 'n8n-workflow';

import { inPieces } from '../../shared/breather';
import { choice, onlyRaw, outputOf } from '../../shared/form';
import type { OutputField } from '../../shared/form';
import { TitledRecords } from '../../shared/operation';
import { dataObject } from '../../shared/values/json';
import { asReceived } from '../../shared/values/received';
import type { Table } from '../contract/scalars';
import { inWords } from './vocabulary';
import type { OwnFields, Vocabulary } from './vocabulary';

/** What records are of: it decides which fields can be selected, see `recordFields`. */
export type RecordKind =
	| 'auditEntries'
	| 'barcodeChecks'
	| 'barcodes'
	| 'containerEvents'
	| 'containers'
	| 'customFields'
	| 'details'
	| 'fileCategories'
	| 'files'
	| 'historyEntries'
	| 'linkedSubstances'
	| 'locations'
	| 'orders'
	| 'searchFields'
	| 'substances'
	| 'users'
	| 'watchlistChecks'
	| 'watchlists';

/** What fills the list of their fields, such as `getContainersFields`. */
export const fieldListOf = (kind: RecordKind) => `get${kind.charAt(0).toUpperCase()}${kind.slice(1)}Fields`;

/** On every operation that gives out records: whether they are to be as ChemInventory sends them. */
export const output = (kind: RecordKind): OutputField<boolean> => onlyRaw(outputOf(kind, fieldListOf(kind)));

export const columnNames = choice({
	displayName: 'Column Names',
	name: 'columnNames',
	type: 'options',
	options: [
		{ name: 'Keys', value: 'keys', description: 'The same in every language and layout, such as molecularWeight' },
		{ name: 'Titles', value: 'titles', description: 'As people see them in ChemInventory, such as Molecular Weight' },
	],
	default: 'keys',
	description: 'What the fields of each row are called',
});

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
const numbers = new Set([
	'id',
	'size',
	'containersize',
	'molecularweight',
	'exactmass',
	'unitid',
	'substanceid',
	'locationid',
]);

/** Empty texts that say as much as null; where a form takes an empty text for nothing given, it stays one. */
const emptyIsNull = new Set([
	'comments',
	'dateacquired',
	'exactmass',
	'isomericsmiles',
	'iupacname',
	'molecularformula',
	'molecularweight',
	'smiles',
]);

const isNumeric = (text: string) => /^-?\d+(\.\d+)?$/.test(text.trim());

/** Flags come as 0, "0" or false, numbers as text; real sizes such as "2 x 5 g" are no numbers and stay. */
export function mendValue(key: string, value: unknown): unknown {
	if (value === '' && emptyIsNull.has(key)) return null;
	if (flags.has(key) && value !== null) return value === true || Number(value) === 1;
	if (numbers.has(key) && typeof value === 'string' && isNumeric(value)) return Number(value);
	if (key === 'dateordered' && Number(value) === 0) return null;
	return value;
}

/** A list without entries is nothing. */
export const orNull = (value: unknown): unknown => (Array.isArray(value) && value.length === 0 ? null : value);

const noFields: OwnFields = new Map();

/** Shows records that hold none of the lab's own fields. A list without entries is null. */
export const shownIn = (words: Vocabulary): ((record: object) => IDataObject) => {
	const show = inWords(words, {
		own: noFields,
		mend(key, value) {
			return orNull(mendValue(key, value));
		},
	});
	return (record) => show(dataObject(record));
};

/** As the service sent them. */
export const asSentRecords = async (records: readonly object[]): Promise<IDataObject[]> =>
	await inPieces(records, (record) => dataObject(asReceived(record)));

/** Records as items show them, by a function of `shownIn`; raw ones as the service sent them. */
export const toRecords = async (
	show: (record: object) => IDataObject,
	records: readonly object[],
	raw: unknown,
): Promise<IDataObject[]> => (raw === true ? await asSentRecords(records) : await inPieces(records, show));

/** What a table is shown by. */
export interface TableForm {
	raw: unknown;
	columnNames: unknown;
}

/** A title that two columns share would lose one of them, so the second keeps its key. */
export function titlesOf({ columns }: Table): Map<string, string> {
	const taken = new Set<string>();
	const titles = new Map<string, string>();
	for (const { key, header } of columns) {
		const title = header?.trim() ? header.trim() : key;
		titles.set(key, taken.has(title) ? key : title);
		taken.add(title);
	}
	return titles;
}

/** One item for each row of a table. @throws Fault */
export async function tableRecords(
	show: (record: object) => IDataObject,
	table: Table,
	{ raw, columnNames }: TableForm,
): Promise<TitledRecords> {
	const records = await toRecords(show, table.rows, raw);
	return new TitledRecords(records, columnNames === 'titles' ? titlesOf(table) : new Map());
}
