import type { INodeProperties } from 'n8n-workflow';

import { filledFrom, listFrom } from '../../shared/dropdown';
import { badInput } from '../../shared/values/badInput';
import { listProjects } from '../contract/vault';
import { connectCdd } from '../service/api';
import type { CddApi } from '../service/api';
import { byName } from './named';

export const projectField: INodeProperties = {
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
};

const allProjects = async (api: CddApi) => await api.call(listProjects);

export const searchProjects = listFrom(connectCdd, async (api) => byName(await allProjects(api)));

export const getProjects = filledFrom(connectCdd, async (api) => byName(await allProjects(api)));

/**
 * A project or template as CDD Vault wants it: an id as a number, a name as text. Digits in quotes would be
 * read as a name.
 */
export function idOrName(value: unknown, isName: boolean): number | string {
	const text = String(value ?? '').trim();
	return !isName && /^[1-9]\d*$/.test(text) ? Number(text) : text;
}

const isBlank = (project: unknown) => project === null || project === undefined || String(project).trim() === '';

const whyProjects =
	'Choose at least one project. A batch without projects is deleted by CDD Vault; use the operation Delete for that.';

/**
 * The projects of a batch, as ids and names. An empty list would delete the batch, so it is refused.
 * @throws Fault `badInput`
 */
export function readProjects(value: unknown, label: string): Array<number | string> {
	const given = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [value];
	const projects = given.filter((project) => !isBlank(project)).map((project) => idOrName(project, false));
	if (projects.length === 0) {
		throw badInput(label, 'is empty', whyProjects);
	}
	return [...new Set(projects)];
}

/** For a batch that is given as JSON: an empty list of projects deletes it, and a blank name is no project. @throws Fault `badInput` */
export function refuseEmptyProjects(given: unknown, label: string): void {
	if (typeof given !== 'object' || given === null || !('projects' in given)) return;
	const { projects } = given;
	if (Array.isArray(projects) && projects.length > 0 && !projects.some(isBlank)) return;
	throw badInput(label, 'holds an empty project, or an empty list of them', whyProjects);
}
