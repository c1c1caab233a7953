import { listFrom } from '../../shared/dropdown';
import { optionalLocator } from '../../shared/form';
import { oncePerRun } from '../../shared/oncePerRun';
import { getMappingTemplate, listMappingTemplates } from '../contract/vault';
import { connectCdd } from '../service/api';
import type { CddApi } from '../service/api';
import { byName } from './named';

/** The vendor takes a template by its ID, a number, or by its name, a text. */
export const mappingTemplatePicker = optionalLocator(
	{
		displayName: 'Mapping Template',
		name: 'mappingTemplate',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description:
			'Which column of the file goes where. Leave empty to let CDD Vault find the matching template; it refuses the file if several match.',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchMappingTemplates', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 36708' },
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Plate reader export' },
		],
	},
	{ list: 'id', id: 'id', name: 'name' },
);

export const searchMappingTemplates = listFrom(
	connectCdd,
	async (api) => byName(await api.call(listMappingTemplates)),
	'This vault has no mapping templates. Leave the field empty, or save one in CDD Vault when you import a file there.',
);

/** The columns that a mapping template knows, and those of them that name the record of a row. */
export interface TemplateColumns {
	readonly template: string;
	readonly names: readonly string[];
	readonly identifiers: readonly string[];
}

const templatesOfRun = oncePerRun(async (api: CddApi) => await api.call(listMappingTemplates));

async function idOf(api: CddApi, reference: number | string): Promise<number | undefined> {
	if (typeof reference === 'number') return reference;
	const called = (await templatesOfRun(api)).filter(({ name }) => name === reference);
	return called.length === 1 ? called[0]?.id : undefined;
}

/** Undefined where the template is not found by its exact name, or tells no columns: CDD Vault decides then. @throws Fault */
export async function templateColumns(
	api: CddApi,
	reference: number | string | undefined,
): Promise<TemplateColumns | undefined> {
	const id = reference === undefined ? undefined : await idOf(api, reference);
	if (id === undefined) return undefined;
	const { name, header_mappings: mappings } = await api.call(getMappingTemplate, { path: { id } });
	if (mappings === undefined || mappings.length === 0) return undefined;
	const isIdentifier = (type: unknown) => /^InternalFieldDefinition::Molecule/.test(String(type));
	return {
		template: name,
		names: mappings.map(({ header }) => header.name),
		identifiers: mappings.filter(({ definition }) => isIdentifier(definition?.type)).map(({ header }) => header.name),
	};
}
