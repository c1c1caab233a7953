import { moveCollection } from '../../contract/myCollection';
import { changeAllContainers, expectedNumber, listed } from '../../records/container/massChange';
import { containerIdsIn, findLocation, toLocationPicker } from '../../records/location';
import { readCollectionEntries } from '../../records/myCollection';
import { operation } from '../operation';

export const moveAll = operation({
	option: {
		name: 'Move All',
		value: 'moveAll',
		action: 'Move all containers on my collection',
		description: 'Move every container on the list to one location. The container IDs are returned.',
	},
	kind: 'destructive',
	form: { to: toLocationPicker, expectedNumber },
	async run(call, form) {
		const { api } = call;
		const destination = await findLocation(api, form.to, 'To Location');
		const { ids: containerIds, before } = await changeAllContainers(call, form.expectedNumber, {
			step: moveCollection.path,
			values: [destination.id],
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
});
