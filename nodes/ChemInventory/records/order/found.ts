import type { IDataObject } from 'n8n-workflow';

import type { OperationCall } from '../../../shared/operation';
import { dataObject } from '../../../shared/values/json';
import { order } from '../../contract/order';
import type { ChemInventoryApi } from '../../service/api';
import { orderRecords } from './order';

/** What they hold is not documented: what does not look like a request is shown as it came. */
async function recordOf(api: ChemInventoryApi, found: object, isRaw: boolean): Promise<IDataObject> {
	const read = order.safeParse(found);
	if (isRaw || !read.success) return dataObject(found);
	const [record = dataObject(found)] = await orderRecords(api, [read.data], isRaw);
	return record;
}

/**
 * Order requests that stand beside containers in what the service found, each under `order`: a later step that works with
 * the `id` of a container must not take that of an order for one.
 * @throws Fault
 */
export async function foundOrders(
	{ api, hint }: Pick<OperationCall<ChemInventoryApi>, 'api' | 'hint'>,
	found: readonly object[],
	isRaw: boolean,
): Promise<IDataObject[]> {
	if (found.length > 0)
		hint(
			`ChemInventory found ${found.length} order requests as well. They come last, each under "order"; their IDs are those of orders.`,
		);
	return await Promise.all(found.map(async (one) => ({ order: await recordOf(api, one, isRaw) })));
}
