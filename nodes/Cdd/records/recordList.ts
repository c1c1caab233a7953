import type { IDataObject, INodeListSearchResult } from 'n8n-workflow';

import { fitsSearch, orSay } from '../../shared/dropdown';
import { Fault } from '../../shared/fault';
import { maxPageSize } from '../contract/scalars';
import type { CddApi } from '../service/api';
import { readPage } from '../service/list/listResource';
import type { ListResource } from '../service/list/listResource';

/** What the editor gets at a time; it asks for more while the user scrolls. */
interface ListedRecords<R> {
	records: R[];
	/** Where the next records begin; absent at the end of the list. */
	paginationToken?: string;
}

const recordsAtOnce = 100;
/** One search walks so many pages, so that its time does not grow with the vault. */
const pagesPerSearch = 10;
const pagesAtOnce = 4;

const mostRecordsPerSearch = pagesPerSearch * maxPageSize;

const goingOnAt = (position: number, count: number) => (position < count ? { paginationToken: String(position) } : {});

const offsetIn = (paginationToken: string | undefined) => Number(paginationToken ?? 0) || 0;

/** One page of all records, in the order of the service. @throws Fault */
async function listRecords<R extends { id: number }>(
	api: CddApi,
	resource: ListResource<R>,
	parameters: IDataObject,
	paginationToken: string | undefined,
): Promise<ListedRecords<R>> {
	const offset = offsetIn(paginationToken);
	const { count, records } = await readPage(api, resource, { ...parameters, offset, page_size: recordsAtOnce });
	return { records, ...(records.length > 0 ? goingOnAt(offset + records.length, count) : {}) };
}

/**
 * Looks through the last 10,000 records of a kind that the service cannot search by a part of the name. The order of
 * lists is not documented; where it goes by ID these are the newest.
 * @returns up to 100 that fit, and whether every record of the vault was within reach
 * @throws Fault
 */
async function walkRecords<R extends { id: number }>(
	api: CddApi,
	resource: ListResource<R>,
	parameters: IDataObject,
	fits: (record: R) => boolean,
	paginationToken: string | undefined,
): Promise<ListedRecords<R> & { isWhole: boolean }> {
	const { count } = await readPage(api, resource, { ...parameters, page_size: 1 });
	const first = Math.max(0, count - mostRecordsPerSearch);
	const offsets: number[] = [];
	for (let offset = Math.max(first, offsetIn(paginationToken)); offset < count; offset += maxPageSize)
		offsets.push(offset);

	const found: Array<{ record: R; position: number }> = [];
	for (let from = 0; from < offsets.length && found.length < recordsAtOnce; from += pagesAtOnce) {
		const pages = await Promise.all(
			offsets.slice(from, from + pagesAtOnce).map(async (offset) => {
				const { records } = await readPage(api, resource, { ...parameters, offset, page_size: maxPageSize });
				return { offset, records };
			}),
		);
		for (const { offset, records } of pages) {
			for (const [index, record] of records.entries())
				if (fits(record)) found.push({ record, position: offset + index });
		}
	}
	const shown = found.slice(0, recordsAtOnce);
	const last = shown.at(-1);
	return {
		records: shown.map(({ record }) => record),
		...(shown.length === recordsAtOnce && last ? goingOnAt(last.position + 1, count) : {}),
		isWhole: first === 0,
	};
}

/** How one kind of record is listed and looked for. */
export interface SearchedRecords<R extends { id: number }> {
	readonly resource: ListResource<R>;
	/** Parameters of every request for the list. */
	readonly parameters: IDataObject;
	/** What the list shows of a record; a search finds parts of it. */
	readonly nameOf: (record: R) => string;
	/** What the service itself finds: asked first. */
	readonly find: (api: CddApi, wanted: string) => Promise<INodeListSearchResult['results']>;
	/** What to type where the vault is too large to be looked through. */
	readonly fix: string;
	/** What to do where the vault has none. */
	readonly whenEmpty: string;
}

/** A page of the list, or what fits the text that the user typed. @throws Fault */
export async function searchRecords<R extends { id: number }>(
	api: CddApi,
	{ resource, parameters, nameOf, find, fix, whenEmpty }: SearchedRecords<R>,
	filter: string | undefined,
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	const toItem = (record: R) => ({ name: nameOf(record), value: record.id });
	const wanted = filter?.trim() ?? '';
	if (wanted === '') {
		const { records, ...next } = await listRecords(api, resource, parameters, paginationToken);
		const results = paginationToken === undefined ? orSay(records, whenEmpty) : records;
		return { results: results.map(toItem), ...next };
	}
	const found = paginationToken === undefined ? await find(api, wanted) : [];
	if (found.length > 0) return { results: found };
	const fits = (record: R) => fitsSearch(nameOf(record), wanted);
	const { records, isWhole, ...next } = await walkRecords(api, resource, parameters, fits, paginationToken);
	if (records.length > 0 || isWhole || paginationToken !== undefined) return { results: records.map(toItem), ...next };
	// An empty list would say that there is no such record, and the editor would not ask for more.
	throw new Fault('incomplete', 'Nothing was found, and the vault is too large to look through all of it', {
		description: `The ${mostRecordsPerSearch} ${resource.plural} at the end of the vault's list were looked through. ${fix}`,
	});
}
