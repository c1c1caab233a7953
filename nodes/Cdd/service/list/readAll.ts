import type { IDataObject } from 'n8n-workflow';
import pLimit from 'p-limit';

import { Fault } from '../../../shared/fault';
import { throwIfCanceled } from '../../../shared/http/pause';
import { maxPageSize } from '../../contract/scalars';
import type { CddApi } from '../api';
import { awaitExport } from '../exportJob/job';
import type { ExportPatience } from '../exportJob/job';
import { readExport } from '../exportJob/read';
import { readPage, startExport } from './listResource';
import type { ListResource, Page } from './listResource';

export type Retrieval = 'asyncExport' | 'automatic' | 'pages';

/** A few pages are faster than a queued job; beyond them the vendor recommends the export. */
const mostPagesBeforeExport = 5;
const pagesAtOnce = 4;
/** A vault that changes while it is read gives pages that do not fit together; then they are read again. */
const mostPasses = 3;

/**
 * Reads every record that matches, or fails: distinct ids are compared with the server's own count.
 * @throws Fault `incomplete` if no consistent reading was possible
 */
export async function readAll<R extends { id: number }>(
	api: CddApi,
	resource: ListResource<R>,
	filters: IDataObject,
	retrieval: Retrieval,
	patience: ExportPatience,
): Promise<R[]> {
	if (retrieval === 'asyncExport') return await readByExport(api, resource, filters, patience);
	let reading: Reading<R> | undefined;
	for (let pass = 0; pass < mostPasses; pass++) {
		const first = await readPage(api, resource, { ...filters, page_size: maxPageSize });
		if (retrieval === 'automatic' && first.count > mostPagesBeforeExport * maxPageSize) {
			return await readByExport(api, resource, filters, patience);
		}
		reading = await readOtherPages(api, resource, filters, first, patience.signal);
		if (reading.complete) return reading.records;
	}
	if (retrieval === 'automatic') return await readByExport(api, resource, filters, patience);
	throw new Fault('incomplete', 'The list changed while it was read, so it is not complete', {
		description: `CDD Vault counted ${reading?.counts.join(', then ')} ${resource.plural}; ${reading?.records.length} different ones were read in ${mostPasses} tries. Choose 'Async Export' as 'Retrieval', or run this step when nobody works in the vault.`,
	});
}

interface Reading<R> {
	records: R[];
	/** The different counts that the pages named, in order. */
	counts: number[];
	/** All pages named the same count, and as many different ids were read. */
	complete: boolean;
}

async function readOtherPages<R extends { id: number }>(
	api: CddApi,
	resource: ListResource<R>,
	filters: IDataObject,
	first: Page<R>,
	signal?: AbortSignal,
): Promise<Reading<R>> {
	const offsets: number[] = [];
	// The first page says how long pages really are, should a server cut them shorter than asked.
	const step = first.records.length;
	for (let offset = step; step > 0 && offset < first.count; offset += step) offsets.push(offset);
	const limit = pLimit(pagesAtOnce);
	const others = await Promise.all(
		offsets.map((offset) =>
			limit(async () => {
				throwIfCanceled(signal);
				return await readPage(api, resource, { ...filters, offset, page_size: maxPageSize });
			}),
		),
	);
	const pages = [first, ...others];
	const byId = new Map<number, R>();
	for (const page of pages) for (const record of page.records) if (!byId.has(record.id)) byId.set(record.id, record);
	const counts = [...new Set(pages.map(({ count }) => count))];
	return { records: [...byId.values()], counts, complete: counts.length === 1 && byId.size === first.count };
}

async function readByExport<R extends { id: number }>(
	api: CddApi,
	resource: ListResource<R>,
	filters: IDataObject,
	patience: ExportPatience,
): Promise<R[]> {
	const id = await startExport(api, resource, filters);
	await awaitExport(api, id, patience);
	const { objects, complete, count, distinctIds } = await readExport(api, id, {
		isOwn: resource.isOwn,
		patience,
	});
	if (!complete) {
		throw new Fault('incomplete', 'The export does not hold every record', {
			description: `CDD Vault counted ${count ?? 'nothing'}, and the export holds ${distinctIds} different ${resource.plural}. Run this step again.`,
			facts: { exportId: id },
		});
	}
	return objects.map((object) => {
		const record = resource.record.safeParse(object);
		if (record.success) return record.data;
		throw new Fault('malformedAnswer', 'The export holds a record that is not in the documentation', {
			description: `It is one of the ${resource.plural} of export ${id}. Run this step again.`,
		});
	});
}

/**
 * Reads the first records that match, page by page.
 * @throws Fault `incomplete` if no consistent reading was possible
 */
export async function readUpTo<R extends { id: number }>(
	api: CddApi,
	resource: ListResource<R>,
	filters: IDataObject,
	limit: number,
	signal?: AbortSignal,
): Promise<R[]> {
	let reading: Reading<R> | undefined;
	for (let pass = 0; pass < mostPasses; pass++) {
		reading = await readFirst(api, resource, filters, limit, signal);
		if (reading.complete) return reading.records;
	}
	throw new Fault('incomplete', 'The list changed while it was read, so it is not complete', {
		description: `CDD Vault counted ${reading?.counts.join(', then ')} ${resource.plural}; ${reading?.records.length} different ones were read in ${mostPasses} tries. Run this step again, or switch on 'Return All'.`,
	});
}

async function readFirst<R extends { id: number }>(
	api: CddApi,
	resource: ListResource<R>,
	filters: IDataObject,
	limit: number,
	signal?: AbortSignal,
): Promise<Reading<R>> {
	const byId = new Map<number, R>();
	const counts = new Set<number>();
	let wanted = limit;
	for (let offset = 0; byId.size < wanted;) {
		throwIfCanceled(signal);
		const page = await readPage(api, resource, {
			...filters,
			...(offset > 0 ? { offset } : {}),
			page_size: Math.min(limit - byId.size, maxPageSize),
		});
		const before = byId.size;
		for (const record of page.records) byId.set(record.id, byId.get(record.id) ?? record);
		counts.add(page.count);
		wanted = Math.min(limit, page.count);
		offset += page.records.length;
		// A page that repeats brings nothing new, and would be asked for without end.
		if (offset >= page.count || byId.size === before) break;
	}
	return {
		records: [...byId.values()].slice(0, limit),
		counts: [...counts],
		complete: counts.size === 1 && byId.size >= wanted,
	};
}
