import { thing } from '../../../shared/operation';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { deleteWatchlist as endpoint } from '../../contract/watchlist';
import {
	allWatchlists,
	findWatchlist,
	scopedWatchlist,
	showWatchlist,
	watchlistPicker,
	watchlistsAtFirst,
	watchlistToChange,
} from '../../records/watchlist';
import { operation } from '../operation';
import { scopeToChange } from './fields';

export const deleteWatchlist = operation({
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a watchlist',
		description: 'Delete a watchlist, for good. Its terms are returned, so that it can be created again.',
	},
	kind: 'destructive',
	form: { watchlist: watchlistPicker },
	async prepare(call, { watchlist }) {
		const id = await watchlistToChange(call, watchlist);
		const present = (await watchlistsAtFirst(call.api)).find((list) => list.id === id);
		if (present) scopeToChange(present);
		return { id };
	},
	touches: ({ id }) => [thing('watchlist', id)],
	async run(call, { id }) {
		const { api } = call;
		const { before } = await changeOnce(call, {
			step: endpoint.path,
			values: [id],
			schema: scopedWatchlist,
			find: async () => {
				const list = await findWatchlist(api, { by: 'id', id });
				scopeToChange(list);
				return list;
			},
			reread: async () => (await allWatchlists(api)).find((list) => list.id === id),
			isDone: (present) => present === undefined,
			send: async () => await api.call(endpoint, { id }),
			notDone: 'The watchlist is still there.',
			whereToLook: 'Look at the watchlists in ChemInventory before you run this step again.',
		});
		return {
			deleted: true,
			id: before.id,
			name: before.name,
			scope: before.scope,
			terms: before.terms,
			before: showWatchlist(before),
		};
	},
});
