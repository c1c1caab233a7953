import { z } from 'zod';

import { endpoint } from './endpoint';
import { id, idOrNone, nobody, nothing, receivedFlag, receivedInteger, scope, table } from './scalars';

export const watchlist = z
	.object({ id: receivedInteger, name: z.string(), terms: z.array(z.string()).default([]) })
	.passthrough();

export type Watchlist = z.output<typeof watchlist>;

const lists = z.array(watchlist).default([]);

export const listWatchlists = endpoint({
	path: '/watchlist/load',
	access: 'read',
	summary: 'All watchlists with their terms',
	body: nobody,
	data: z.object({ global: lists, inventory: lists, site: lists, enterprise: lists }).passthrough(),
});

/** `id` 0 creates; the id of a new list is not returned. */
export const saveWatchlist = endpoint({
	path: '/watchlist/save',
	access: 'write',
	summary: 'Create or update a watchlist',
	minRole: 4,
	body: z.object({ id: idOrNone, scope, name: z.string().min(1), terms: z.array(z.string().min(1)) }).strict(),
	data: nothing,
});

export const deleteWatchlist = endpoint({
	path: '/watchlist/delete',
	access: 'write',
	summary: 'Delete a watchlist',
	minRole: 4,
	body: z.object({ id }).strict(),
	data: nothing,
});

export const reportWatchlist = endpoint({
	path: '/watchlist/generatereport',
	access: 'read',
	summary: 'Containers that a watchlist names',
	body: z.object({ id, scope }).strict(),
	data: table,
});

export const checkSubstance = endpoint({
	path: '/watchlist/checksubstance',
	access: 'read',
	summary: 'Watchlists that a substance is on',
	body: z.object({ substanceid: id }).strict(),
	data: z.array(
		z
			.object({
				watchlistid: receivedInteger,
				watchlistname: z.string().nullish(),
				hassubstance: receivedFlag.optional(),
			})
			.passthrough(),
	),
});
