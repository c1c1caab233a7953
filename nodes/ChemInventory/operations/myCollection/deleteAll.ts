import { thing } from '../../../shared/operation';
import type { Contents } from '../../../shared/writing/changeAll';
import { deleteCollection } from '../../contract/myCollection';
import { besideDeletion } from '../../records/container/beside';
import { changeAllContainers, expectedNumber, listed, refuseOtherNumbers } from '../../records/container/massChange';
import type { ContainersChange } from '../../records/container/massChange';
import { containerIdsIn } from '../../records/location';
import { containerIdsOnList, readCollectionEntries } from '../../records/myCollection';
import type { ChemInventoryApi } from '../../service/api';
import { operation } from '../operation';

/** Of these containers, those that still stand in one of the locations, or on the list. */
async function stillThere(api: ChemInventoryApi, { ids, placeIds = [] }: Contents): Promise<number[]> {
	const present = new Set(await containerIdsOnList(api));
	for (const location of placeIds) {
		for (const id of await containerIdsIn(api, location)) present.add(id);
	}
	return ids.filter((id) => present.has(id));
}

export const deleteAll = operation({
	option: {
		name: 'Delete All Containers on the List',
		value: 'deleteAll',
		action: 'Delete all containers on my collection',
		description:
			'DELETES every container that is on My Collection from the inventory. To empty only the list, use the operation Take All Off the List. A group administrator can restore them one by one, by the returned IDs.',
	},
	kind: 'destructive',
	form: { expectedNumber },
	async prepare({ api }, form) {
		const from = thing('my collection');
		const change: ContainersChange = {
			expected: form.expectedNumber,
			from,
			touched: [from],
			step: deleteCollection.path,
			values: [],
			where: 'My Collection',
			done: 'deleted',
			list: async () => {
				const entries = await readCollectionEntries(api);
				const locations = entries.flatMap(({ location }) =>
					typeof location === 'number' && location > 0 ? [location] : [],
				);
				return await listed(api, entries, { locationIds: [...new Set(locations)] });
			},
			send: async () => await api.call(deleteCollection, {}),
			untouched: async (contents) => await stillThere(api, contents),
			beside: besideDeletion(api, 'My Collection'),
			whereToLook:
				'Look at My Collection and at the deleted containers in ChemInventory before you run this step again.',
		};
		return { change };
	},
	checkAll: refuseOtherNumbers,
	touches: ({ change }) => change.touched,
	async run(call, { change }) {
		const { ids: containerIds, alsoTaken, before } = await changeAllContainers(call, change);
		return { deleted: true, numberDeleted: containerIds.length, containerIds, alsoTaken, before };
	},
});
