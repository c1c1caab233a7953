import { choice } from '../../../shared/form';
import { reportWatchlist } from '../../contract/watchlist';
import { containerTable, shortContainer } from '../../records/container/output';
import { columnNames, output } from '../../records/output';
import { findWatchlist, watchlistPicker } from '../../records/watchlist';
import { onlyTimeLimit, usualTimeLimit } from '../fields';
import { operation } from '../operation';

export const report = operation({
	option: {
		name: 'Report',
		value: 'report',
		action: 'Report the containers of a watchlist',
		description: 'List the containers with a substance of a watchlist, one item for each',
	},
	kind: 'read',
	short: shortContainer,
	form: {
		watchlist: watchlistPicker,
		whereToLook: choice({
			displayName: 'Where to Look',
			name: 'whereToLook',
			type: 'options',
			options: [
				{ name: 'Enterprise', value: 'enterprise', description: "Needs an enterprise administrator's token" },
				{ name: 'Inventory', value: 'inventory' },
				{ name: 'Site', value: 'site', description: "Needs a site administrator's token" },
			],
			default: 'inventory',
			description: 'Whose containers to compare with the watchlist',
		}),
		columnNames,
		raw: output('containers'),
		options: onlyTimeLimit,
	},
	async run({ api }, form) {
		const { id } = await findWatchlist(api, form.watchlist);
		const { timeLimit = usualTimeLimit } = form.options;
		const table = await api.call(reportWatchlist, { id, scope: form.whereToLook }, timeLimit);
		return await containerTable(api, table, form);
	},
});
