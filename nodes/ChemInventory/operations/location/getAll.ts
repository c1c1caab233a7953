import { limit } from '../../../shared/form';
import { listLocations } from '../../contract/location';
import type { Location } from '../../contract/location';
import { allLocations, showLocation } from '../../records/location';
import { output, toRecords } from '../../records/output';
import { operation } from '../operation';

export const getAll = operation({
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many locations',
		description: 'List locations with their path and the number of containers in each',
	},
	kind: 'read',
	short: ['id', 'path', 'name', 'numberOfContainers', 'barcode', 'parentId'],
	form: { limit, raw: output('locations') },
	async run({ api }, form) {
		const locations: Location[] = form.raw
			? await api.call(listLocations, {})
			: [...(await allLocations(api)).values()];
		return await toRecords(showLocation, locations.slice(0, form.limit), form.raw);
	},
});
