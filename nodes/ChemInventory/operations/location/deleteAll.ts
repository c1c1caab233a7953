import type { Operation } from '../../../shared/operation';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { readLocator } from '../../../shared/values/locator';
import { deleteAllOfLocation } from '../../contract/location';
import { changeAllContainers, expectedCountField, listed } from '../../records/container/massChange';
import { containersIn, containerIdsIn, locationField, resolveLocation } from '../../records/location';
import type { ChemInventoryApi } from '../../service/api';

export const deleteAll: Operation<ChemInventoryApi> = {
	option: {
		name: 'Delete All Containers',
		value: 'deleteAll',
		action: 'Delete all containers of a location',
		description:
			'Delete every container in one location. Containers of sub-locations stay. A group administrator can restore them one by one, by the returned IDs.',
	},
	kind: 'destructive',
	fields: [locationField, expectedCountField],
	async run(call, itemIndex) {
		const { functions, api } = call;
		const location = await resolveLocation(api, readLocator(functions, 'location', itemIndex).value);
		const { ids: containerIds, before } = await changeAllContainers(call, itemIndex, {
			fingerprint: fingerprintOf(deleteAllOfLocation.path, api.address, location.id),
			where: `The location "${location.path}"`,
			done: 'deleted',
			list: async () => listed(await containersIn(api, location.id), { location: location.id }),
			send: async () => await api.call(deleteAllOfLocation, { locationid: location.id }),
			untouched: async ({ ids }) => {
				const present = new Set(await containerIdsIn(api, location.id));
				return ids.filter((id) => present.has(id));
			},
			whereToLook: `Look at the location "${location.path}" and at the deleted containers in ChemInventory before you run this step again.`,
		});
		return {
			deleted: true,
			numberDeleted: containerIds.length,
			containerIds,
			location: { id: location.id, path: location.path },
			before,
		};
	},
};
