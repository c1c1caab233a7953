import type { Order } from '../contract/order';
import { isOrdered } from '../records/order/order';
import { orderEvent } from './orderEvent';
import { remembered } from './orderMemory';
import { recallOnly } from './orderRecall';

/** Taken back and placed again is placed once more. */
const isPlacedAnew = (order: Order, before: Order | undefined) =>
	isOrdered(order) && (!before || !isOrdered(before) || before.dateordered !== order.dateordered);

export const orderPlaced = orderEvent({
	option: {
		name: 'Order Placed',
		value: 'orderPlaced',
		description: "An order request was marked as ordered. Needs a group administrator's token.",
	},
	action: 'placed',
	shownByList: ({ before, listed }) => listed.filter((order) => isPlacedAnew(order, remembered(before, order.id))),
	recall: recallOnly,
	examples: (listed) =>
		listed.filter(isOrdered).sort((a, b) => String(b.dateordered).localeCompare(String(a.dateordered))),
});
