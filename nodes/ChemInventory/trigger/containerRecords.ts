import type { IDataObject } from 'n8n-workflow';

import { flag } from '../../shared/form';
import { timeLimits } from '../../shared/http/send';
import { sideBySide } from '../../shared/queue';
import { exportInventory, listDeletedContainers } from '../contract/inventory';
import type { Table } from '../contract/scalars';
import { executeSearch } from '../contract/search';
import { containerRecords } from '../records/container/output';
import { rowsByIds } from '../records/container/rows';
import { deletedRecords } from '../records/deletedContainer';
import { asSentRecords } from '../records/output';
import type { ChemInventoryApi } from '../service/api';
import { activeInventory } from './activeInventory';
import type { NamedContainer } from './containerText';

/** An export takes minutes in big inventories; n8n ends a poll after five. */
export const exportTimeLimit = 180_000;

/** Up to so many containers are searched for; from there on one export tells all of them. */
const mostSearches = 10;

export const includeContainer = flag({
	displayName: 'Include Container',
	name: 'includeContainer',
	type: 'boolean',
	default: false,
	description:
		'Whether to look up the container by its barcode and add its current fields under "container". It stays empty if no container, or more than one, matches name and barcode.',
});

async function rowsWithBarcodes(api: ChemInventoryApi, barcodes: readonly string[]): Promise<Table['rows']> {
	if (barcodes.length > mostSearches) {
		const { rows } = await api.call(exportInventory, {}, exportTimeLimit);
		const wanted = new Set(barcodes);
		return rows.filter(({ barcode }) => wanted.has(String(barcode)));
	}
	const inventory = await activeInventory(api);
	const found = await sideBySide(
		barcodes,
		api.service.pace.worksAtOnce,
		async (barcode) => await api.call(executeSearch, { inventory, type: 'barcode', contents: barcode }),
	);
	const ids = new Set(found.flatMap(({ containers }) => containers).map(({ id }) => id));
	return ids.size === 0 ? [] : (await rowsByIds(api, [...ids], timeLimits.list)).table.rows;
}

/** A container by which it is told from others, and as it is to be given. */
interface Candidate {
	readonly known: IDataObject;
	readonly given: IDataObject;
}

/** @param sent what ChemInventory sent of each, for those that are to be raw */
const candidates = async (
	known: readonly IDataObject[],
	sent: readonly object[],
	raw: boolean,
): Promise<Candidate[]> => {
	const given = raw ? await asSentRecords(sent) : known;
	return known.map((record, at) => ({ known: record, given: given[at] ?? record }));
};

/** Nothing keeps containers from having the same barcode. */
function onlyOne(all: readonly Candidate[], { name }: NamedContainer): IDataObject | null {
	const fitting = all.length > 1 ? all.filter(({ known }) => known.name === name) : all;
	return fitting.length === 1 ? (fitting[0]?.given ?? null) : null;
}

/**
 * Containers as they are now, in the order of the given; null where none, or not exactly one, fits. The number of requests
 * is bounded, however many are asked for: searches for a few (which "limit search to" may leave out), one export for more.
 * @throws Fault
 */
export async function presentContainers(
	api: ChemInventoryApi,
	wanted: readonly NamedContainer[],
	raw: boolean,
): Promise<Array<IDataObject | null>> {
	const barcodes = new Set(wanted.flatMap(({ barcode }) => (barcode === null ? [] : [barcode])));
	if (barcodes.size === 0) return wanted.map(() => null);
	const rows = await rowsWithBarcodes(api, [...barcodes]);
	const found = await candidates(await containerRecords(api, rows, false), rows, raw);
	return wanted.map((container) => {
		if (container.barcode === null) return null;
		return onlyOne(
			found.filter(({ known: { barcode } }) => String(barcode ?? '') === container.barcode),
			container,
		);
	});
}

/** Deleted containers with ID, one request for the whole list; null where none fits, for example after it was restored. @throws Fault */
export async function deletedContainers(
	api: ChemInventoryApi,
	wanted: ReadonlyArray<NamedContainer & { time: string }>,
	raw: boolean,
): Promise<Array<IDataObject | null>> {
	if (wanted.length === 0) return [];
	const deleted = await api.call(listDeletedContainers, {});
	const found = await candidates(await deletedRecords(api, deleted, false), deleted, raw);
	return wanted.map((container) => {
		const alike = found.filter(
			({ known: { barcode, name } }) => (barcode ?? '') === (container.barcode ?? '') && name === container.name,
		);
		const atThatTime = alike.filter(({ known: { dateDeleted } }) => dateDeleted === container.time);
		return onlyOne(atThatTime.length > 0 ? atThatTime : alike, container);
	});
}
