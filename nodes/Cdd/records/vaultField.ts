import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { inWords, orSay, pageOf } from '../../shared/dropdown';
import { labelOfDay } from '../../shared/form';
import { oncePerRun } from '../../shared/oncePerRun';
import { badInput } from '../../shared/values/badInput';
import { nearest } from '../../shared/values/nearest';
import { listFields, pickListValues } from '../contract/vault';
import type { FieldDefinition } from '../contract/vault';
import { connectCdd } from '../service/api';
import type { CddApi } from '../service/api';

/** Kinds of fields that GET fields lists. Those of samples and events are not among them: see `records/sample/fields.ts`. */
type FieldGroup = 'batch' | 'molecule';

const definitions = oncePerRun(async (api: CddApi) => await api.call(listFields));

/** The vault's own fields in the order of the vault, fetched once per run. @throws Fault */
export async function vaultFields(api: CddApi, group: FieldGroup): Promise<readonly FieldDefinition[]> {
	return (await definitions(api))[group] ?? [];
}

/** The values that a pick list offers, undefined where the vault does not tell. */
export function choicesOf({ pick_list_values: told }: FieldDefinition): string[] | undefined {
	const { data: values = [] } = pickListValues.safeParse(told);
	const offered = values.flatMap((value) => {
		if (typeof value === 'string') return [value];
		return value.hidden === true ? [] : [value.value];
	});
	return offered.length > 0 ? offered : undefined;
}

/** Names of fields of which a new record needs one: a list of one is a required field. */
export function requiredGroups(fields: readonly FieldDefinition[]): string[][] {
	const groups = new Map<number, string[]>();
	for (const { name, required_group_number: group } of fields) {
		if (typeof group === 'number') groups.set(group, [...(groups.get(group) ?? []), name]);
	}
	return [...groups.values()];
}

/** Finds a field by its exact name. @throws Fault `badInput` naming the nearest ones */
export function fieldNamed(fields: readonly FieldDefinition[], name: string, label: string): FieldDefinition {
	const found = fields.find((field) => field.name === name);
	if (found) return found;
	const near = nearest(
		name,
		fields.map((field) => field.name),
	).map((candidate) => `"${candidate}"`);
	const advice = near.length > 0 ? `The closest names are ${near.join(', ')}.` : 'Choose one from the list.';
	throw badInput(
		label,
		'names a field that this vault does not have',
		`It is "${name}". ${advice} Upper and lower case and spaces matter.`,
	);
}

function typeOf(field: FieldDefinition): Pick<ResourceMapperField, 'options' | 'type'> {
	const choices = choicesOf(field);
	if (choices) return { type: 'options', options: choices.map((value) => ({ name: value, value })) };
	if (field.data_type_name === 'Number') return { type: 'number' };
	return { type: field.data_type_name === 'Date' ? 'dateTime' : 'string' };
}

/** The form of a group of fields. Its ids are the exact names, so that expressions and "Map Automatically" go by them. */
async function formOf(
	context: ILoadOptionsFunctions,
	group: FieldGroup,
	isNew: boolean,
): Promise<ResourceMapperField[]> {
	const fields = await vaultFields(await connectCdd(context), group);
	const required = new Set(isNew ? requiredGroups(fields).flatMap((names) => (names.length === 1 ? names : [])) : []);
	return fields.map((field) => {
		const { type, ...more } = typeOf(field);
		return {
			id: field.name,
			displayName: type === 'dateTime' ? labelOfDay(field.name) : field.name,
			required: required.has(field.name),
			defaultMatch: false,
			canBeUsedToMatch: false,
			display: true,
			type,
			...more,
		};
	});
}

const noBatchFields =
	'This vault has no batch fields of its own, or the API token may not see them. Ask the administrator of the vault.';

export const mapNewBatchFields = inWords(async function mapNewBatchFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const fields = await formOf(this, 'batch', true);
	return fields.length > 0 ? { fields } : { fields, emptyFieldsNotice: noBatchFields };
});

export const mapBatchFields = inWords(async function mapBatchFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const fields = await formOf(this, 'batch', false);
	return fields.length > 0 ? { fields } : { fields, emptyFieldsNotice: noBatchFields };
});

export const mapNewMoleculeFields = inWords(async function mapNewMoleculeFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const fields = await formOf(this, 'molecule', true);
	return fields.length > 0
		? { fields }
		: { fields, emptyFieldsNotice: 'This vault has no molecule fields of its own, or the API token may not see them.' };
});

const batchFieldNames = async (context: ILoadOptionsFunctions) =>
	(await vaultFields(await connectCdd(context), 'batch')).map(({ name }) => ({ name, value: name }));

/** For lists of several fields. */
export const getBatchFields = inWords(async function getBatchFields(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return await batchFieldNames(this);
});

/** For one field. */
export const searchBatchFields = inWords(async function searchBatchFields(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return pageOf(orSay(await batchFieldNames(this), noBatchFields), filter, paginationToken);
});
