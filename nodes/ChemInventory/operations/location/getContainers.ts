import { limitField, returnAllField } from '../../../shared/fields';
import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { readLocator } from '../../../shared/values/locator';
import { listContainersOfLocation } from '../../contract/location';
import { locationField, resolveLocation } from '../../records/location';
import { rawDataField, shortContainer, toRecords } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { limited } from '../fields';

export const getContainers: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get Containers',
		value: 'getContainers',
		action: 'Get the containers of a location',
		description: 'List the containers that stand in one location. Those of its sub-locations are not included.',
	},
	kind: 'read',
	short: shortContainer,
	fields: [locationField, returnAllField, limitField, rawDataField],
	async run({ functions, api, hint }, itemIndex) {
		const location = await resolveLocation(api, readLocator(functions, 'location', itemIndex).value);
		const { orders, containers } = await api.call(listContainersOfLocation, { locationid: location.id });
		if (orders.length > 0) {
			hint(
				`ChemInventory also lists ${orders.length} orders for "${location.path}". The node ChemInventory Order gives orders.`,
			);
		}
		return await toRecords(api, limited(functions, itemIndex, containers), wantsRaw(functions, itemIndex));
	},
};
