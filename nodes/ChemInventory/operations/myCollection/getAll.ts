import { limitField, returnAllField } from '../../../shared/fields';
import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { readCollectionEntries } from '../../records/myCollection';
import { rawDataField, shortContainer, toRecords } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { limited } from '../fields';

export const getAll: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many containers on my collection',
		description: "List the containers that are on My Collection of the token's user",
	},
	kind: 'read',
	short: shortContainer,
	fields: [returnAllField, limitField, rawDataField],
	async run({ functions, api }, itemIndex) {
		const entries = limited(functions, itemIndex, await readCollectionEntries(api));
		return await toRecords(api, entries, wantsRaw(functions, itemIndex));
	},
};
