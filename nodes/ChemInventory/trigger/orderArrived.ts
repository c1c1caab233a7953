import { orderEvent } from './orderEvent';
import { recallGone } from './orderRecall';

/** An order that has left the list may have arrived or been deleted: the log alone tells. */
export const orderArrived = orderEvent({
	option: {
		name: 'Order Arrived',
		value: 'orderArrived',
		description: "An order arrived and became a container. Needs a group administrator's token.",
	},
	action: 'arrived',
	shownByList: () => [],
	recall: recallGone,
});
