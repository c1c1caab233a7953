import { z } from 'zod';

import { Fault } from '../../../shared/fault';
import { asSent } from '../../../shared/values/received';
import {
	inventorySample,
	inventorySamplePage,
	listInventorySamples,
	queryInventorySamples,
} from '../../contract/sample';
import type { InventorySample } from '../../contract/sample';
import type { ListResource } from '../../service/list/listResource';
import type { ListedById } from '../byId';

const record = asSent(inventorySample);
const records = inventorySamplePage.extend({ objects: z.array(record) });

/** The plain envelope, or the array around it that an older vendor page prints. */
const page = z
	.union([
		records,
		z
			.array(records)
			.nonempty()
			.transform(([first]) => first),
	])
	.transform(({ count, objects }) => ({ count, records: objects }));

export const inventorySamples: ListResource<InventorySample> = {
	plural: 'inventory samples',
	list: listInventorySamples,
	query: queryInventorySamples,
	page,
	record,
	isOwn: (own) => !('class' in own),
	jsonOnly: [],
};

export const samplesById: ListedById<InventorySample> = {
	resource: inventorySamples,
	parameter: 'inventory_sample_ids',
	parameters: {},
	what: 'inventory sample',
};

/** One sample out of a reply that may wrap it in a list; undefined if it is empty. */
export function oneSample(reply: unknown): InventorySample | undefined {
	const plain = record.safeParse(reply);
	if (plain.success) return plain.data;
	const wrapped = page.safeParse(reply);
	return wrapped.success ? wrapped.data.records[0] : undefined;
}

/**
 * The sample that a write is answered with.
 * @throws Fault `malformedAnswer` where there is none: the write may still have taken effect
 */
export function writtenSample(reply: unknown): InventorySample {
	const sample = oneSample(reply);
	if (sample) return sample;
	throw new Fault('malformedAnswer', 'CDD Vault answered without the sample', { effect: 'unknown' });
}
