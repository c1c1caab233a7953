import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { listFrom } from '../../shared/dropdown';
import { badInput, quote } from '../../shared/values/badInput';
import { didYouMean } from '../../shared/values/nearest';
import { onlyMatch } from '../../shared/values/onlyMatch';
import { listWatchlists, watchlist } from '../contract/watchlist';
import { connectChemInventory } from '../service/api';
import type { ChemInventoryApi } from '../service/api';

export const watchlistField: INodeProperties = {
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
};

export const watchlistScopes = ['global', 'enterprise', 'site', 'inventory'] as const;
/** The service groups lists by the scope that they belong to; here it stands beside each. */
export const scopedWatchlist = z.object({ scope: z.enum(watchlistScopes) }).and(watchlist);

export type ScopedWatchlist = z.output<typeof scopedWatchlist>;

/** As they are now. @throws Fault */
export async function allWatchlists(api: ChemInventoryApi): Promise<ScopedWatchlist[]> {
	const lists = await api.call(listWatchlists, {});
	return watchlistScopes.flatMap((scope) => lists[scope].map((list) => ({ scope, ...list })));
}

/** A watchlist by id or name, as it is now. @throws Fault `badInput` */
export async function resolveWatchlist(api: ChemInventoryApi, value: unknown): Promise<ScopedWatchlist> {
	const text = String(value ?? '').trim();
	if (text === '') throw badInput('Watchlist', 'is empty', 'Choose a watchlist from the list, or give its name.');
	const lists = await allWatchlists(api);
	const byId = /^\d+$/.test(text) ? lists.find(({ id }) => String(id) === text) : undefined;
	if (byId) return byId;
	const matches = lists.filter(({ name }) => name.trim() === text);
	return onlyMatch(
		'Watchlist',
		matches,
		(all) => [
			'fits several watchlists',
			`${quote(text)} fits ${all.map(({ id, scope }) => `${id} (${scope})`).join(', ')}. Give the ID of one.`,
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

export const searchWatchlists = listFrom(connectChemInventory, async (api) => {
	const lists = await allWatchlists(api);
	return lists.map(({ id, name, scope }) => ({ name: `${name} (${scope})`, value: id }));
});
