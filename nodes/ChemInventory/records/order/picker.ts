import type { IExecuteFunctions, ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';

import { pageOf } from '../../../shared/dropdown';
import { readId } from '../../../shared/values/ids';
import { connectChemInventory } from '../../service/api';
import { readLocator } from '../../../shared/values/locator';
import { isOrdered, readOrders } from './order';

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

export async function searchOrders(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const orders = await readOrders(await connectChemInventory(this));
	const entries = orders.map((order) => ({
		name: [
			order.name,
			`${order.size ?? ''} ${order.unit ?? ''}`.trim(),
			order.suppliername,
			isOrdered(order) ? 'ordered' : 'requested',
			`ID ${order.id}`,
		]
			.filter((part) => part)
			.join(', '),
		value: order.id,
	}));
	return pageOf(entries, filter, paginationToken);
}

/** @throws Fault `badInput` */
export const readOrderId = (functions: IExecuteFunctions, itemIndex: number): number =>
	readId(readLocator(functions, 'order', itemIndex).value, 'Order');
