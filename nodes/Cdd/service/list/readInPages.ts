import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../shared/fault';
import { throwIfCanceled } from '../../../shared/http/pause';
import { sideBySide } from '../../../shared/queue';
import { maxPageSize } from '../../contract/scalars';
import type { CddApi } from '../api';
import { joinPages, readUntilCertain, sameIds } from './joinPages';
import type { Joined, Reading } from './joinPages';
import { readPage } from './listResource';
import type { ListResource, Page } from './listResource';

/** What of a list is read, and how. */
interface Asked<R extends { id: number }> {
	readonly api: CddApi;
	readonly resource: ListResource<R>;
	readonly filters: IDataObject;
	/** The first records of the list; undefined for all of them. */
	readonly limit?: number;
	readonly signal?: AbortSignal;
}

/** A reading of a list that names its count with every page. */
interface CountedReading<R> extends Reading<R> {
	/** The different counts that the pages named, in order. */
	readonly counts: readonly number[];
}

/** @throws Fault */
export async function readFirstPage<R extends { id: number }>({
	api,
	resource,
	filters,
	limit = maxPageSize,
}: Asked<R>): Promise<Page<R>> {
	return await readPage(api, resource, { ...filters, page_size: Math.min(limit, maxPageSize) });
}

/**
 * Reads a list page by page, see `readUntilCertain`. A list of one page is read with one request.
 * @param first its first page
 * @throws Fault
 */
export async function readInPages<R extends { id: number }>(
	asked: Asked<R>,
	first: Page<R>,
): Promise<CountedReading<R>> {
	let counts: number[] = [];
	let begun: Page<R> | undefined = first;
	const reading = await readUntilCertain(async () => {
		const pages = await readOtherPages(asked, begun ?? (await readFirstPage(asked)));
		begun = undefined;
		counts = [...new Set(pages.map(({ count }) => count))];
		return await joinCounted(pages, asked.limit);
	}, confirmation(asked));
	return { ...reading, records: reading.records.slice(0, asked.limit), counts };
}

/** Each page begins with the last record of the one before it. */
async function readOtherPages<R extends { id: number }>(
	{ api, resource, filters, limit = Number.POSITIVE_INFINITY, signal }: Asked<R>,
	first: Page<R>,
): Promise<Array<Page<R>>> {
	const wanted = Math.min(limit, first.count);
	// The first page says how long pages really are, should a server cut them shorter than asked.
	const length = first.records.length;
	const offsets: number[] = [];
	for (let last = length; length > 1 && last < wanted; last += length - 1) offsets.push(last - 1);
	const others = await sideBySide(offsets, api.service.pace.most, async (offset) => {
		throwIfCanceled(signal);
		const size = Math.min(limit - offset, maxPageSize);
		return await readPage(api, resource, { ...filters, offset, page_size: size });
	});
	return [first, ...others];
}

/** All pages name the same count, and together they hold as many different records. */
async function joinCounted<R extends { id: number }>(
	pages: ReadonlyArray<Page<R>>,
	limit = Number.POSITIVE_INFINITY,
): Promise<Joined<R>> {
	const joined = await joinPages(pages.map(({ records }) => records));
	const found = joined.records.length;
	const isCounted = pages.every(
		({ count }) => count === pages[0]?.count && found <= count && found >= Math.min(limit, count),
	);
	return { ...joined, fits: joined.fits && isCounted };
}

/** Compares a whole list with its IDs, where CDD Vault gives them alone: one small request. */
function confirmation<R extends { id: number }>({ api, resource, filters, limit }: Asked<R>) {
	const { idsAlone } = resource;
	if (!idsAlone || limit !== undefined) return undefined;
	const { list, without } = idsAlone;
	const kept = Object.fromEntries(Object.entries(filters).filter(([name]) => !without.includes(name)));
	return async (records: readonly R[]) => {
		const there = await readPage(api, list, { ...kept, only_ids: true });
		return there.count === records.length && sameIds(records, there.records);
	};
}

/** @param advice what to do, as a sentence */
export function changing<R extends { id: number }>(
	{ plural }: ListResource<R>,
	{ counts, records, passes }: CountedReading<R>,
	advice: string,
): Fault {
	return new Fault('incomplete', 'The list changed while it was read, so it is not complete', {
		description: `CDD Vault counted ${counts.join(', then ')} ${plural}; ${records.length} different ones were read in ${passes} tries, but the pages did not match. ${advice}`,
	});
}
