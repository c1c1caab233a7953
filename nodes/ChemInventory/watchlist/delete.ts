import { allowDeletionByAgentField } from '../../shared/fields';
import type { Operation } from '../../shared/operation';
import { dataObject } from '../../shared/values/json';
import { fingerprintOf } from '../../shared/writeLedger';
import type { ChemInventoryApi } from '../api';
import { readLocator } from '../../shared/values/locator';
import { allWatchlists, resolveWatchlist, scopedWatchlist, watchlistField } from '../lookups/watchlist';
import { changeOnce } from '../writes/changeOnce';
import { scopeToChange } from './fields';
import { deleteWatchlist as endpoint } from './schema';

export const deleteWatchlist: Operation<ChemInventoryApi> = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a watchlist',
		description: 'Delete a watchlist, for good. Its terms are returned, so that it can be created again.',
	},
	kind: 'destructive',
	fields: [watchlistField, allowDeletionByAgentField],
	async run(call, itemIndex) {
		const { functions, api } = call;
		const { value } = readLocator(functions, 'watchlist', itemIndex);
		const { before } = await changeOnce(call, itemIndex, {
			fingerprint: fingerprintOf(endpoint.path, api.address, value),
			schema: scopedWatchlist,
			find: async () => {
				const list = await resolveWatchlist(api, value);
				scopeToChange(list);
				return list;
			},
			reread: async ({ id }) => (await allWatchlists(api)).find((list) => list.id === id),
			isDone: (present) => present === undefined,
			send: async ({ id }) => await api.call(endpoint, { id }),
			notDone: 'The watchlist is still there.',
			whereToLook: 'Look at the watchlists in ChemInventory before you run this step again.',
		});
		return {
			deleted: true,
			id: before.id,
			name: before.name,
			scope: before.scope,
			terms: before.terms,
			before: dataObject(before),
		};
	},
};
