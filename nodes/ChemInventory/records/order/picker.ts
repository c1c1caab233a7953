import { listFrom } from '../../../shared/dropdown';
import { locator, optionalLocator } from '../../../shared/form';
import { connectChemInventory } from '../../service/api';
import { byLocationMode, locationModes } from '../location';
import { isOrdered, readOrders } from './order';

export const orderPicker = locator(
	{
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
	},
	{ list: 'id', id: 'id' },
);

export const destinationPicker = optionalLocator(
	{
		displayName: 'Destination',
		name: 'destination',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: 'The location where the container goes once it arrives',
		modes: locationModes,
	},
	byLocationMode,
);

export const searchOrders = listFrom(
	connectChemInventory,
	async (api) => {
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
	},
	'This inventory has no open orders. Create one with the operation Create.',
);
