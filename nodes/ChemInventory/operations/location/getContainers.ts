import { limit } from '../../../shared/form';
import { listContainersOfLocation } from '../../contract/location';
import { containerRecords, shortContainer } from '../../records/container/output';
import { findLocation, locationPicker } from '../../records/location';
import { foundOrders } from '../../records/order/found';
import { output } from '../../records/output';
import { operation } from '../operation';

export const getContainers = operation({
	option: {
		name: 'Get Containers',
		value: 'getContainers',
		action: 'Get the containers of a location',
		description: 'List the containers in one location, without those in its sub-locations',
	},
	kind: 'read',
	short: [...shortContainer, 'order'],
	form: { location: locationPicker, limit, raw: output('containers') },
	async run(call, form) {
		const { api } = call;
		const location = await findLocation(api, form.location);
		const { orders, containers } = await api.call(listContainersOfLocation, { locationid: location.id });
		const records = [
			...(await containerRecords(api, containers, form.raw)),
			...(await foundOrders(call, orders, form.raw)),
		];
		return records.slice(0, form.limit);
	},
});
