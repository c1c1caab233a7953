import { z } from 'zod';

import { listFrom } from '../../shared/dropdown';
import { locator } from '../../shared/form';
import type { Located } from '../../shared/form';
import { oncePerRun } from '../../shared/oncePerRun';
import type { ItemCall } from '../../shared/operation';
import { badInput, quote } from '../../shared/values/badInput';
import { didYouMean } from '../../shared/values/nearest';
import { onlyMatch } from '../../shared/values/onlyMatch';
import { derived } from '../../shared/values/received';
import { sameSpelling } from '../../shared/values/text';
import { listWatchlists, watchlist } from '../contract/watchlist';
import { connectChemInventory } from '../service/api';
import type { ChemInventoryApi } from '../service/api';
import { watchlistWords } from './otherWords';
import { shownIn } from './output';
import { idToChange } from './toChange';

export const watchlistPicker = locator(
	{
		displayName: 'Watchlist',
		name: 'watchlist',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The list of substances to watch',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchWatchlists', searchable: true },
			},
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Peroxide Formers' },
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 114' },
		],
	},
	{ list: 'id', name: 'name', id: 'id' },
);

export type LocatedWatchlist = Located<'id' | 'name'>;

export const watchlistScopes = ['global', 'enterprise', 'site', 'inventory'] as const;
/** The service groups lists by the scope that they belong to; here it stands beside each. */
export const scopedWatchlist = z.object({ scope: z.enum(watchlistScopes) }).and(watchlist);

export type ScopedWatchlist = z.output<typeof scopedWatchlist>;

export const showWatchlist = shownIn(watchlistWords);

/** As they are now. @throws Fault */
export async function allWatchlists(api: ChemInventoryApi): Promise<ScopedWatchlist[]> {
	const lists = await api.call(listWatchlists, {});
	return watchlistScopes.flatMap((scope) =>
		lists[scope].map((list) => derived(list, { scope, ...list }, (sent) => ({ scope, ...sent }))),
	);
}

/** As they were when the run of the node began, fetched once: for what is checked before the first change. */
export const watchlistsAtFirst = oncePerRun(allWatchlists);

/** A watchlist by its ID or its name. @throws Fault `badInput` naming the nearest names */
export function watchlistIn(lists: readonly ScopedWatchlist[], located: LocatedWatchlist): ScopedWatchlist {
	if (located.by === 'id') {
		const list = lists.find(({ id }) => id === located.id);
		if (list) return list;
		throw badInput(
			'Watchlist',
			'was not found',
			`There is no watchlist with the ID ${located.id}. Choose one from the list, or enter its name.`,
		);
	}
	const { text } = located;
	return onlyMatch(
		'Watchlist',
		lists.filter(({ name }) => sameSpelling(name, text)),
		(all) => [
			'matches several watchlists',
			`${quote(text)} matches ${all.map(({ id, scope }) => `${id} (${scope})`).join(', ')}. Enter the ID of one.`,
		],
		() => [
			'was not found',
			`There is no watchlist ${quote(text)}.${didYouMean(
				text,
				lists.map(({ name }) => name),
			)}`,
		],
	);
}

/** The same as it is now. @throws Fault */
export async function findWatchlist(api: ChemInventoryApi, located: LocatedWatchlist): Promise<ScopedWatchlist> {
	return watchlistIn(await allWatchlists(api), located);
}

/** The ID of a watchlist that is to be changed. @throws Fault `badInput` naming the nearest names */
export async function watchlistToChange(call: ItemCall<ChemInventoryApi>, located: LocatedWatchlist): Promise<number> {
	return await idToChange(call, 'Watchlist', located, async () =>
		watchlistIn(await watchlistsAtFirst(call.api), located),
	);
}

export const searchWatchlists = listFrom(
	connectChemInventory,
	async (api) => {
		const lists = await allWatchlists(api);
		return lists.map(({ id, name, scope }) => ({ name: `${name} (${scope})`, value: id }));
	},
	'There are no watchlists. Create one with the operation Create.',
);
