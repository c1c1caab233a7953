import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { readCollection } from '../../../shared/values/collection';
import { dataObject } from '../../../shared/values/json';
import { listDuplicateBarcodes } from '../../contract/barcode';
import { toHolder } from '../../records/barcode';
import { rawDataField } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { readTimeLimit, timeLimitOptions } from '../fields';

export const getDuplicates: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get Duplicates',
		value: 'getDuplicates',
		action: 'Get duplicate barcodes',
		description:
			"List barcodes that are used more than once: one item for each container, location or user that has one. Needs a group administrator's token.",
	},
	kind: 'read',
	fields: [rawDataField, timeLimitOptions],
	async run({ functions, api }, itemIndex) {
		const found = await api.call(
			listDuplicateBarcodes,
			{},
			readTimeLimit(readCollection(functions, 'options', itemIndex)),
		);
		if (wantsRaw(functions, itemIndex)) return dataObject(found);
		return Object.entries(found).flatMap(([barcode, holders]) =>
			holders.map((holder) => dataObject({ barcode, ...toHolder(holder) })),
		);
	},
};
