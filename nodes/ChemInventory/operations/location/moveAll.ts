import type { Operation } from '../../../shared/operation';
import { badInput } from '../../../shared/values/badInput';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { readLocator } from '../../../shared/values/locator';
import { moveAllOfLocation } from '../../contract/location';
import { changeAllContainers, expectedCountField, listed } from '../../records/container/massChange';
import { containersIn, containerIdsIn, locationField, resolveLocation } from '../../records/location';
import type { ChemInventoryApi } from '../../service/api';

export const moveAll: Operation<ChemInventoryApi> = {
	option: {
		name: 'Move All Containers',
		value: 'moveAll',
		action: 'Move all containers of a location',
		description:
			'Move everything from one location to another. Containers of sub-locations stay where they are. To undo it, move the returned container IDs back.',
	},
	kind: 'destructive',
	fields: [
		{ ...locationField, displayName: 'From Location', name: 'origin', description: 'Where the containers are now' },
		{ ...locationField, displayName: 'To Location', name: 'destination', description: 'Where the containers go' },
		expectedCountField,
	],
	async run(call, itemIndex) {
		const { functions, api } = call;
		const origin = await resolveLocation(api, readLocator(functions, 'origin', itemIndex).value, 'From Location');
		const destination = await resolveLocation(
			api,
			readLocator(functions, 'destination', itemIndex).value,
			'To Location',
		);
		if (origin.id === destination.id) {
			throw badInput(
				'To Location',
				'is the same as the other location',
				`Both are "${origin.path}". Choose another one.`,
			);
		}
		const { ids: containerIds, before } = await changeAllContainers(call, itemIndex, {
			fingerprint: fingerprintOf(moveAllOfLocation.path, api.address, origin.id, destination.id),
			where: `The location "${origin.path}"`,
			done: 'moved',
			list: async () => listed(await containersIn(api, origin.id), { location: origin.id }),
			send: async () => await api.call(moveAllOfLocation, { origin: origin.id, destination: destination.id }),
			untouched: async ({ ids }) => {
				const arrived = new Set(await containerIdsIn(api, destination.id));
				return ids.filter((id) => !arrived.has(id));
			},
			whereToLook: `Look at the locations "${origin.path}" and "${destination.path}" in ChemInventory before you run this step again.`,
		});
		return {
			moved: containerIds.length,
			containerIds,
			origin: { id: origin.id, path: origin.path },
			destination: { id: destination.id, path: destination.path },
			before,
		};
	},
};
