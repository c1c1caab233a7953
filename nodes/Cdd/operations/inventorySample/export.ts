import type { Operation } from '../../../shared/operation';
import { readCollection } from '../../../shared/values/collection';
import { inventorySamples } from '../../records/sample/resource';
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
import { readSampleFilters, sampleFiltersField, sampleFiltersJsonField } from './filters';

export const exportSamples: Operation<CddApi> = {
	option: {
		name: 'Export',
		value: 'export',
		action: 'Export inventory samples to a file',
		description: 'Save all matching inventory samples as one file, with counts and a checksum',
	},
	kind: 'read',
	short: exportSummary,
	fields: [
		formatField,
		outputField,
		specifyFiltersField,
		sampleFiltersField,
		sampleFiltersJsonField,
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
		return await exportToFile(call, itemIndex, inventorySamples, () => readSampleFilters(call, itemIndex, options));
	},
};
