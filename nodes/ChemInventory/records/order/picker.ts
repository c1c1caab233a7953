import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { listFrom } from '../../../shared/dropdown';
import { locator } from '../../../shared/form';
import type { Declared } from '../../../shared/form';
import { readId } from '../../../shared/values/ids';
import { readLocator } from '../../../shared/values/locator';
import { connectChemInventory } from '../../service/api';
import { locationField } from '../location';
import { isOrdered, readOrders } from './order';

const declaration: Declared<'resourceLocator'> = {
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

export const orderPicker = locator(declaration, { list: 'id', id: 'id' });

/** Until the last operation reads its form. */
export const orderField: INodeProperties = declaration;

export const destinationField: INodeProperties = {
	displayName: 'Destination',
	name: 'destination',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The location where the container goes once it arrives',
	modes: locationField.modes,
};

export const searchOrders = listFrom(connectChemInventory, async (api) => {
	const orders = await readOrders(api);
	return orders.map((order) => ({
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
});

/** @throws Fault `badInput` */
export const readOrderId = (functions: IExecuteFunctions, itemIndex: number): number =>
	readId(readLocator(functions, 'order', itemIndex).value, 'Order');
