import type { IDataObject } from 'n8n-workflow';

import { collection, optionalText } from '../../../shared/form';
import type { Values } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import type { OperationCall } from '../../../shared/operation';
import { badInput, checked } from '../../../shared/values/badInput';
import { isNothing, sameLetters } from '../../../shared/values/text';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { readBack } from '../../../shared/writing/readBack';
import type { BodyOf } from '../../contract/endpoint';
import { editOrder } from '../../contract/order';
import type { Order } from '../../contract/order';
import { sameSize } from '../../records/container/shownKeys';
import { clearableOfOrder, clearedKeys, clearedOrderFields } from '../../records/customField/clearing';
import { orderFields, storedFields } from '../../records/customField/form';
import { ownFieldsOf } from '../../records/customField/shown';
import { findLocation } from '../../records/location';
import {
	customFieldsOf,
	orderRecords,
	orderValues,
	readOrder,
	requireOrder,
	shortOrder,
	showsAllCustomFields,
} from '../../records/order/order';
import { destinationPicker, orderPicker } from '../../records/order/picker';
import { output } from '../../records/output';
import { optionalSizeField } from '../../records/size';
import { optionalSupplierPicker, supplierKey, supplierName } from '../../records/supplier';
import { findUnit, optionalUnitPicker } from '../../records/unit';
import type { ChemInventoryApi } from '../../service/api';
import { operation } from '../operation';

const updateFields = collection(
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'Fields without a value are left as they are',
	},
	{
		clear: clearedOrderFields,
		comments: optionalText({
			displayName: 'Comments',
			name: 'comments',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			description: 'The new comments, in place of the old ones',
		}),
		destination: destinationPicker,
		size: optionalSizeField({
			displayName: 'Size',
			name: 'size',
			type: 'string',
			default: '',
			placeholder: 'e.g. 500',
			description: 'The size of the container, without the unit',
		}),
		supplier: optionalSupplierPicker,
		unit: optionalUnitPicker,
	},
);

const form = { order: orderPicker, updates: updateFields, fields: orderFields, raw: output('orders') };

/** What the form changes, under the keys of /order/edit. @throws Fault `badInput` */
async function changesOf(
	call: OperationCall<ChemInventoryApi>,
	{ updates, fields }: Values<typeof form>,
): Promise<IDataObject> {
	const { api } = call;
	const { size, unit, supplier, comments, destination, clear = [] } = updates;
	const changes: IDataObject = {
		...(size === undefined ? {} : { containersize: size }),
		...(unit ? { units: (await findUnit(api, unit)).id } : {}),
		...(supplier ? { supplier: await supplierName(api, supplier) } : {}),
		...(comments === undefined ? {} : { comments }),
		...(destination ? { destinationlocation: (await findLocation(api, destination, 'Destination')).id } : {}),
	};
	Object.assign(changes, await storedFields(call, 'order', fields));
	for (const field of await clearedKeys(api, clear, clearableOfOrder, new Set(Object.keys(changes)))) {
		changes[field] = field === 'destinationlocation' ? 0 : '';
	}
	if (Object.keys(changes).length > 0) return changes;
	throw badInput(
		'Update Fields',
		'contains no changes',
		'Add a field and enter a value. An expression that finds nothing leaves the field empty.',
	);
}

/** A request as /order/edit takes it, to the letter: another spelling of a supplier would be another supplier. */
function presentValues(order: Order) {
	return {
		containersize: order.size ?? '',
		units: order.unitid ?? 0,
		supplier: order.suppliername ?? '',
		comments: order.comments ?? '',
		destinationlocation: order.destinationlocation ?? 0,
		...customFieldsOf(order),
	};
}

