import { limitField, returnAllField } from '../../../shared/fields';
import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { readCollection } from '../../../shared/values/collection';
import { listAssignedBarcodes } from '../../contract/barcode';
import { columnNamesField, rawDataField, tableRecords } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { limited, readTimeLimit, timeLimitOptions } from '../fields';

export const getAll: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many barcodes',
		description: "List the barcodes in use, and what has them. Needs a group administrator's token.",
	},
	kind: 'read',
	fields: [returnAllField, limitField, columnNamesField, rawDataField, timeLimitOptions],
	async run({ functions, api }, itemIndex) {
		const table = await api.call(
			listAssignedBarcodes,
			{},
			readTimeLimit(readCollection(functions, 'options', itemIndex)),
		);
		return await tableRecords(
			api,
			{ ...table, rows: limited(functions, itemIndex, table.rows) },
			{ raw: wantsRaw(functions, itemIndex), columnNames: functions.getNodeParameter('columnNames', itemIndex) },
		);
	},
};
