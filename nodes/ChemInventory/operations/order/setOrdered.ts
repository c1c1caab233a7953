import { Fault } from '../../../shared/fault';
import { choice } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { imageIn } from '../../../shared/writing/noted';
import { readBack } from '../../../shared/writing/readBack';
import { toggleOrdered } from '../../contract/order';
import type { Order } from '../../contract/order';
import { isOrdered, orderRecords, readOrder, requireOrder, shortOrder } from '../../records/order/order';
import { orderPicker } from '../../records/order/picker';
import { output } from '../../records/output';
import { operation } from '../operation';

/** The endpoint flips whatever is there, so the state is read first, and it is called only if that differs. */
export const setOrdered = operation({
	option: {
		name: 'Set Ordered Status',
		value: 'setOrdered',
		action: 'Set whether an order is placed',
		description: "Mark an order request as ordered, or as not ordered. Needs an order handler's token.",
	},
	kind: 'write',
	short: ['id', 'changed', ...shortOrder],
	form: {
		order: orderPicker,
		status: choice({
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: [
				{ name: 'Not Ordered', value: 'notOrdered' },
				{ name: 'Ordered', value: 'ordered' },
			],
			default: 'ordered',
			description: 'The new status of the request. If it already has that status, nothing is sent.',
		}),
		raw: output('orders'),
	},
	async prepare({ api }, form) {
		const { id } = await requireOrder(api, form.order.id);
		return { orderid: id, wanted: form.status === 'ordered', raw: form.raw };
	},
	touches: ({ orderid }) => [thing('order', orderid)],
	async run(call, { orderid, wanted, raw: isRaw }) {
		const { api } = call;
		const word = wanted ? 'ordered' : 'not ordered';
		const isDone = (order: Order) => isOrdered(order) === wanted;
		let done = false;
		const { answer, before } = await applyOnce(call, {
			step: toggleOrdered.path,
			values: [orderid, wanted],
			look: async () => {
				const present = await readOrder(api, orderid);
				done = isDone(present);
				return {
					done,
					image: {
						id: orderid,
						status: isOrdered(present) ? 'ordered' : 'requested',
						[isRaw ? 'dateordered' : 'dateOrdered']: isOrdered(present) ? present.dateordered : null,
					},
				};
			},
			already: () => (done ? { changed: false } : undefined),
			send: async () => {
				await api.call(toggleOrdered, { orderid });
				return { changed: true };
			},
			settle: async (noted) =>
				isDone(await readOrder(api, orderid))
					? { applied: true, answer: { changed: noted?.done !== true } }
					: { applied: false, seen: `Request ${orderid} is not marked as ${word}.` },
			whereToLook: `Look at order request ${orderid} in ChemInventory before you run this step again.`,
		});
		const read = async () => await readOrder(api, orderid);
		const order =
			answer.changed === true
				? await readBack(read, `Look at order request ${orderid} in ChemInventory.`, { orderId: orderid })
				: await read();
		if (isOrdered(order) !== wanted) {
			throw new Fault('incomplete', 'The order does not have the status that was set', {
				description: `Request ${orderid} is not marked as ${word}. Somebody may have switched it at the same time; it was not switched again.`,
				tellsOfChange: true,
			});
		}
		const [record] = await orderRecords(api, [order], isRaw);
		return { ...record, changed: answer.changed, before: imageIn(before, 'image') };
	},
});
