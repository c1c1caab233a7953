import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { dataObject } from '../../../shared/values/json';
import { readText } from '../../../shared/values/text';
import { checkBarcode } from '../../contract/barcode';
import { holdersIn } from '../../records/barcode';
import { rawDataField } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';

export const check: Operation<ChemInventoryApi> = {
	option: {
		name: 'Check',
		value: 'check',
		action: 'Check whether a barcode is free',
		description: 'See whether a barcode is free, or which containers, locations and users have it',
	},
	kind: 'read',
	fields: [
		{
			displayName: 'Barcode',
			name: 'barcode',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. ABC00123',
			description: 'The barcode to look up, one for each item',
		},
		rawDataField,
	],
	async run({ functions, api }, itemIndex) {
		const barcode = readText(functions.getNodeParameter('barcode', itemIndex, ''), 'Barcode').trim();
		const found = await api.call(checkBarcode, { barcode });
		if (wantsRaw(functions, itemIndex)) return dataObject(found);
		const holders = holdersIn(found);
		return { barcode, free: holders.length === 0, holders: holders.map(dataObject) };
	},
};
