import { thing } from '../../../shared/operation';
import { emptyCollection } from '../../contract/myCollection';
import { changeAllContainers, expectedNumber, listed, refuseOtherNumbers } from '../../records/container/massChange';
import type { ContainersChange } from '../../records/container/massChange';
import { containerIdsOnList, readCollectionEntries } from '../../records/myCollection';
import { operation } from '../operation';

export const removeAll = operation({
	option: {
		name: 'Take All Off the List',
		value: 'removeAll',
		action: 'Take all containers off my collection',
		description: 'Empty My Collection. No container is deleted: all stay in the inventory, where they are.',
	},
	kind: 'destructive',
	form: { expectedNumber },
	async prepare({ api }, form) {
		const from = thing('my collection');
		const change: ContainersChange = {
			expected: form.expectedNumber,
			from,
			touched: [from],
			step: emptyCollection.path,
			values: [],
			where: 'My Collection',
			done: 'taken off the list',
			list: async () => await listed(api, await readCollectionEntries(api)),
			send: async () => await api.call(emptyCollection, {}),
			untouched: async ({ ids }) => {
				const present = new Set(await containerIdsOnList(api));
				return ids.filter((id) => present.has(id));
			},
			whereToLook: 'Look at My Collection in ChemInventory before you run this step again.',
		};
		return { change };
	},
	checkAll: refuseOtherNumbers,
	touches: ({ change }) => change.touched,
	async run(call, { change }) {
		const { ids: containerIds, before } = await changeAllContainers(call, change);
		return { removed: containerIds.length, containerIds, containersDeleted: false, before };
	},
});
