import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { badInput, checked } from '../../../shared/values/badInput';
import { readCollection } from '../../../shared/values/collection';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { heldValue } from '../../../shared/values/locator';
import { sameText } from '../../../shared/values/text';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { readBack } from '../../../shared/writing/readBack';
import type { BodyOf } from '../../contract/endpoint';
import { editOrder } from '../../contract/order';
import type { Order } from '../../contract/order';
import { sameSize } from '../../records/container/compare';
import { clearableOfOrder, orderClearField, readClearedFields } from '../../records/customField/clearing';
import { orderFieldsField, readCustomFields } from '../../records/customField/form';
import { resolveLocation } from '../../records/location';
import { customFieldsOf, orderRecords, readOrder, shortOrder } from '../../records/order/order';
import { destinationField, orderField, readOrderId } from '../../records/order/picker';
import { rawDataField } from '../../records/output';
import { resolveSupplier, supplierField } from '../../records/supplier';
import { resolveUnit, unitField } from '../../records/unit';
import type { ChemInventoryApi } from '../../service/api';

const updateFieldsField: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'Fields without a value are left as they are',
	options: [
		orderClearField,
		{
			displayName: 'Comments',
			name: 'comments',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			description: 'The new comments, in place of the old ones',
		},
		destinationField,
		{
			displayName: 'Size',
			name: 'size',
			type: 'string',
			default: '',
			placeholder: 'e.g. 500',
			description: 'The size of the container, without the unit',
		},
		supplierField,
		unitField,
	],
};

const given = (value: unknown) => String(value ?? '').trim();

/** What the form changes, under the keys of /order/edit. @throws Fault `badInput` */
async function readChanges(
	functions: IExecuteFunctions,
	api: ChemInventoryApi,
	itemIndex: number,
): Promise<IDataObject> {
	const fields = readCollection(functions, 'updateFields', itemIndex);
	const [unit, destination, supplier] = [
		heldValue(fields.unit),
		heldValue(fields.destination),
		heldValue(fields.supplier),
	];
	const changes: IDataObject = {
		...(given(fields.size) === '' ? {} : { containersize: given(fields.size) }),
		...(given(unit) === '' ? {} : { units: (await resolveUnit(api, unit)).id }),
		...(given(supplier) === '' ? {} : { supplier: await resolveSupplier(api, supplier) }),
		...(given(fields.comments) === '' ? {} : { comments: given(fields.comments) }),
		...(given(destination) === ''
			? {}
			: { destinationlocation: (await resolveLocation(api, destination, 'Destination')).id }),
	};
	Object.assign(changes, await readCustomFields(functions, api, itemIndex, 'order'));
	for (const field of await readClearedFields(api, fields.clear, clearableOfOrder, new Set(Object.keys(changes)))) {
		changes[field] = field === 'destinationlocation' ? 0 : '';
	}
	if (Object.keys(changes).length > 0) return changes;
	throw badInput(
		'Update Fields',
		'holds nothing to change',
		'Add a field and give it a value. An expression that finds nothing leaves the field empty.',
	);
}

/** A request as /order/edit takes it. */
function presentValues(order: Order) {
	return {
		containersize: given(order.size),
		units: order.unitid ?? 0,
		supplier: given(order.suppliername),
		comments: order.comments ?? '',
		destinationlocation: order.destinationlocation ?? 0,
		...customFieldsOf(order),
	};
}

/** The endpoint clears what is left out, so the present values go along. @throws Fault `badInput` */
function merged(order: Order, changes: IDataObject): BodyOf<typeof editOrder> {
	const body = { ...presentValues(order), ...changes, orderid: order.id };
	if (body.containersize === '')
		throw badInput('Size', 'is empty', 'The order has no size yet, and ChemInventory needs one. Give the size.');
	if (body.units === 0)
		throw badInput('Unit', 'is empty', 'The order has no unit yet, and ChemInventory needs one. Give the unit.');
	if (body.supplier === '')
		throw badInput(
			'Supplier',
			'is empty',
			'The order has no supplier yet, and ChemInventory needs one. Give the supplier.',
		);
	return checked(editOrder.body, body, 'Order');
}

/** What is about to change, as it is. */
function valuesBefore(order: Order, changes: IDataObject): IDataObject {
	const present: IDataObject = presentValues(order);
	return { id: order.id, ...Object.fromEntries(Object.keys(changes).map((key) => [key, present[key] ?? null])) };
}

/** The changed keys that the request does not show. */
function notShown(order: Order, changes: IDataObject): string[] {
	const present: Record<string, unknown> = presentValues(order);
	return Object.entries(changes)
		.filter(
			([key, value]) => !(key === 'containersize' ? sameSize(present[key], value) : sameText(present[key], value)),
		)
		.map(([key]) => key);
}

export const update: Operation<ChemInventoryApi> = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update an order',
		description:
			'Change size, supplier, destination, comments or custom fields of an order request; what is not given stays',
	},
	kind: 'write',
	short: shortOrder,
	fields: [orderField, updateFieldsField, orderFieldsField, rawDataField],
	async run({ functions, api, ledger, hint }, itemIndex) {
		// Read before the write: a field that cannot be read must not make a finished change look failed.
		const raw = wantsRaw(functions, itemIndex);
		const orderid = readOrderId(functions, itemIndex);
		const changes = await readChanges(functions, api, itemIndex);
		const whereToLook = `Look at order request ${orderid} in ChemInventory before you run this step again.`;
		const present = await readOrder(api, orderid);
		const { before } = await applyOnce(ledger, {
			itemIndex,
			fingerprint: fingerprintOf(editOrder.path, api.address, orderid, changes),
			look: async () => valuesBefore(present, changes),
			send: async () => {
				await api.call(editOrder, merged(present, changes));
				return { orderid };
			},
			settle: async () => {
				const missing = notShown(await readOrder(api, orderid), changes);
				return missing.length === 0
					? { applied: true, answer: { orderid } }
					: { applied: false, seen: `Order request ${orderid} does not show the new values of ${missing.join(', ')}.` };
			},
			whereToLook,
			signal: functions.getExecutionCancelSignal(),
		});
		const order = await readBack(async () => await readOrder(api, orderid), whereToLook, { orderid });
		const missing = notShown(order, changes);
		if (missing.length > 0)
			hint(
				`ChemInventory accepted the change, but order request ${orderid} shows other values for: ${missing.join(', ')}.`,
			);
		return (await orderRecords(api, [order], raw)).map((record) => ({ ...record, before: before ?? null }));
	},
};
