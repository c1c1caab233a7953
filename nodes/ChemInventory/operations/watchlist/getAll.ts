import { limitField, returnAllField } from '../../../shared/fields';
import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { rawDataField, toRecords } from '../../records/output';
import { allWatchlists } from '../../records/watchlist';
import type { ChemInventoryApi } from '../../service/api';
import { limited } from '../fields';

export const getAll: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many watchlists',
		description:
			'List the watchlists with their terms, and for whom each is: the inventory, the site, the enterprise or everybody',
	},
	kind: 'read',
	short: ['id', 'name', 'scope', 'terms'],
	fields: [
		{
			displayName: 'Scope',
			name: 'scopeFilter',
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
		},
		returnAllField,
		limitField,
		rawDataField,
	],
	async run({ functions, api }, itemIndex) {
		const wanted = functions.getNodeParameter('scopeFilter', itemIndex);
		const lists = (await allWatchlists(api)).filter(({ scope }) => wanted === 'all' || wanted === scope);
		return await toRecords(api, limited(functions, itemIndex, lists), wantsRaw(functions, itemIndex));
	},
};
