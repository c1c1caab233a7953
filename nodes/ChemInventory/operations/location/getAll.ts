import { limitField, returnAllField } from '../../../shared/fields';
import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { listLocations } from '../../contract/location';
import type { Location } from '../../contract/location';
import { allLocations } from '../../records/location';
import { rawDataField, toRecords } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { limited } from '../fields';

export const getAll: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many locations',
		description: 'List locations with their path and the number of containers in each',
	},
	kind: 'read',
	short: ['id', 'path', 'name', 'numbercontainers', 'barcode', 'parent'],
	fields: [returnAllField, limitField, rawDataField],
	async run({ functions, api }, itemIndex) {
		const raw = wantsRaw(functions, itemIndex);
		const locations = raw ? await api.call(listLocations, {}) : [...(await allLocations(api)).values()];
		return await toRecords(api, limited<Location>(functions, itemIndex, locations), raw);
	},
};
