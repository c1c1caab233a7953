import { Fault } from '../../../shared/fault';
import { collection, flag, optionalText, text, wholeNumber } from '../../../shared/form';
import type { Values } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import type { OperationCall } from '../../../shared/operation';
import { checked } from '../../../shared/values/badInput';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { idsIn } from '../../../shared/writing/noted';
import { readBack } from '../../../shared/writing/readBack';
import type { BodyOf } from '../../contract/endpoint';
import { requestOrder } from '../../contract/order';
import type { Order } from '../../contract/order';
import { orderFields, storedFields } from '../../records/customField/form';
import { findLocation } from '../../records/location';
import { answersTo } from '../../records/order/compare';
import { orderRecords, readOrders, shortOrder } from '../../records/order/order';
import { destinationPicker } from '../../records/order/picker';
import { output } from '../../records/output';
import { ownerTest } from '../../records/owner';
import { sizeField } from '../../records/size';
import { findSubstanceId, substancePicker } from '../../records/substance/picker';
import { supplierKey, supplierName, supplierPicker } from '../../records/supplier';
import { findUnit, unitPicker } from '../../records/unit';
import type { ChemInventoryApi } from '../../service/api';
import { operation } from '../operation';

type Request = BodyOf<typeof requestOrder>;

const additionalFields = collection(
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
	},
	{
		comments: optionalText({
			displayName: 'Comments',
			name: 'comments',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: 'e.g. Product number ABC-123',
			description: 'Comments on the request',
		}),
		destination: destinationPicker,
		emailOnStatusChange: flag({
			displayName: 'Email on Status Change',
			name: 'emailOnStatusChange',
			type: 'boolean',
			default: false,
			description:
				"Whether to have ChemInventory send real mail to the token's user when the order is placed and when it arrives",
		}),
		quantity: wholeNumber(
			{
				displayName: 'Quantity',
				name: 'quantity',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 1,
				description: 'How many identical requests to make. Each becomes one container.',
			},
			{ least: 1 },
		),
	},
);

const form = {
	substance: substancePicker,
	name: text({
		displayName: 'Name',
		name: 'name',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Acetone, HPLC grade',
		description: 'The name of the container to be delivered',
	}),
	size: sizeField({
		displayName: 'Size',
		name: 'size',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 500',
		description: 'The size of one container, without the unit',
	}),
	unit: unitPicker,
	supplier: supplierPicker,
	fields: orderFields,
	more: additionalFields,
	raw: output('orders'),
};

async function requestOf(
	call: OperationCall<ChemInventoryApi>,
	{ substance, name, size, unit, supplier, fields, more }: Values<typeof form>,
): Promise<Request> {
	const { api } = call;
	const request = {
		supplier: await supplierName(api, supplier),
		substanceid: await findSubstanceId(api, substance),
		quantity: more.quantity ?? 1,
		name,
		containersize: size,
		units: (await findUnit(api, unit)).id,
		comments: more.comments ?? '',
		statuschangeemail: more.emailOnStatusChange ?? false,
		destinationlocation: more.destination ? (await findLocation(api, more.destination, 'Destination')).id : 0,
		...(await storedFields(call, 'order', fields)),
	};
	return checked(requestOrder.body, request, 'Order');
}

/** Requests that were not there before, and of them those that answer to what was asked for. */
async function newOrders(api: ChemInventoryApi, idsBefore: readonly number[], request: Request): Promise<Order[]> {
	const before = new Set(idsBefore);
	const isAnotherUsers = await ownerTest(api);
	return (await readOrders(api)).filter(
		(order) => !before.has(order.id) && answersTo(order, request) && !isAnotherUsers(order),
	);
}

const idsOf = (orders: readonly Order[]) => orders.map(({ id }) => id).join(', ');

const lookAtOrders = 'Look at the open orders in ChemInventory before you run this step again.';

/** The service gives no id for a new request, so it is found by what it holds; others may order at the same moment. */
function notClear(found: readonly Order[], quantity: number): Fault {
	return new Fault('incomplete', 'The order was requested, but it is not clear which one on the list it is', {
		description: `New requests like it: ${found.length === 0 ? 'none' : idsOf(found)}; ${quantity} were requested. ${lookAtOrders}`,
		facts: { candidateOrderIds: found.map(({ id }) => id) },
		tellsOfChange: true,
	});
}

export const create = operation({
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create an order',
		description: 'Request an order of a substance; one item for each new request',
	},
	kind: 'write',
	short: shortOrder,
	form,
	async prepare(call, filled) {
		return { request: await requestOf(call, filled), raw: filled.raw };
	},
	touches: ({ request }) => [thing('orders'), thing('supplier', supplierKey(request.supplier))],
	async run(call, { request, raw: isRaw }) {
		const { api } = call;
		const quantity = request.quantity ?? 1;
		let idsBefore: number[] = [];
		const { answer } = await applyOnce(call, {
			step: requestOrder.path,
			// A supplier that an earlier try brought into being decides how it is spelled.
			values: [{ ...request, supplier: supplierKey(request.supplier) }],
			look: async () => ({ idsBefore: (idsBefore = (await readOrders(api)).map(({ id }) => id)) }),
			send: async () => {
				await api.call(requestOrder, request);
				return { idsBefore };
			},
			settle: async (before) => {
				const known = idsIn(before, 'idsBefore');
				const found = await newOrders(api, known, request);
				return found.length === quantity
					? { applied: true, answer: { idsBefore: known } }
					: {
							applied: false,
							seen:
								found.length === 0
									? 'There is no new request like it.'
									: `There are new requests like it (${idsOf(found)}), but ${quantity} were requested.`,
						};
			},
			whereToLook: lookAtOrders,
		});
		const orders = await readBack(async () => await newOrders(api, idsIn(answer, 'idsBefore'), request), lookAtOrders);
		if (orders.length !== quantity) throw notClear(orders, quantity);
		return (await orderRecords(api, orders, isRaw)).map((record) => ({ ...record, before: null }));
	},
});
