import { filledFrom, listFrom } from '../../shared/dropdown';
import { locator } from '../../shared/form';
import type { Declared, Field } from '../../shared/form';
import { field } from '../../shared/form/field';
import { oncePerRun } from '../../shared/oncePerRun';
import { badInput } from '../../shared/values/badInput';
import { readNamesOrIds } from '../../shared/values/namesOrIds';
import { isNothing } from '../../shared/values/text';
import { listProjects } from '../contract/vault';
import { connectCdd } from '../service/api';
import type { CddApi } from '../service/api';
import { byName } from './named';
import { idsNamed } from './namedFilter';
import type { NamesOrIds } from './namedFilter';

/** The vendor takes a project by its ID, a number, or by its name, a text. */
export const projectPicker = locator(
	{
		displayName: 'Project',
		name: 'project',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The project that the data goes to',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchProjects', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 34888' },
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Kinase screening' },
		],
	},
	{ list: 'id', id: 'id', name: 'name' },
);

const allProjects = async (api: CddApi) => await api.call(listProjects);

export const searchProjects = listFrom(
	connectCdd,
	async (api) => byName(await allProjects(api)),
	'The user of the API token sees no project of this vault. Ask the administrator of the vault to add the user to one.',
);

export const getProjects = filledFrom(connectCdd, async (api) => byName(await allProjects(api)));

const projectsOfRun = oncePerRun(allProjects);

/** The IDs of the projects of a filter. @throws Fault `badInput` */
export const projectIds = async (api: CddApi, given: NamesOrIds): Promise<number[]> =>
	await idsNamed(given, 'Project Names or IDs', 'project', async () => await projectsOfRun(api));

const whyProjects =
	'Choose at least one project. CDD Vault deletes a batch without projects; to do that, use the operation Delete.';

/** At least one project, each by its ID or its name. */
export type Projects = [number | string, ...Array<number | string>];

/** An entry that an expression did not find would take the batch out of a project that was meant. */
function readProjects(value: unknown, label: string): Projects {
	const [first, ...others] = readNamesOrIds(value, label);
	if (first === undefined) throw badInput(label, 'is empty', whyProjects);
	if (Array.isArray(value) && value.some(isNothing))
		throw badInput(label, 'contains an empty project', 'An expression that finds nothing leaves an entry empty.');
	return [first, ...others];
}

/** The projects of a batch or molecule. An empty list would delete the batch, so it is refused. */
export const projectList = (projects: Declared<'multiOptions'>): Field<Projects> =>
	field('namesOrIds', projects, readProjects);

/** For a batch that is given as JSON: an empty list of projects deletes it, and a blank name is no project. @throws Fault `badInput` */
export function refuseEmptyProjects(given: unknown, label: string): void {
	if (typeof given !== 'object' || given === null || !('projects' in given)) return;
	const { projects } = given;
	if (Array.isArray(projects) && projects.length > 0 && !projects.some(isNothing)) return;
	throw badInput(label, 'contains an empty project, or an empty list of projects', whyProjects);
}
