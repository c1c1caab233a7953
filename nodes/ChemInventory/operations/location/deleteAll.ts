import { deleteAllOfLocation } from '../../contract/location';
import { changeAllContainers, expectedNumber, listed } from '../../records/container/massChange';
import { containersIn, containerIdsIn, findLocation, locationPicker } from '../../records/location';
import { operation } from '../operation';

export const deleteAll = operation({
	option: {
		name: 'Delete All Containers',
		value: 'deleteAll',
		action: 'Delete all containers of a location',
		description:
			'Delete every container in one location. Containers of sub-locations stay. A group administrator can restore them one by one, by the returned IDs.',
	},
	kind: 'destructive',
	form: { location: locationPicker, expectedNumber },
	async run(call, form) {
		const { api } = call;
		const location = await findLocation(api, form.location);
		const { ids: containerIds, before } = await changeAllContainers(call, form.expectedNumber, {
			step: deleteAllOfLocation.path,
			values: [location.id],
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
});
