import { allowDeletionByAgentField } from '../../shared/fields';
import type { Operation } from '../../shared/operation';
import { fingerprintOf } from '../../shared/writing/ledger';
import type { ChemInventoryApi } from '../service/api';
import { containerIdsIn } from '../location/containers';
import { locationField, resolveLocation } from '../records/location';
import { readLocator } from '../../shared/values/locator';
import { changeAll, expectedCountField, listed, readExpectedCount } from '../../shared/writing/changeAll';
import { readCollectionEntries } from '../records/myCollection';
import { moveCollection } from '../contract/myCollection';

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
		allowDeletionByAgentField,
	],
	async run(call, itemIndex) {
		const { functions, api } = call;
		const destination = await resolveLocation(
			api,
			readLocator(functions, 'destination', itemIndex).value,
			'To Location',
		);
		const { containerIds, before } = await changeAll(call, itemIndex, {
			fingerprint: fingerprintOf(moveCollection.path, api.address, destination.id),
			where: 'My Collection',
			done: 'moved',
			expected: readExpectedCount(functions.getNodeParameter('expectedCount', itemIndex, '')),
			list: async () => listed(await readCollectionEntries(api)),
			send: async () => await api.call(moveCollection, { destinationid: destination.id }),
			untouched: async ({ containerIds: ids }) => {
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
