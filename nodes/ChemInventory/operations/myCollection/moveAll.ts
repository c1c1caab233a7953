import { thing } from '../../../shared/operation';
import { moveCollection } from '../../contract/myCollection';
import { besideMove } from '../../records/container/beside';
import { changeAllContainers, expectedNumber, listed, refuseOtherNumbers } from '../../records/container/massChange';
import type { ContainersChange } from '../../records/container/massChange';
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
	async prepare({ api }, form) {
		const destination = await findLocation(api, form.to, 'To Location');
		const from = thing('my collection');
		const change: ContainersChange = {
			expected: form.expectedNumber,
			from,
			touched: [from, thing('location', destination.id)],
			step: moveCollection.path,
			values: [destination.id],
			where: 'My Collection',
			done: 'moved',
			list: async () => await listed(api, await readCollectionEntries(api)),
			send: async () => await api.call(moveCollection, { destinationid: destination.id }),
			untouched: async ({ ids }) => {
				const arrived = new Set(await containerIdsIn(api, destination.id));
				return ids.filter((id) => !arrived.has(id));
			},
			beside: besideMove(api, 'My Collection', destination),
			whereToLook: `Look at the location "${destination.path}" in ChemInventory before you run this step again.`,
		};
		return { destination, change };
	},
	checkAll: refuseOtherNumbers,
	touches: ({ change }) => change.touched,
	async run(call, { destination, change }) {
		const { ids, alreadyThere, alsoTaken, before } = await changeAllContainers(call, change);
		const stayed = new Set(alreadyThere);
		const containerIds = ids.filter((id) => !stayed.has(id));
		return {
			moved: containerIds.length,
			to: destination.path,
			toLocationId: destination.id,
			containerIds,
			alreadyThere,
			alsoTaken,
			before,
		};
	},
});