/** The endpoint clears what is left out, so the present values go along. @throws Fault `badInput` */
function merged(order: Order, changes: IDataObject): BodyOf<typeof editOrder> {
	if (!showsAllCustomFields(order))
		throw badInput(
			'Order',
			'has custom fields in a form that this node does not know, so nothing was sent',
			'They would be emptied, because ChemInventory takes the whole order. Change the order in ChemInventory.',
		);
	const body = { ...presentValues(order), ...changes, orderid: order.id };
	if (isNothing(body.containersize))
		throw badInput('Size', 'is empty', 'The order has no size yet, and ChemInventory needs one. Enter the size.');
	if (body.units === 0)
		throw badInput('Unit', 'is empty', 'The order has no unit yet, and ChemInventory needs one. Enter the unit.');
	if (isNothing(body.supplier))
		throw badInput(
			'Supplier',
			'is empty',
			'The order has no supplier yet, and ChemInventory needs one. Enter the supplier.',
		);
	return checked(editOrder.body, body, 'Order');
}

/** What the write is known by. A supplier that an earlier try brought into being decides how it is spelled. */
const valuesOf = (changes: IDataObject): IDataObject =>
	'supplier' in changes ? { ...changes, supplier: supplierKey(String(changes.supplier)) } : changes;

/** What is about to change, as it is. */
function valuesBefore(order: Order, changes: IDataObject): IDataObject {
	const present: IDataObject = presentValues(order);
	return {
		id: order.id,
		...Object.fromEntries(Object.keys(changes).map((key) => [key, present[key] ?? null])),
		...('units' in changes ? { unit: order.unit ?? null } : {}),
	};
}

/** The form's names for the keys of /order/edit; the lab's own fields go by theirs. @throws Fault */
async function labelsOf(api: ChemInventoryApi, changes: IDataObject): Promise<(key: string) => string> {
	const own = await ownFieldsOf(api, [changes]);
	return (key) => labels.get(key) ?? own.get(key)?.name ?? key;
}

const labels = new Map([
	['containersize', 'Size'],
	['units', 'Unit'],
	['supplier', 'Supplier'],
	['comments', 'Comments'],
	['destinationlocation', 'Destination'],
]);

/** The changed keys that the request does not show. */
function notShown(order: Order, changes: IDataObject): string[] {
	const present: Record<string, unknown> = presentValues(order);
	return Object.entries(changes)
		.filter(
			([key, value]) => !(key === 'containersize' ? sameSize(present[key], value) : sameLetters(present[key], value)),
		)
		.map(([key]) => key);
}

export const update = operation({
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update an order',
		description:
			'Change size, supplier, destination, comments or custom fields of an order request; anything you leave out stays as it is',
	},
	kind: 'write',
	short: shortOrder,
	form,
	async prepare(call, filled) {
		const changes = await changesOf(call, filled);
		const present = await requireOrder(call.api, filled.order.id);
		merged(present, changes);
		return { orderid: present.id, changes, labelOf: await labelsOf(call.api, changes), raw: filled.raw };
	},
	touches: ({ orderid, changes }) => [
		thing('order', orderid),
		...('supplier' in changes ? [thing('supplier', supplierKey(String(changes.supplier)))] : []),
	],
	async run(call, { orderid, changes, labelOf, raw: isRaw }) {
		const { api, hint } = call;
		const whereToLook = `Look at order request ${orderid} in ChemInventory before you run this step again.`;
		let body: BodyOf<typeof editOrder> | undefined;
		const { before } = await applyOnce(call, {
			step: editOrder.path,
			values: [orderid, valuesOf(changes)],
			look: async () => {
				const present = await readOrder(api, orderid);
				body = merged(present, changes);
				const values = valuesBefore(present, changes);
				return isRaw ? values : await orderValues(api, values);
			},
			send: async () => {
				if (body) await api.call(editOrder, body);
				return { orderid };
			},
			settle: async () => {
				const missing = notShown(await readOrder(api, orderid), changes).map(labelOf);
				return missing.length === 0
					? { applied: true, answer: { orderid } }
					: { applied: false, seen: `Order request ${orderid} does not show the new values of ${missing.join(', ')}.` };
			},
			whereToLook,
		});
		const order = await readBack(async () => await readOrder(api, orderid), whereToLook, { orderId: orderid });
		const missing = notShown(order, changes).map(labelOf);
		if (missing.length > 0)
			hint(
				`ChemInventory accepted the change, but order request ${orderid} shows other values for: ${missing.join(', ')}.`,
			);
		return (await orderRecords(api, [order], isRaw)).map((record) => ({ ...record, before: before ?? null }));
	},
});
