import { thing } from '../../../shared/operation';
import { deleteAllOfLocation } from '../../contract/location';
import { besideDeletion } from '../../records/container/beside';
import { changeAllContainers, expectedNumber, listed, refuseOtherNumbers } from '../../records/container/massChange';
import type { ContainersChange } from '../../records/container/massChange';
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
	async prepare({ api }, form) {
		const location = await findLocation(api, form.location);
		const from = thing('location', location.id);
		const where = `The location "${location.path}"`;
		const change: ContainersChange = {
			expected: form.expectedNumber,
			from,
			touched: [from, thing('deleted containers')],
			step: deleteAllOfLocation.path,
			values: [location.id],
			where,
			done: 'deleted',
			list: async () => await listed(api, await containersIn(api, location.id), { location }),
			send: async () => await api.call(deleteAllOfLocation, { locationid: location.id }),
			untouched: async ({ ids }) => {
				const present = new Set(await containerIdsIn(api, location.id));
				return ids.filter((id) => present.has(id));
			},
			beside: besideDeletion(api, where, location.id),
			whereToLook: `Look at the location "${location.path}" and at the deleted containers in ChemInventory before you run this step again.`,
		};
		return { location, change };
	},
	checkAll: refuseOtherNumbers,
	touches: ({ change }) => change.touched,
	async run(call, { location, change }) {
		const { ids: containerIds, alsoTaken, before } = await changeAllContainers(call, change);
		return {
			deleted: true,
			location: location.path,
			locationId: location.id,
			numberDeleted: containerIds.length,
			containerIds,
			alsoTaken,
			before,
		};
	},
});
