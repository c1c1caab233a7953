import { z } from 'zod';

import {
	inventorySample,
	inventorySamplePage,
	listInventorySamples,
	queryInventorySamples,
} from '../../contract/sample';
import type { InventorySample } from '../../contract/sample';
import type { ListResource } from '../../service/list/listResource';

/** The plain envelope, or the array around it that an older vendor page prints. */
const page = z
	.union([
		inventorySamplePage,
		z
			.array(inventorySamplePage)
			.nonempty()
			.transform(([first]) => first),
	])
	.transform(({ count, objects }) => ({ count, records: objects }));

export const inventorySamples: ListResource<InventorySample> = {
	plural: 'inventory samples',
	list: listInventorySamples,
	query: queryInventorySamples,
	page,
	record: inventorySample,
	isOwn: (record) => !('class' in record),
	jsonOnly: [],
};

/** One sample out of a reply that may wrap it in a list. */
export function oneSample(reply: unknown): InventorySample | undefined {
	const plain = inventorySample.safeParse(reply);
	if (plain.success) return plain.data;
	const wrapped = page.safeParse(reply);
	return wrapped.success ? wrapped.data.records[0] : undefined;
}
