import { limitField, returnAllField } from '../../shared/fields';
import type { Operation } from '../../shared/operation';
import type { ChemInventoryApi } from '../api';
import { limited } from '../fields';
import { rawDataField, toRecords } from '../output';
import { readCollectionEntries } from './entries';

export const getAll: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many containers on my collection',
		description: "List the containers that are on My Collection of the token's user",
	},
	kind: 'read',
	fields: [returnAllField, limitField, rawDataField],
	async run({ functions, api }, itemIndex) {
		const entries = limited(functions, itemIndex, await readCollectionEntries(api));
		return await toRecords(api, entries, functions.getNodeParameter('rawData', itemIndex));
	},
};
