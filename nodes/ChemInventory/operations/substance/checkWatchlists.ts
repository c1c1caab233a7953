import { checkSubstance } from '../../contract/watchlist';
import { asSentRecords, output } from '../../records/output';
import { findSubstanceId, substancePicker } from '../../records/substance/picker';
import { operation } from '../operation';

export const checkWatchlists = operation({
	option: {
		name: 'Check Watchlists',
		value: 'checkWatchlists',
		action: 'Check whether a substance is on a watchlist',
		description: 'See which watchlists a substance is on, for example before it is ordered',
	},
	kind: 'read',
	form: { substance: substancePicker, raw: output('watchlistChecks') },
	async run({ api }, form) {
		const substanceid = await findSubstanceId(api, form.substance);
		const found = await api.call(checkSubstance, { substanceid });
		if (form.raw) return await asSentRecords(found);
		const watchlists = found
			.filter(({ hassubstance }) => hassubstance !== false)
			.map(({ watchlistid, watchlistname }) => ({ id: watchlistid, name: watchlistname ?? null }));
		return { substanceId: substanceid, onWatchlist: watchlists.length > 0, watchlists };
	},
});
