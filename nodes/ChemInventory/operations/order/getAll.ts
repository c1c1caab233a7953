import type { IDataObject } from 'n8n-workflow';

import { limitField, returnAllField } from '../../../shared/fields';
import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { readCollection } from '../../../shared/values/collection';
import type { Order } from '../../contract/order';
import { isOrdered, orderRecords, readOrders, shortOrder } from '../../records/order/order';
import { rawDataField } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { limited } from '../fields';

function hasStatus(order: Order, { status }: IDataObject): boolean {
	if (status !== 'ordered' && status !== 'requested') return true;
	return isOrdered(order) === (status === 'ordered');
}

export const getAll: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many orders',
		description: 'List open order requests. Those that have arrived are containers now and not in the list.',
	},
	kind: 'read',
	short: shortOrder,
	fields: [
		returnAllField,
		limitField,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Status',
					name: 'status',
					type: 'options',
					options: [
						{ name: 'Any', value: 'any' },
						{ name: 'Ordered', value: 'ordered', description: 'The order is placed' },
						{ name: 'Requested', value: 'requested', description: 'The order is not placed yet' },
					],
					default: 'any',
					description: 'How far the order is',
				},
			],
		},
		rawDataField,
	],
	async run({ functions, api }, itemIndex) {
		const filters = readCollection(functions, 'filters', itemIndex);
		const orders = (await readOrders(api)).filter((order) => hasStatus(order, filters));
		return await orderRecords(api, limited(functions, itemIndex, orders), wantsRaw(functions, itemIndex));
	},
};
