import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../shared/fault';
import { maxPageSize } from '../contract/scalars';
import type { CddApi } from '../service/api';
import { readPage } from '../service/list/listResource';
import type { ListResource, Page } from '../service/list/listResource';
import { boundText, isDateAlone, momentOf } from './moments';

export interface DatedRecord {
	id: number;
	created_at?: string | null;
	modified_at?: string | null;
}

/** A list of CDD Vault, as it is asked by the times of its records. */
export interface DatedSource<R extends DatedRecord> {
	readonly resource: ListResource<R>;
	readonly by: 'created' | 'modified';
	/** Parameters of the vendor beside the times. */
	readonly filters: IDataObject;
}

/** All records from a moment on, or all of them up to `upTo` where there are more than one answer holds. */
export interface Stretch<R> {
	readonly records: R[];
	/** Milliseconds. */
	readonly upTo?: number;
}

/**
 * How far back the first poll looks for the newest record. Our clock serves as a bound only: whatever lies later is there
 * already, by the clock of the vault, and if nothing does, the bound itself is where to begin. That is sound while the
 * clocks of n8n and the vault differ by less than this; they may differ by hours.
 */
export const firstLookMs = 24 * 3_600_000;
/** Whether a bound is inclusive, and how the server rounds, is not documented. */
const boundSlackMs = 1000;
const mostPasses = 4;
/** So much of a page is asked for again as a stretch of its own, in the hope that it fits. */
const shareThatFits = 0.8;

const textOf = <R extends DatedRecord>({ by }: DatedSource<R>, record: R) =>
	by === 'created' ? record.created_at : record.modified_at;
const secondOf = (moment: number) => Math.floor(moment / 1000) * 1000;
const idsOf = (records: ReadonlyArray<{ id: number }>) => new Set(records.map(({ id }) => id));

/** When a record was created or changed, whichever the source goes by. @throws Fault `malformedAnswer` */
export const timeOf = <R extends DatedRecord>(source: DatedSource<R>, record: R): number =>
	momentOf(textOf(source, record));

function bounds<R extends DatedRecord>({ by, filters }: DatedSource<R>, from: number, to?: number): IDataObject {
	return {
		...filters,
		[`${by}_after`]: boundText(secondOf(from) - boundSlackMs),
		...(to === undefined ? {} : { [`${by}_before`]: boundText(secondOf(to) + 1000 + boundSlackMs) }),
	};
}

/** One answer holds all that matches: only then is it known that nothing is missing, as the order of a list is not documented. */
const isWhole = <R extends { id: number }>({ count, records }: Page<R>) => idsOf(records).size >= count;

/**
 * Reads what happened from a moment on. One request, unless that is more than a page: then the time is narrowed until one
 * answer holds a whole stretch of it, so that neither the order of the pages nor a vault that changes meanwhile matters.
 * Only what shares a second with a page of others is read page by page.
 * @param from milliseconds
 * @throws Fault `incomplete`, or what asking brings
 */
export async function readStretch<R extends DatedRecord>(
	api: CddApi,
	source: DatedSource<R>,
	from: number,
): Promise<Stretch<R>> {
	const within = (records: R[], to = Number.POSITIVE_INFINITY) =>
		records.filter((record) => timeOf(source, record) >= from && timeOf(source, record) <= to);
	const open = await askPage(api, source, from);
	if (isWhole(open)) return { records: within(open.records) };
	const shown = within(open.records);
	// The server compares the times that it keeps, so a date alone is nothing to narrow by.
	const narrowed = shown.some((record) => isDateAlone(textOf(source, record)))
		? undefined
		: await readNarrowed(api, source, from, shown);
	if (narrowed) return { records: within(narrowed.records, narrowed.upTo), upTo: narrowed.upTo };
	const all = await readPages(api, source, bounds(source, from));
	if (all.isWhole) return { records: within(all.records) };
	const second = shown.length > 0 ? await readPages(api, source, bounds(source, from, from)) : all;
	const upTo = secondOf(from) + 999;
	if (second.isWhole) return { records: within(second.records, upTo), upTo };
	throw new Fault('incomplete', 'The list changed while it was read, so nothing is reported yet', {
		description: `CDD Vault counts ${second.count} ${source.resource.plural}, and ${second.records.length} different ones could be read. The next poll reads them again.`,
	});
}

/** The latest time in a list, with all records of that second. Undefined where the list is empty. @throws Fault */
export async function readNewest<R extends DatedRecord>(
	api: CddApi,
	source: DatedSource<R>,
	from: number,
): Promise<{ moment: number; records: R[] } | undefined> {
	for (let since = from; ;) {
		const page = await askPage(api, source, since);
		if (page.count === 0) return undefined;
		const moment = page.records.reduce((latest, record) => Math.max(latest, timeOf(source, record)), since);
		if (isWhole(page)) return { moment, records: page.records };
		if (secondOf(moment) === secondOf(since))
			return { moment, records: (await readStretch(api, source, since)).records };
		since = moment;
	}
}

async function askPage<R extends DatedRecord>(
	api: CddApi,
	source: DatedSource<R>,
	from: number,
	to?: number,
): Promise<Page<R>> {
	return await readPage(api, source.resource, { ...bounds(source, from, to), page_size: maxPageSize });
}

/** Undefined where a page full shares one second. */
async function readNarrowed<R extends DatedRecord>(
	api: CddApi,
	source: DatedSource<R>,
	from: number,
	shown: R[],
): Promise<{ records: R[]; upTo: number } | undefined> {
	const moments = (records: R[]) => records.map((record) => timeOf(source, record)).sort((a, b) => a - b);
	const at = (records: R[], share: number) => moments(records)[Math.floor(records.length * share)] ?? from;
	let upTo = at(shown, shareThatFits);
	while (secondOf(upTo) > secondOf(from)) {
		const closed = await askPage(api, source, from, upTo);
		if (isWhole(closed)) return { records: closed.records, upTo };
		const fitting = at(closed.records, (shareThatFits * closed.records.length) / closed.count);
		upTo = Math.min(fitting, Math.floor((from + upTo) / 2));
	}
	return undefined;
}

/**
 * Reads a list page by page, again and again until as many different records were seen as the server counts. Every other
 * pass goes backwards, so that an order that changes between two pages does not hide the same records each time.
 */
async function readPages<R extends DatedRecord>(
	api: CddApi,
	{ resource }: DatedSource<R>,
	parameters: IDataObject,
): Promise<{ records: R[]; count: number; isWhole: boolean }> {
	const byId = new Map<number, R>();
	let count = -1;
	const read = async (offset: number) => {
		const page = await readPage(api, resource, {
			...parameters,
			...(offset > 0 ? { offset } : {}),
			page_size: maxPageSize,
		});
		// Other records match now, so what was read before is no part of the same list.
		if (page.count !== count) byId.clear();
		count = page.count;
		for (const record of page.records) byId.set(record.id, record);
		return page.records.length;
	};
	const step = Math.max(1, await read(0));
	for (let pass = 0; pass < mostPasses && byId.size < count; pass++) {
		const offsets: number[] = [];
		for (let offset = pass === 0 ? step : 0; offset < count; offset += step) offsets.push(offset);
		if (pass % 2 === 1) offsets.reverse();
		for (const offset of offsets) if (byId.size < count) await read(offset);
	}
	return { records: [...byId.values()], count, isWhole: byId.size >= count };
}
