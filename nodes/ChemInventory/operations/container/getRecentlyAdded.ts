import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { readCollection } from '../../../shared/values/collection';
import { listRecentlyAdded } from '../../contract/container';
import { columnNamesField, rawDataField, shortContainer, tableRecords } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { readTimeLimit, timeLimitOptions } from '../fields';

export const getRecentlyAdded: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get Recently Added',
		value: 'getRecentlyAdded',
		action: 'Get recently added containers',
		description: "List the containers of the last 30 days. Needs a group administrator's token.",
	},
	kind: 'read',
	short: shortContainer,
	fields: [columnNamesField, rawDataField, timeLimitOptions],
	async run({ functions, api }, itemIndex) {
		const table = await api.call(listRecentlyAdded, {}, readTimeLimit(readCollection(functions, 'options', itemIndex)));
		return await tableRecords(api, table, {
			raw: wantsRaw(functions, itemIndex),
			columnNames: functions.getNodeParameter('columnNames', itemIndex),
		});
	},
};
