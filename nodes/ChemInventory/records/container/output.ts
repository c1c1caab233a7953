import type { IDataObject } from 'n8n-workflow';

import { inPieces } from '../../../shared/breather';
import { oncePerValue } from '../../../shared/oncePerValue';
import { TitledRecords } from '../../../shared/operation';
import { dataObject } from '../../../shared/values/json';
import type { Table } from '../../contract/scalars';
import type { ChemInventoryApi } from '../../service/api';
import { ownFieldsOf } from '../customField/shown';
import { showFile } from '../file';
import { inventoryNames, withoutInventory } from '../inventory';
import { asSentRecords, mendValue, titlesOf } from '../output';
import type { TableForm } from '../output';
import { ghsIn, hazardsIn, ofHazards, signalWordIn } from '../substance/hazards';
import { containerWords, inWords, wordFor } from '../vocabulary';
import type { OwnFields } from '../vocabulary';

/** What an AI agent gets of a container. */
export const shortContainer = [
	'id',
	'name',
	'barcode',
	'cas',
	'size',
	'unit',
	'location',
	'hazards',
	'supplier',
	'dateAcquired',
	'substanceId',
];

type Sent = IDataObject;

/** Rows of exports have the inventory in front of the path, as nothing else does. */
function pathIn(
	{ location, locationtext, locationString, inventoryname }: Sent,
	inventories: readonly string[],
): unknown {
	const path = locationtext ?? locationString;
	if (path !== undefined || typeof location === 'number') return path;
	if (typeof location !== 'string') return location;
	return withoutInventory(location, typeof inventoryname === 'string' ? [inventoryname] : inventories);
}

function filesIn({ files }: Sent): unknown {
	if (!Array.isArray(files)) return files;
	return files.length === 0 ? null : files.map((file: unknown) => showFile(Object(file)));
}

/** What has to be known to show containers. */
interface Shape {
	own: OwnFields;
	inventories: readonly string[];
}

/** The same text stands in many rows. */
function remembering<Value>(read: (text: string) => Value): (text: string) => Value {
	const known = new Map<string, { value: Value }>();
	return (text) => {
		const { value } = known.get(text) ?? { value: read(text) };
		known.set(text, { value });
		return value;
	};
}

const copied = (list: readonly string[] | null): string[] | null => list && [...list];

const isRow = ({ hcodes, ghs }: Sent): boolean => typeof hcodes === 'string' && !ghs;

type Show = (sent: Sent) => IDataObject;

/** Shows a container as the service has it, wherever it does, in the words of items. */
function inOneShape({ own, inventories }: Shape): Show {
	const inText = remembering((hcodes: string) => hazardsIn({ hcodes }) ?? null);
	const wordIn = remembering((hcodes: string) => signalWordIn({ hcodes }));
	return inWords(containerWords, {
		own,
		// In tables the service writes the word None where there is no comment.
		mend: (key, value) => (key === 'comments' && value === 'None' ? null : mendValue(key, value)),
		derived: {
			location: (sent) => pathIn(sent, inventories),
			locationId: ({ location, locationid }) =>
				mendValue('locationid', typeof location === 'number' ? location : locationid),
			...ofHazards,
			hazards: (sent) => (isRow(sent) ? copied(inText(String(sent.hcodes))) : hazardsIn(sent)),
			signalWord: (sent) => (isRow(sent) ? wordIn(String(sent.hcodes)) : signalWordIn(sent)),
			ghs: ghsIn,
			files: filesIn,
		},
	});
}

const hasPathAlone = ({ location, locationtext, locationString, inventoryname }: Sent) =>
	typeof location === 'string' &&
	locationtext === undefined &&
	locationString === undefined &&
	typeof inventoryname !== 'string';

/** Thousands of items show one container each. */
const showOf = oncePerValue(async (_api: ChemInventoryApi, _shape: string, shape: Shape): Promise<Show> =>
	inOneShape(shape),
);

/** @throws Fault where it is not known what has to be known to show them */
async function showing(api: ChemInventoryApi, sent: readonly Sent[]): Promise<Show> {
	const [own, inventories] = await Promise.all([
		ownFieldsOf(api, sent),
		sent.some(hasPathAlone) ? inventoryNames(api) : [],
	]);
	// An inventory has one set of own fields.
	return await showOf(api, JSON.stringify([own.size > 0, inventories]), { own, inventories });
}

/** Containers as items show them, the same whatever the service was asked for; raw ones as it sent them. @throws Fault */
export async function containerRecords(
	api: ChemInventoryApi,
	records: readonly object[],
	raw: unknown,
): Promise<IDataObject[]> {
	if (raw === true) return await asSentRecords(records);
	const sent = records.map(dataObject);
	return await inPieces(sent, await showing(api, sent));
}

const unlessTaken = (title: string, titles: ReadonlyMap<string, string>): string | undefined =>
	[...titles.values()].includes(title) ? undefined : title;

/** One item for each row of a table of containers. @throws Fault */
export async function containerTable(
	api: ChemInventoryApi,
	table: Table,
	{ raw, columnNames }: TableForm,
): Promise<TitledRecords> {
	const records = await containerRecords(api, table.rows, raw);
	if (columnNames !== 'titles') return new TitledRecords(records, new Map());
	const titles = titlesOf(table);
	if (raw === true) return new TitledRecords(records, titles);
	const own = await ownFieldsOf(api, table.rows);
	const words = new Map([...titles].map(([key, title]) => [wordFor(key, containerWords, own), title] as const));
	return new TitledRecords(
		records,
		new Map([...words, ['signalWord', unlessTaken('Signal Word', words) ?? 'signalWord']]),
	);
}

const ofPlace = [
	...['id', 'name', 'containername', 'barcode', 'location', 'locationid', 'locationtext', 'locationString'],
	'inventoryname',
];
const shownOfPlace = ['id', 'name', 'barcode', 'location', 'locationId'];

/** What is worth knowing of containers that are about to go elsewhere. @throws Fault */
export async function containerPlaces(api: ChemInventoryApi, records: readonly object[]): Promise<IDataObject[]> {
	const picked = (record: object, keys: readonly string[]) =>
		Object.fromEntries(Object.entries(record).filter(([key]) => keys.includes(key)));
	const plain = records.map((record) => picked(record, ofPlace));
	return (await containerRecords(api, plain, false)).map((record) => dataObject(picked(record, shownOfPlace)));
}

/** What keys of the service are called in the items of containers. @throws Fault */
export async function containerWordsFor(
	api: ChemInventoryApi,
	keys: readonly string[],
): Promise<(key: string) => string> {
	const own = await ownFieldsOf(api, [Object.fromEntries(keys.map((key) => [key, null]))]);
	return (key) => (key === 'containersize' ? 'size' : wordFor(key, containerWords, own));
}

/** What containers are known by stands in front; then what somebody asked about, then the rest. */
export function withNews(container: IDataObject, news: IDataObject): IDataObject {
	const names = ['id', 'name', 'barcode'].flatMap((key) => (key in container ? [[key, container[key]] as const] : []));
	return { ...Object.fromEntries(names), ...news, ...container, ...news };
}
