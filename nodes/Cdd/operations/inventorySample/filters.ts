import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { OperationCall } from '../../../shared/operation';
import { readCollection } from '../../../shared/values/collection';
import { inventorySampleQuery } from '../../contract/sample';
import type { CddApi } from '../../service/api';
import { commonReadings, readFilters, readJsonFilters } from '../list/filters';
import type { FilterReading } from '../list/filters';

export const sampleFiltersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	displayOptions: { show: { specifyFilters: ['fields'] } },
	options: [
		{
			displayName: 'Batch IDs',
			name: 'batchIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. 123456789, 987654321',
			description: 'Samples of these batches, as a comma-separated list',
		},
		{
			displayName: 'Created After',
			name: 'createdAfter',
			type: 'dateTime',
			default: '',
			description: 'Samples that were created after this moment',
		},
		{
			displayName: 'Created Before',
			name: 'createdBefore',
			type: 'dateTime',
			default: '',
			description: 'Samples that were created before this moment',
		},
		{
			displayName: 'Modified After',
			name: 'modifiedAfter',
			type: 'dateTime',
			default: '',
			description: 'Samples that were changed after this moment',
		},
		{
			displayName: 'Modified Before',
			name: 'modifiedBefore',
			type: 'dateTime',
			default: '',
			description: 'Samples that were changed before this moment',
		},
		{
			displayName: 'Project Names or IDs',
			name: 'projects',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getProjects' },
			default: [],
			description:
				'Samples of these projects only. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: 'Sample IDs',
			name: 'sampleIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. 368, 369',
			description: 'These samples, as a comma-separated list',
		},
	],
};

export const sampleFiltersJsonField: INodeProperties = {
	displayName: 'Filters (JSON)',
	name: 'filtersJson',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "batch_ids": [123456789], "created_after": "2026-11-01" }',
	description: "The parameters of CDD Vault's list of inventory samples",
	displayOptions: { show: { specifyFilters: ['json'] } },
};

const readings: readonly FilterReading[] = [
	{ field: 'batchIds', label: 'Batch IDs', parameter: 'batch_ids', kind: 'ids' },
	{ field: 'sampleIds', label: 'Sample IDs', parameter: 'inventory_sample_ids', kind: 'ids' },
	...commonReadings,
];

/** @throws Fault `badInput` */
export function readSampleFilters(call: OperationCall<CddApi>, itemIndex: number, options: IDataObject): IDataObject {
	const { functions } = call;
	if (functions.getNodeParameter('specifyFilters', itemIndex) === 'json') {
		return readJsonFilters(call, itemIndex, inventorySampleQuery);
	}
	const filters = readCollection(functions, 'filters', itemIndex);
	return readFilters(call, filters, readings, options.zonelessDates);
}
