import type { IDataObject } from 'n8n-workflow';

import { changed, collection } from '../../shared/form';
import type { Declared, Value } from '../../shared/form';
import { namedFilter } from '../records/namedFilter';
import { projectIds } from '../records/project';
import type { CddApi } from '../service/api';

const filters: Declared<'collection'> = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
};

const projects = namedFilter({
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

/** IDs in their order, then names: what a trigger remembers belongs to what was chosen, in whatever order. */
const inOrder = (chosen: ReadonlyArray<number | string>) => [
	...chosen.filter((one) => typeof one === 'number').sort((a, b) => a - b),
	...chosen.filter((one) => typeof one === 'string').sort(),
];

/** What was chosen, for what a trigger remembers. */
export const projectSetting = ({ projects: chosen }: Value<ProjectFilters>): string =>
	JSON.stringify(chosen === undefined ? {} : { projects: inOrder(chosen) });

/** The vendor's parameter. @throws Fault `badInput` for a name that the vault does not have */
export const projectParameter = async (
	api: CddApi,
	{ projects: chosen }: Value<ProjectFilters>,
): Promise<IDataObject> =>
	chosen === undefined ? {} : { projects: (await projectIds(api, chosen)).sort((a, b) => a - b) };
