import type { IDataObject } from 'n8n-workflow';

import { inPieces } from '../../../shared/breather';
import { Fault } from '../../../shared/fault';
import { maxPageSize } from '../../contract/scalars';
import type { CddApi } from '../api';
import { awaitExport } from '../exportJob/job';
import type { ExportPatience } from '../exportJob/job';
import { readExport } from '../exportJob/read';
import { startExport } from './listResource';
import type { ListResource } from './listResource';
import { changing, readFirstPage, readInPages } from './readInPages';

export type Retrieval = 'asyncExport' | 'automatic' | 'pages';

/** A few pages are faster than a queued job; beyond them the vendor recommends the export. */
const mostRecordsInPages = 5 * maxPageSize;

/**
 * Reads every record that matches, or fails: in pages until it is certain that none is missing (`readUntilCertain`), or by
 * an export, which is the list as it was at one moment.
 * @throws Fault `incomplete` if no such reading was possible
 */
export const readAll = async <R extends { id: number }>(
	api: CddApi,
	resource: ListResource<R>,
	filters: IDataObject,
	retrieval: Retrieval,
	patience: ExportPatience,
): Promise<R[]> => await readKept(api, resource, filters, retrieval, patience, (record) => record);

/**
 * The same where only a part of each record is needed.
 * @param keep gives what stays in memory: of an export, as its records come
 * @throws Fault `incomplete` if no such reading was possible
 */
export async function readKept<R extends { id: number }, T>(
	api: CddApi,
	resource: ListResource<R>,
	filters: IDataObject,
	retrieval: Retrieval,
	patience: ExportPatience,
	keep: (record: R) => T,
): Promise<T[]> {
	const byExport = async () => await readByExport(api, resource, filters, patience, keep);
	if (retrieval === 'asyncExport') return await byExport();
	const asked = { api, resource, filters, signal: patience.signal };
	const first = await readFirstPage(asked);
	if (retrieval === 'automatic' && first.count > mostRecordsInPages) return await byExport();
	const reading = await readInPages(asked, first);
	if (reading.isCertain) return await inPieces(reading.records, keep);
	if (retrieval === 'automatic') return await byExport();
	throw changing(
		resource,
		reading,
		"Choose 'Async Export' as 'Retrieval', or run this step when nobody is working in the vault.",
	);
}

/**
 * The same for a list that decides about a step: one of a few pages, which needs no export.
 * @throws Fault `incomplete` if no such reading was possible
 */
export async function readWhole<R extends { id: number }>(
	api: CddApi,
	resource: ListResource<R>,
	filters: IDataObject,
	signal?: AbortSignal,
): Promise<R[]> {
	const asked = { api, resource, filters, signal };
	const reading = await readInPages(asked, await readFirstPage(asked));
	if (reading.isCertain) return reading.records;
	throw changing(resource, reading, 'Run this step again.');
}

/**
 * Reads the first records that match, page by page.
 * @throws Fault `incomplete` if it is not certain that they follow each other in the list
 */
export async function readUpTo<R extends { id: number }>(
	api: CddApi,
	resource: ListResource<R>,
	filters: IDataObject,
	limit: number,
	signal?: AbortSignal,
): Promise<R[]> {
	const asked = { api, resource, filters, limit, signal };
	const reading = await readInPages(asked, await readFirstPage(asked));
	if (reading.isCertain) return reading.records;
	throw changing(resource, reading, "Run this step again, or switch on 'Return All'.");
}

async function readByExport<R extends { id: number }, T>(
	api: CddApi,
	resource: ListResource<R>,
	filters: IDataObject,
	patience: ExportPatience,
	keep: (record: R) => T,
): Promise<T[]> {
	const id = await startExport(api, resource, filters);
	await awaitExport(api, id, patience);
	const toKeep = (object: unknown): T => {
		const record = resource.record.safeParse(object);
		if (record.success) return keep(record.data);
		throw new Fault('malformedAnswer', 'The export holds a record that is not in the documentation', {
			description: `It is one of the ${resource.plural} of export ${id}. Run this step again.`,
		});
	};
	const options = { isOwn: resource.isOwn, patience };
	const { objects, complete, count, distinctIds } = await readExport(api, id, options, toKeep);
	if (complete) return objects;
	throw new Fault('incomplete', 'The export does not hold every record', {
		description: `CDD Vault counted ${count ?? 'nothing'}, and the export holds ${distinctIds} different ${resource.plural}. Run this step again.`,
		facts: { exportId: id },
	});
}
