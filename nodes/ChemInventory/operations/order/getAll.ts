import { choice, collection, limit } from '../../../shared/form';
import { isOrdered, orderRecords, readOrders, shortOrder } from '../../records/order/order';
import { output } from '../../records/output';
import { operation } from '../operation';

const filters = collection(
	{ displayName: 'Filters', name: 'filters', type: 'collection', placeholder: 'Add Filter', default: {} },
	{
		status: choice({
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: [
				{ name: 'Any', value: 'any' },
				{ name: 'Ordered', value: 'ordered', description: 'The order is placed' },
				{ name: 'Requested', value: 'requested', description: 'The order is not placed yet' },
			],
			default: 'any',
			description: 'How far along the order is',
		}),
	},
);

export const getAll = operation({
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many orders',
		description: 'List open order requests. Orders that have arrived are containers now, and are not listed.',
	},
	kind: 'read',
	short: shortOrder,
	form: { limit, filters, raw: output('orders') },
	async run({ api }, form) {
		const { status = 'any' } = form.filters;
		const orders = (await readOrders(api)).filter(
			(order) => status === 'any' || isOrdered(order) === (status === 'ordered'),
		);
		return await orderRecords(api, orders.slice(0, form.limit), form.raw);
	},
});
