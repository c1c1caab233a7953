import type { IDataObject } from 'n8n-workflow';

import { thing } from '../../../shared/operation';
import { dataObject } from '../../../shared/values/json';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { refuseNamedTwice } from '../../../shared/writing/severalItems';
import { deleteOrder as deleteOrderCall, order as orderSchema } from '../../contract/order';
import type { Order } from '../../contract/order';
import { orderToClose, readOrder, readOrders } from '../../records/order/order';
import { orderPicker } from '../../records/order/picker';
import { operation } from '../operation';

/** What is known of a request that is no longer there. */
const traits = ({ id, name, substanceid, cas, size, unit, suppliername }: Order): IDataObject => ({
	id,
	name: name ?? null,
	substanceid: substanceid ?? null,
	cas: cas ?? null,
	size: size ?? null,
	unit: unit ?? null,
	suppliername: suppliername ?? null,
});

export const deleteOrder = operation({
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete an order',
		description: 'Delete an order request for good',
	},
	kind: 'destructive',
	form: { order: orderPicker },
	prepare: async (call, form) => await orderToClose(call, form.order.id),
	checkAll: async (call, items, refuse) => refuseNamedTwice(call, items, refuse, ({ id }) => [id], 'Order'),
	touches: ({ id }) => [thing('order', id)],
	async run(call, { id: orderid }) {
		const { api } = call;
		const { before } = await applyOnce(call, {
			step: deleteOrderCall.path,
			values: [orderid],
			look: async () => dataObject(await readOrder(api, orderid)),
			send: async () => {
				await api.call(deleteOrderCall, { orderid });
				return { orderid };
			},
			settle: async () =>
				(await readOrders(api)).some(({ id }) => id === orderid)
					? { applied: false, seen: `Order request ${orderid} is still there.` }
					: { applied: true, answer: { orderid } },
			whereToLook: `Look for order request ${orderid} in ChemInventory.`,
		});
		return { deleted: true, ...traits(orderSchema.parse(before)), before: before ?? null };
	},
});
