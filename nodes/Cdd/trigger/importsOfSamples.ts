import type { Happening } from '../../shared/polling/seenWindow';
import type { PollCall } from '../../shared/polling/triggerEvent';
import type { InventorySample } from '../contract/sample';
import { inventorySamples } from '../records/sample/resource';
import type { CddApi } from '../service/api';
import { readPage } from '../service/list/listResource';
import { boundText, momentOf } from './moments';
import { readFrom, startOf } from './reading';
import type { ReadingCursor } from './reading';
import type { DatedSource } from './source';

const source: DatedSource<InventorySample> = { resource: inventorySamples, by: 'modified', filters: {} };

/** The imports that have made a sample or its events. */
function importsOf(sample: InventorySample): Array<Happening<number>> {
	const traces = [sample, ...(sample.inventory_events ?? [])];
	return traces.flatMap(({ slurp_id: id, created_at }) =>
		id ? [{ at: momentOf(created_at ?? sample.modified_at), key: String(id), record: id }] : [],
	);
}

export async function startOfNewSamples(api: CddApi): Promise<ReadingCursor> {
	return await startOf(api, source, importsOf);
}

/** The imports that show in samples for the first time. @throws Fault */
export async function importsOfNewSamples(
	call: PollCall<CddApi>,
	cursor: ReadingCursor,
): Promise<{ slurpIds: number[]; cursor: ReadingCursor }> {
	const slurpIds: number[] = [];
	const after = await readFrom(call, source, cursor, (samples, reading) => {
		for (const { record } of reading.take(samples.flatMap(importsOf))) slurpIds.push(record);
	});
	return { slurpIds, cursor: after };
}

/** Imports whose samples were made or changed within the last 30 days, the latest first. @throws Fault */
export async function recentImports(api: CddApi): Promise<number[]> {
	const { records } = await readPage(api, inventorySamples, {
		modified_after: boundText(Date.now() - 30 * 24 * 3_600_000),
		page_size: 100,
	});
	return [
		...new Set(
			records
				.flatMap(importsOf)
				.sort((a, b) => b.at - a.at)
				.map(({ record }) => record),
		),
	];
}
