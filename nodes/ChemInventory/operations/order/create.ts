import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { Fault } from '../../../shared/fault';
import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { badInput, checked, quote } from '../../../shared/values/badInput';
import { readCollection } from '../../../shared/values/collection';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { heldValue, readLocator } from '../../../shared/values/locator';
import { parseNumber, readText } from '../../../shared/values/text';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { idsIn } from '../../../shared/writing/noted';
import { readBack } from '../../../shared/writing/readBack';
import type { BodyOf } from '../../contract/endpoint';
import { requestOrder } from '../../contract/order';
import type { Order } from '../../contract/order';
import { orderFieldsField, readCustomFields } from '../../records/customField/form';
import { resolveLocation } from '../../records/location';
import { answersTo } from '../../records/order/compare';
import { orderRecords, readOrders, shortOrder } from '../../records/order/order';
import { destinationField } from '../../records/order/picker';
import { rawDataField } from '../../records/output';
import { resolveSubstanceId, substanceField } from '../../records/substance/picker';
import { resolveSupplier, supplierField } from '../../records/supplier';
import { resolveUnit, unitField } from '../../records/unit';
import type { ChemInventoryApi } from '../../service/api';

type Request = BodyOf<typeof requestOrder>;

const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{
			displayName: 'Comments',
			name: 'comments',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: 'e.g. Product number ABC-123',
			description: 'Comments on the request',
		},
		destinationField,
		{
			displayName: 'Email on Status Change',
			name: 'statusChangeEmail',
			type: 'boolean',
			default: false,
			description:
				"Whether ChemInventory sends real mail to the token's user when the order is placed and when it arrives",
		},
		{
			displayName: 'Quantity',
			name: 'quantity',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 1,
			description: 'How many equal requests to make. Each becomes one container.',
		},
	],
};

function readQuantity(value: unknown): number {
	const quantity = value === undefined ? 1 : parseNumber(value);
	if (quantity !== undefined && Number.isInteger(quantity) && quantity > 0) return quantity;
	throw badInput(
		'Quantity',
		'is not a whole number above 0',
		`It is ${quote(value)}. Give the number of containers to order.`,
	);
}

async function readRequest(functions: IExecuteFunctions, api: ChemInventoryApi, itemIndex: number): Promise<Request> {
	const parameter = (name: string) => functions.getNodeParameter(name, itemIndex, '');
	const more = readCollection(functions, 'additionalFields', itemIndex);
	const name = readText(parameter('name'), 'Name').trim();
	const containersize = readText(parameter('size'), 'Size').trim();
	const supplier = await resolveSupplier(api, parameter('supplier'));
	const quantity = readQuantity(more.quantity);
	const substance = readLocator(functions, 'substance', itemIndex);
	const destination = heldValue(more.destination);
	const request = {
		substanceid: await resolveSubstanceId(api, substance.mode, substance.value),
		quantity,
		supplier,
		name,
		containersize,
		units: (await resolveUnit(api, readLocator(functions, 'unit', itemIndex).value)).id,
		comments: String(more.comments ?? ''),
		statuschangeemail: more.statusChangeEmail === true,
		destinationlocation:
			destination === undefined || destination === '' ? 0 : (await resolveLocation(api, destination, 'Destination')).id,
		...(await readCustomFields(functions, api, itemIndex, 'order')),
	};
	return checked(requestOrder.body, request, 'Order');
}

/** Requests that were not there before, and of them those that answer to what was asked for. */
async function newOrders(api: ChemInventoryApi, idsBefore: readonly number[], request: Request): Promise<Order[]> {
	const before = new Set(idsBefore);
	return (await readOrders(api)).filter((order) => !before.has(order.id) && answersTo(order, request));
}

const idsOf = (orders: readonly Order[]) => orders.map(({ id }) => id).join(', ');

const lookAtOrders = 'Look at the open orders in ChemInventory before you run this step again.';

/** The service gives no id for a new request, so it is found by what it holds; others may order at the same moment. */
function notClear(found: readonly Order[], quantity: number): Fault {
	return new Fault('incomplete', 'The order was requested, but it is not clear which one on the list it is', {
		description: `New requests like it: ${found.length === 0 ? 'none' : idsOf(found)}; ${quantity} were asked for. ${lookAtOrders}`,
		facts: { candidateOrderIds: found.map(({ id }) => id) },
	});
}

export const create: Operation<ChemInventoryApi> = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create an order',
		description: 'Request an order of a substance; one item for each new request',
	},
	kind: 'write',
	short: shortOrder,
	fields: [
		substanceField,
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Acetone, HPLC grade',
			description: 'The name of the container that will come',
		},
		{
			displayName: 'Size',
			name: 'size',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 500',
			description: 'The size of one container, without the unit',
		},
		{ ...unitField, required: true },
		{ ...supplierField, required: true },
		orderFieldsField,
		additionalFields,
		rawDataField,
	],
	async run({ functions, api, ledger }, itemIndex) {
		// Read before the write: a field that cannot be read must not make a finished change look failed.
		const raw = wantsRaw(functions, itemIndex);
		const request = await readRequest(functions, api, itemIndex);
		const quantity = request.quantity ?? 1;
		let idsBefore: number[] = [];
		const { answer } = await applyOnce(ledger, {
			itemIndex,
			fingerprint: fingerprintOf(requestOrder.path, api.address, request),
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
									? 'No new request like it is there.'
									: `New requests like it are there (${idsOf(found)}), and ${quantity} were asked for.`,
						};
			},
			whereToLook: lookAtOrders,
			signal: functions.getExecutionCancelSignal(),
		});
		const orders = await readBack(async () => await newOrders(api, idsIn(answer, 'idsBefore'), request), lookAtOrders);
		if (orders.length !== quantity) throw notClear(orders, quantity);
		return (await orderRecords(api, orders, raw)).map((record) => ({ ...record, before: null }));
	},
};
