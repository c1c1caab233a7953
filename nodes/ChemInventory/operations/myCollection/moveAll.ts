import type { Operation } from '../../../shared/operation';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { readLocator } from '../../../shared/values/locator';
import { moveCollection } from '../../contract/myCollection';
import { changeAllContainers, expectedCountField, listed } from '../../records/container/massChange';
import { containerIdsIn, locationField, resolveLocation } from '../../records/location';
import { readCollectionEntries } from '../../records/myCollection';
import type { ChemInventoryApi } from '../../service/api';

export const moveAll: Operation<ChemInventoryApi> = {
	option: {
		name: 'Move All',
		value: 'moveAll',
		action: 'Move all containers on my collection',
		description: 'Move every container on the list to one location. The container IDs are returned.',
	},
	kind: 'destructive',
	fields: [
		{ ...locationField, displayName: 'To Location', name: 'destination', description: 'Where the containers go' },
		expectedCountField,
	],
	async run(call, itemIndex) {
		const { functions, api } = call;
		const destination = await resolveLocation(
			api,
			readLocator(functions, 'destination', itemIndex).value,
			'To Location',
		);
		const { ids: containerIds, before } = await changeAllContainers(call, itemIndex, {
			fingerprint: fingerprintOf(moveCollection.path, api.address, destination.id),
			where: 'My Collection',
			done: 'moved',
			list: async () => listed(await readCollectionEntries(api)),
			send: async () => await api.call(moveCollection, { destinationid: destination.id }),
			untouched: async ({ ids }) => {
				const arrived = new Set(await containerIdsIn(api, destination.id));
				return ids.filter((id) => !arrived.has(id));
			},
			whereToLook: `Look at the location "${destination.path}" in ChemInventory before you run this step again.`,
		});
		return {
			moved: containerIds.length,
			containerIds,
			destination: { id: destination.id, path: destination.path },
			before,
		};
	},
};
