import type { IDataObject } from 'n8n-workflow';

import { changed, collection, ids } from '../../shared/form';
import type { Declared, Value } from '../../shared/form';

const filters: Declared<'collection'> = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
};

/** Empty, it is refused: to the service it would be the same as no filter. */
const projects = ids({
	displayName: 'Project Names or IDs',
	name: 'projects',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getProjects' },
	default: [],
	description:
		'Samples of these projects only. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

export const sampleFilters = collection(filters, { projects });
export type ProjectFilters = typeof sampleFilters;

export const batchFilters = collection(filters, {
	projects: changed(projects, {
		description:
			'Batches of these projects only. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	}),
});

/** The vendor's parameter. In one order, as what a trigger remembers belongs to it. */
export const projectParameter = ({ projects: chosen }: Value<ProjectFilters>): IDataObject =>
	chosen === undefined ? {} : { projects: [...chosen].sort((a, b) => a - b) };
