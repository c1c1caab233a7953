import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import { readCollection } from '../../../shared/values/collection';
import { batches } from '../../records/batch/resource';
import type { CddApi } from '../../service/api';
import {
	exportIdField,
	exportSummary,
	exportToFile,
	fileNameField,
	formatField,
	outputField,
} from '../exportJob/exportToFile';
import { specifyFiltersField, zonelessDatesField } from '../list/filters';
import { timeLimitField, whenTimeIsUpField } from '../list/options';
import { batchFiltersField, batchFiltersJsonField, readBatchFilters } from './filters';
import { exportContentField } from './returnedContent';

export const exportBatches: Operation<CddApi> = {
	option: {
		name: 'Export',
		value: 'export',
		action: 'Export batches to a file',
		description: 'Save all matching batches as one file, with counts and a checksum',
	},
	kind: 'read',
	short: exportSummary,
	fields: [
		formatField,
		outputField,
		specifyFiltersField,
		batchFiltersField,
		batchFiltersJsonField,
		exportContentField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [zonelessDatesField, exportIdField, fileNameField, timeLimitField, whenTimeIsUpField],
		},
	],
	async run(call, itemIndex) {
		const options = readCollection(call.functions, 'options', itemIndex);
		return await exportToFile(call, itemIndex, batches, async () =>
			withoutOnlyIds(await readBatchFilters(call, itemIndex, options)),
		);
	},
};

/** Filters given as JSON may ask for bare ids all the same. */
function withoutOnlyIds(parameters: IDataObject): IDataObject {
	return { ...parameters, only_ids: undefined };
}
