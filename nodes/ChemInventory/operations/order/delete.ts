import type { IDataObject } from 'n8n-workflow';

import { thing } from '../../../shared/operation';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { imageIn } from '../../../shared/writing/noted';
import { refuseNamedTwice } from '../../../shared/writing/severalItems';
import { deleteOrder as deleteOrderCall } from '../../contract/order';
import { orderRecords, orderToClose, readOrder, readOrders } from '../../records/order/order';
import { orderPicker } from '../../records/order/picker';
import { operation } from '../operation';

/** What is worth knowing of a request that is no longer there. */
const traits = ({
	id,
	name = null,
	cas = null,
	size = null,
	unit = null,
	substanceId = null,
	supplier = null,
}: IDataObject): IDataObject => ({ id, name, cas, size, unit, substanceId, supplier });

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
			look: async () => {
				const [record] = await orderRecords(api, [await readOrder(api, orderid)], false);
				return { record };
			},
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
		const record = imageIn(before);
		return { deleted: true, ...traits(record ?? { id: orderid }), before: record };
	},
});
