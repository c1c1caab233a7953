import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../shared/fault';
import { collection, optionalLocator, optionalText, refusingNothing } from '../../../shared/form';
import type { Value } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import type { ItemCall } from '../../../shared/operation';
import { badInput, checked } from '../../../shared/values/badInput';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { idsIn, imageIn } from '../../../shared/writing/noted';
import { readBack } from '../../../shared/writing/readBack';
import { refuseNamedTwice } from '../../../shared/writing/severalItems';
import { loadContainer } from '../../contract/container';
import type { ContainerSummary } from '../../contract/container';
import { receiveOrder } from '../../contract/order';
import type { Order } from '../../contract/order';
import { barcodeCheck, refuseTakenBarcodes } from '../../records/barcode';
import type { BarcodeCheck } from '../../records/barcode';
import { containerRecords, containerWordsFor, shortContainer } from '../../records/container/output';
import { saveField } from '../../records/container/saveField';
import { containerFields, storedFields } from '../../records/customField/form';
import { byLocationMode, containerIdsIn, findLocation, locationModes, locationWithId } from '../../records/location';
import type { LocatedLocation } from '../../records/location';
import { findArrived } from '../../records/order/arrival';
import type { Arrival } from '../../records/order/arrival';
import { orderRecords, orderToClose, readOrder, readOrders } from '../../records/order/order';
import { orderPicker } from '../../records/order/picker';
import { output } from '../../records/output';
import { notAddedByOthers } from '../../records/owner';
import type { ChemInventoryApi } from '../../service/api';
import { operation } from '../operation';

const additionalFields = collection(
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
	},
	{
		containerComments: optionalText({
			displayName: 'Container Comments',
			name: 'containerComments',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			description: 'Comments on the new container',
		}),
		containerName: optionalText({
			displayName: 'Container Name',
			name: 'containerName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Acetone, HPLC grade',
			description: 'The name of the new container. By default, the name of the order.',
		}),
		orderComments: optionalText({
			displayName: 'Order Comments',
			name: 'orderComments',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			description: 'Comments on the ORDER, not on the container',
		}),
	},
);

/** The location that was chosen, else the order's own. @throws Fault `badInput` */
async function locationFor(api: ChemInventoryApi, chosen: LocatedLocation | undefined, order: Order): Promise<number> {
	if (chosen) return (await findLocation(api, chosen)).id;
	if (order.destinationlocation) return (await locationWithId(api, order.destinationlocation)).id;
	throw badInput(
		'Location',
		'is empty',
		`Order ${order.id} has no destination. Choose where to put the new container.`,
	);
}

/** Sets what /order/addcontainer has no key for. The container is there, so what is left undone is told. @throws Fault */
async function setRest(
	call: ItemCall<ChemInventoryApi>,
	container: ContainerSummary,
	rest: Record<string, string>,
): Promise<void> {
	const wordFor = await containerWordsFor(call.api, Object.keys(rest));
	const open = Object.keys(rest).map(wordFor);
	for (const [field, newvalue] of Object.entries(rest)) {
		await saveField(call, container, { field, newvalue }).catch((thrown: unknown) => {
			const isUnknown = thrown instanceof Fault && thrown.effect === 'unknown';
			const notSet = isUnknown ? open.slice(1) : open;
			const sentences = [
				`Container ${container.id} was created.`,
				isUnknown ? `It is unknown whether this was set on it: ${wordFor(field)}.` : [],
				notSet.length > 0 ? `Not set on it: ${notSet.join(', ')}.` : [],
				thrown instanceof Fault ? `${thrown.message}. ${thrown.description ?? ''}` : String(thrown),
			];
			return Promise.reject(
				new Fault('incomplete', 'The order has arrived, but its container could not be completed', {
					description: sentences.flat().join(' '),
					facts: {
						containerId: container.id,
						...(isUnknown ? { unknownFields: [wordFor(field)] } : {}),
						notSetFields: [...notSet],
					},
					effect: isUnknown ? 'unknown' : 'none',
					tellsOfChange: true,
				}),
			);
		});
		open.shift();
	}
}

/** What is to be done for one item. */
interface Receipt {
	orderid: number;
	locationid: number;
	name: string;
	custom: Record<string, string>;
	more: Value<typeof additionalFields>;
	barcode?: string;
	check: BarcodeCheck;
	raw: boolean;
}

function toArrival(value: IDataObject): Arrival {
	return {
		locationid: Number(value.locationid),
		name: String(value.name),
		substanceid: typeof value.substanceid === 'number' ? value.substanceid : null,
		size: typeof value.size === 'string' ? value.size : null,
		idsBefore: idsIn(value, 'idsBefore'),
	};
}

