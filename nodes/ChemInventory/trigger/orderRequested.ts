import { orderEvent } from './orderEvent';
import { remembered } from './orderMemory';
import { recallNone } from './orderRecall';

export const orderRequested = orderEvent({
	option: {
		name: 'Order Requested',
		value: 'orderRequested',
		description: "Somebody requested an order. Needs a group administrator's token.",
	},
	action: 'requested',
	shownByList: ({ before, listed }) => listed.filter(({ id }) => !remembered(before, id)),
	recall: recallNone,
	examples: (listed) =>
		[...listed].sort((a, b) => String(b.datesubmitted ?? '').localeCompare(String(a.datesubmitted ?? ''))),
});
