import type { Operation } from '../../../shared/operation';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { dataObject } from '../../../shared/values/json';
import { readLocator } from '../../../shared/values/locator';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { deleteWatchlist as endpoint } from '../../contract/watchlist';
import { allWatchlists, resolveWatchlist, scopedWatchlist, watchlistField } from '../../records/watchlist';
import type { ChemInventoryApi } from '../../service/api';
import { scopeToChange } from './fields';

export const deleteWatchlist: Operation<ChemInventoryApi> = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a watchlist',
		description: 'Delete a watchlist, for good. Its terms are returned, so that it can be created again.',
	},
	kind: 'destructive',
	fields: [watchlistField],
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