/** The endpoint gives no id: the new container is found by comparing the location before and after. */
export const receive = operation({
	option: {
		name: 'Receive',
		value: 'receive',
		action: 'Receive an order as a container',
		description:
			"Mark an order as arrived: its container is created in a location, with barcode and comments. Needs an order handler's token.",
	},
	kind: 'write',
	short: ['id', 'orderId', ...shortContainer],
	form: {
		order: orderPicker,
		location: optionalLocator(
			{
				displayName: 'Location',
				name: 'location',
				type: 'resourceLocator',
				default: { mode: 'list', value: '' },
				description: 'Where to put the new container. By default, the destination of the order.',
				modes: locationModes,
			},
			byLocationMode,
		),
		barcode: refusingNothing(
			optionalText({
				displayName: 'Barcode',
				name: 'barcode',
				type: 'string',
				default: '',
				placeholder: 'e.g. ABC00123',
				description: 'The barcode of the new container',
			}),
		),
		barcodeCheck,
		fields: containerFields,
		more: additionalFields,
		raw: output('containers'),
	},
	async prepare(call, form): Promise<Receipt> {
		const { more, barcode, barcodeCheck: check, raw: isRaw } = form;
		const custom = await storedFields(call, 'container', form.fields);
		const order = await orderToClose(call, form.order.id);
		const locationid = await locationFor(call.api, form.location, order);
		const name = more.containerName ?? String(order.name ?? '').trim();
		if (name === '')
			throw badInput('Container Name', 'is empty', 'The order has no name. Enter a name for the new container.');
		return { orderid: order.id, locationid, name, custom, more, barcode, check, raw: isRaw };
	},
	async checkAll(call, items, refuse) {
		refuseNamedTwice(call, items, refuse, ({ orderid }) => [orderid], 'Order');
		const given = items.map(({ itemIndex, plan: { barcode, check } }) => ({
			itemIndex,
			barcode,
			check,
			sent: call.ledger.begun(itemIndex),
		}));
		await refuseTakenBarcodes(call, given, refuse);
	},
	touches: ({ orderid, locationid, barcode }) => [
		thing('order', orderid),
		thing('location', locationid),
		...(barcode === undefined ? [] : [thing('barcode', barcode)]),
	],
	async run(call, { orderid, locationid, name, custom, more, barcode, raw: isRaw }) {
		const { api } = call;
		const whereToLook = `Look at order request ${orderid} and at the location of its container in ChemInventory before you run this step again.`;
		let arrival: IDataObject = {};
		const { answer, before: noted } = await applyOnce(call, {
			step: receiveOrder.path,
			values: [orderid],
			look: async () => {
				const order = await readOrder(api, orderid);
				arrival = {
					locationid,
					name,
					substanceid: order.substanceid ?? null,
					size: order.size ?? null,
					idsBefore: await containerIdsIn(api, locationid),
					order: (await orderRecords(api, [order], isRaw))[0],
				};
				return arrival;
			},
			send: async () => {
				const { orderComments: comments } = more;
				const body = { orderid, name, locationid, ...(comments === undefined ? {} : { comments }), ...custom };
				await api.call(receiveOrder, checked(receiveOrder.body, body, 'Order'));
				return arrival;
			},
			settle: async (before = {}) => {
				if ((await readOrders(api)).some(({ id }) => id === orderid))
					return { applied: false, seen: `Order request ${orderid} is still open.` };
				const found = await notAddedByOthers(api, await findArrived(api, toArrival(before)));
				return found.length > 0
					? { applied: true, answer: before }
					: {
							applied: false,
							seen: `Order request ${orderid} is closed, and no container like it that this user added is in its location.`,
						};
			},
			whereToLook,
		});

		const found = await readBack(
			async () => {
				const arrived = await findArrived(api, toArrival(answer));
				return arrived.length > 1 ? await notAddedByOthers(api, arrived) : arrived;
			},
			whereToLook,
			{ orderId: orderid },
		);
		const [container] = found;
		if (!container || found.length > 1) {
			throw new Fault('incomplete', 'The order has arrived, but it is not clear which container belongs to it', {
				description: `New containers like it in the location: ${found.map(({ id }) => id).join(', ') || 'none'}. ${barcode === undefined ? '' : 'The barcode was not set. '}${whereToLook}`,
				facts: { orderId: orderid, candidateContainerIds: found.map(({ id }) => id) },
				tellsOfChange: true,
			});
		}
		await setRest(call, container, {
			...(barcode === undefined ? {} : { barcode }),
			...(more.containerComments === undefined ? {} : { comments: more.containerComments }),
		});
		const full = await readBack(async () => await api.call(loadContainer, { containerid: container.id }), whereToLook, {
			orderId: orderid,
			containerId: container.id,
		});
		const [record] = await containerRecords(api, [full], isRaw);
		return { orderId: orderid, ...record, before: imageIn(noted, 'order') };
	},
});
