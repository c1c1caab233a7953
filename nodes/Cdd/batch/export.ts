import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../../shared/operation';
import { readCollection } from '../../shared/values/collection';
import type { CddApi } from '../api';
import { exportIdField, exportToFile, fileNameField, formatField, outputField } from '../exportJob/exportToFile';
import { specifyFiltersField, zonelessDatesField } from '../list/filters';
import { timeLimitField, whenTimeIsUpField } from '../list/options';
import { batchContentField, batchFiltersField, batchFiltersJsonField, readBatchFilters } from './filters';
import { batches } from './resource';

export const exportBatches: Operation<CddApi> = {
	option: {
		name: 'Export',
		value: 'export',
		action: 'Export batches to a file',
		description: 'Save all matching batches as one file, with counts and a checksum',
	},
	kind: 'read',
	fields: [
		formatField,
		outputField,
		specifyFiltersField,
		batchFiltersField,
		batchFiltersJsonField,
		batchContentField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [zonelessDatesField, exportIdField, fileNameField, timeLimitField, whenTimeIsUpField],
		},
	],
	async run(call, itemIndex) {
		const options = readCollection(call.functions, 'options', itemIndex);
		return await exportToFile(call, itemIndex, batches, () => withoutOnlyIds(readBatchFilters(call, itemIndex, options)));
	},
};

/** A file of bare ids is no backup, and its records could not be told apart by their ids. */
function withoutOnlyIds(parameters: IDataObject): IDataObject {
	return { ...parameters, only_ids: undefined };
}
