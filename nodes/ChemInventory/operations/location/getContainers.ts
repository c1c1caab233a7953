import { limit } from '../../../shared/form';
import { listContainersOfLocation } from '../../contract/location';
import { findLocation, locationPicker } from '../../records/location';
import { raw, shortContainer, toRecords } from '../../records/output';
import { operation } from '../operation';

export const getContainers = operation({
	option: {
		name: 'Get Containers',
		value: 'getContainers',
		action: 'Get the containers of a location',
		description: 'List the containers that stand in one location. Those of its sub-locations are not included.',
	},
	kind: 'read',
	short: shortContainer,
	form: { location: locationPicker, limit, raw },
	async run({ api, hint }, form) {
		const location = await findLocation(api, form.location);
		const { orders, containers } = await api.call(listContainersOfLocation, { locationid: location.id });
		if (orders.length > 0) {
			hint(
				`ChemInventory also lists ${orders.length} orders for "${location.path}". The node ChemInventory Order gives orders.`,
			);
		}
		return await toRecords(api, containers.slice(0, form.limit), form.raw);
	},
});
