import { choice, limit } from '../../../shared/form';
import { output, toRecords } from '../../records/output';
import { allWatchlists, showWatchlist } from '../../records/watchlist';
import { operation } from '../operation';

export const getAll = operation({
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many watchlists',
		description:
			'List the watchlists with their terms, and who each is for: the inventory, the site, the enterprise or everybody',
	},
	kind: 'read',
	short: ['id', 'name', 'scope', 'terms'],
	form: {
		scope: choice({
			displayName: 'Scope',
			name: 'scope',
			type: 'options',
			options: [
				{ name: 'All', value: 'all' },
				{ name: 'Enterprise', value: 'enterprise' },
				{ name: 'Global', value: 'global', description: 'Lists that ChemInventory keeps for everybody' },
				{ name: 'Inventory', value: 'inventory' },
				{ name: 'Site', value: 'site' },
			],
			default: 'all',
			description: 'Which watchlists to list',
		}),
		limit,
		raw: output('watchlists'),
	},
	async run({ api }, form) {
		const lists = (await allWatchlists(api)).filter(({ scope }) => form.scope === 'all' || form.scope === scope);
		return await toRecords(showWatchlist, lists.slice(0, form.limit), form.raw);
	},
});
