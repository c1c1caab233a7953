import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { dataObject } from '../../../shared/values/json';
import { readLocator } from '../../../shared/values/locator';
import { checkSubstance } from '../../contract/watchlist';
import { rawDataField } from '../../records/output';
import { resolveSubstanceId, substanceField } from '../../records/substance/picker';
import type { ChemInventoryApi } from '../../service/api';

export const checkWatchlists: Operation<ChemInventoryApi> = {
	option: {
		name: 'Check Watchlists',
		value: 'checkWatchlists',
		action: 'Check whether a substance is on a watchlist',
		description: 'See which watchlists a substance is on, for example before it is ordered',
	},
	kind: 'read',
	fields: [substanceField, rawDataField],
	async run({ functions, api }, itemIndex) {
		const { mode, value } = readLocator(functions, 'substance', itemIndex);
		const substanceid = await resolveSubstanceId(api, mode, value);
		const found = await api.call(checkSubstance, { substanceid });
		if (wantsRaw(functions, itemIndex)) return found.map(dataObject);
		const watchlists = found
			.filter(({ hassubstance }) => hassubstance !== false)
			.map(({ watchlistid, watchlistname }) => ({ id: watchlistid, name: watchlistname ?? null }));
		return { substanceId: substanceid, onWatchlist: watchlists.length > 0, watchlists };
	},
};
