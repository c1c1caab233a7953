import type { IExecuteFunctions, ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';

import { badInput, quote } from '../../shared/values/badInput';
import { readId } from '../../shared/values/ids';
import { connectChemInventory } from '../api';
import type { ChemInventoryApi } from '../api';
import { containerFieldsField, readCustomFieldForm } from '../container/customFieldForm';
import { allCustomFields, findField } from '../lookups/customField';
import { readLocator } from '../../shared/values/locator';
import { isOrdered, readOrders } from './read';

export const orderField: INodeProperties = {
	displayName: 'Order',
	name: 'order',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The order request',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchOrders', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 817' },
	],
};

export const destinationField: INodeProperties = {
	displayName: 'Destination',
	name: 'destination',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The location where the container shall go once it arrives',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchLocations', searchable: true },
		},
		{ displayName: 'By Path', name: 'path', type: 'string', placeholder: 'e.g. Cupboards > Cupboard 1' },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 12345' },
	],
};

export async function searchOrders(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const orders = await readOrders(await connectChemInventory(this));
	const wanted = filter?.trim().toLowerCase() ?? '';
	return {
		results: orders
			.map((order) => ({
				name: [order.name, `${order.size ?? ''} ${order.unit ?? ''}`.trim(), order.suppliername, isOrdered(order) ? 'ordered' : 'requested', `ID ${order.id}`]
					.filter((part) => part)
					.join(', '),
				value: order.id,
			}))
			.filter(({ name }) => name.toLowerCase().includes(wanted)),
	};
}

/** @throws Fault `badInput` */
export const readOrderId = (functions: IExecuteFunctions, itemIndex: number): number =>
	readId(readLocator(functions, 'order', itemIndex).value, 'Order');

export const orderFieldsField: INodeProperties = {
	...containerFieldsField,
	description: "The inventory's own fields of a container that have 'Show for Orders' switched on",
};

/**
 * The form of custom fields as `cf-<id>` and text.
 * @throws Fault `badInput`, also for a field that is not shown for orders
 */
export async function readOrderFields(functions: IExecuteFunctions, api: ChemInventoryApi, itemIndex: number): Promise<Record<string, string>> {
	const stored = await readCustomFieldForm(api, 'container', functions.getNodeParameter('containerFields', itemIndex, {}), 'Custom Fields');
	for (const key of Object.keys(stored)) {
		const field = findField(await allCustomFields(api), 'container', key);
		if (field.showfororders !== false) continue;
		throw badInput('Custom Fields', 'names a field that orders do not have', `${quote(field.name)} is not switched on for orders. A group administrator can switch on 'Show for Orders' for it.`);
	}
	return stored;
}
