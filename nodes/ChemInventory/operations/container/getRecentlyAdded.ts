import { listRecentlyAdded } from '../../contract/container';
import { containerTable, shortContainer } from '../../records/container/output';
import { columnNames, output } from '../../records/output';
import { onlyTimeLimit, usualTimeLimit } from '../fields';
import { operation } from '../operation';

export const getRecentlyAdded = operation({
	option: {
		name: 'Get Recently Added',
		value: 'getRecentlyAdded',
		action: 'Get recently added containers',
		description: "List the containers of the last 30 days. Needs a group administrator's token.",
	},
	kind: 'read',
	short: shortContainer,
	form: { columnNames, raw: output('containers'), options: onlyTimeLimit },
	async run({ api }, form) {
		const table = await api.call(listRecentlyAdded, {}, form.options.timeLimit ?? usualTimeLimit);
		return await containerTable(api, table, form);
	},
});
