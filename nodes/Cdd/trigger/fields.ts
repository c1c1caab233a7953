import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { PollCall } from '../../shared/polling/triggerEvent';
import { readIds } from '../../shared/values/ids';
import type { CddApi } from '../service/api';

const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
};

const projectsFilter: INodeProperties = {
	displayName: 'Project Names or IDs',
	name: 'projects',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getProjects' },
	default: [],
	description:
		'Samples of these projects only. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

export const sampleProjectsField: INodeProperties = { ...filtersField, options: [projectsFilter] };

export const batchProjectsField: INodeProperties = {
	...filtersField,
	options: [
		{
			...projectsFilter,
			description:
				'Batches of these projects only. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
	],
};

/** The vendor's parameter; a filter that was added and is empty is refused. @throws Fault `badInput` */
export function readProjectFilter({ functions }: PollCall<CddApi>): IDataObject {
	const filters = functions.getNodeParameter('filters', {});
	if (typeof filters !== 'object' || filters === null || !('projects' in filters)) return {};
	return { projects: readIds(filters.projects, 'Project Names or IDs').sort((a, b) => a - b) };
}
