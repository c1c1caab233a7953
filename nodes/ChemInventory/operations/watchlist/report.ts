import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { readCollection } from '../../../shared/values/collection';
import { readLocator } from '../../../shared/values/locator';
import { reportWatchlist } from '../../contract/watchlist';
import { columnNamesField, rawDataField, shortContainer, tableRecords } from '../../records/output';
import { resolveWatchlist, watchlistField } from '../../records/watchlist';
import type { ChemInventoryApi } from '../../service/api';
import { readTimeLimit, timeLimitOptions } from '../fields';
import { readOwnScope } from './fields';

export const report: Operation<ChemInventoryApi> = {
	option: {
		name: 'Report',
		value: 'report',
		action: 'Report the containers of a watchlist',
		description: 'List the containers that hold something from a watchlist, one item for each',
	},
	kind: 'read',
	short: shortContainer,
	fields: [
		watchlistField,
		{
			displayName: 'Where to Look',
			name: 'reportScope',
			type: 'options',
			options: [
				{ name: 'Enterprise', value: 'enterprise', description: "Needs an enterprise administrator's token" },
				{ name: 'Inventory', value: 'inventory' },
				{ name: 'Site', value: 'site', description: "Needs a site administrator's token" },
			],
			default: 'inventory',
			description: 'Whose containers to compare with the watchlist',
		},
		columnNamesField,
		rawDataField,
		timeLimitOptions,
	],
	async run({ functions, api }, itemIndex) {
		const scope = readOwnScope(functions.getNodeParameter('reportScope', itemIndex));
		const { id } = await resolveWatchlist(api, readLocator(functions, 'watchlist', itemIndex).value);
		const table = await api.call(
			reportWatchlist,
			{ id, scope },
			readTimeLimit(readCollection(functions, 'options', itemIndex)),
		);
		return await tableRecords(api, table, {
			raw: wantsRaw(functions, itemIndex),
			columnNames: functions.getNodeParameter('columnNames', itemIndex),
		});
	},
};
