import type { IDataObject } from 'n8n-workflow';

import { collection, ids, variants } from '../../../shared/form';
import type { Value } from '../../../shared/form';
import type { OperationCall } from '../../../shared/operation';
import { inventorySampleQuery } from '../../contract/sample';
import { namedFilter } from '../../records/namedFilter';
import { projectIds } from '../../records/project';
import type { CddApi } from '../../service/api';
import { dateFilter, filterParameters, jsonFilters, specifyFilters } from '../list/filters';
import type { datesWithoutTimeZone } from '../list/filters';

/** What can be searched for, under the names of the vendor's parameters. */
const formFilters = collection(
	{ displayName: 'Filters', name: 'filters', type: 'collection', placeholder: 'Add Filter', default: {} },
	{
		batch_ids: ids({
			displayName: 'Batch IDs',
			name: 'batchIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. 123456789, 987654321',
			description: 'Samples of these batches, as a comma-separated list',
		}),
		created_after: dateFilter({
			displayName: 'Created After',
			name: 'createdAfter',
			type: 'dateTime',
			default: '',
			description: 'Samples that were created after this moment',
		}),
		created_before: dateFilter({
			displayName: 'Created Before',
			name: 'createdBefore',
			type: 'dateTime',
			default: '',
			description: 'Samples that were created before this moment',
		}),
		modified_after: dateFilter({
			displayName: 'Modified After',
			name: 'modifiedAfter',
			type: 'dateTime',
			default: '',
			description: 'Samples that were changed after this moment',
		}),
		modified_before: dateFilter({
			displayName: 'Modified Before',
			name: 'modifiedBefore',
			type: 'dateTime',
			default: '',
			description: 'Samples that were changed before this moment',
		}),
		projects: namedFilter({
			displayName: 'Project Names or IDs',
			name: 'projects',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getProjects' },
			default: [],
			description:
				'Samples of these projects only. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		}),
		inventory_sample_ids: ids({
			displayName: 'Sample IDs',
			name: 'sampleIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. 368, 369',
			description: 'These samples, as a comma-separated list',
		}),
	},
);

export const sampleFilters = variants(specifyFilters, {
	fields: { given: formFilters },
	json: {
		given: jsonFilters(
			{
				displayName: 'Filters (JSON)',
				name: 'filtersJson',
				type: 'json',
				default: '{}',
				placeholder: 'e.g. { "batch_ids": [123456789], "created_after": "2026-11-01" }',
				description: "The parameters of CDD Vault's list of inventory samples",
			},
			inventorySampleQuery,
		),
	},
});

/** What the forms of lists and exports have in common. */
interface FilteredForm {
	readonly filters: Value<typeof sampleFilters>;
	readonly options: { readonly datesWithoutTimeZone?: Value<typeof datesWithoutTimeZone> };
}

/** The vendor's parameters. @throws Fault `badInput` */
export async function sampleParameters(
	call: OperationCall<CddApi>,
	{ filters, options }: FilteredForm,
): Promise<IDataObject> {
	if (filters.chosen === 'json') return filters.given;
	const { projects, ...others } = filters.given;
	return {
		...filterParameters(call, others, options.datesWithoutTimeZone),
		...(projects && { projects: await projectIds(call.api, projects) }),
	};
}
