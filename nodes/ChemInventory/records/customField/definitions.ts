import type { INodePropertyOptions } from 'n8n-workflow';

import { listFrom } from '../../../shared/dropdown';
import { choice, locator, notKnownYet, seenInEditor } from '../../../shared/form';
import type { Declared, Located } from '../../../shared/form';
import { oncePerRun } from '../../../shared/oncePerRun';
import type { ItemCall } from '../../../shared/operation';
import { badInput, quote } from '../../../shared/values/badInput';
import { cleanText } from '../../../shared/values/cleaning';
import { didYouMean } from '../../../shared/values/nearest';
import { sameSpelling } from '../../../shared/values/text';
import { listCustomFields } from '../../contract/customField';
import type { CustomField } from '../../contract/customField';
import { connectChemInventory } from '../../service/api';
import type { ChemInventoryApi } from '../../service/api';
import { idToChange } from '../toChange';

export type FieldKind = 'container' | 'substance';

const fieldOfLabel = 'Field Of';

/** Container fields and substance fields are numbered apart. */
export const fieldOf = choice({
	displayName: fieldOfLabel,
	name: 'fieldOf',
	type: 'options',
	options: [
		{ name: 'Containers', value: 'container' },
		{ name: 'Substances', value: 'substance' },
	],
	default: 'container',
	description: 'What the custom field describes: each container, or a substance in all its containers',
});

const declaration: Declared<'resourceLocator'> = {
	displayName: 'Custom Field',
	name: 'customField',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The field by its name or number in this inventory',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchCustomFields', searchable: true },
		},
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Stockchecked' },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 363' },
	],
	typeOptions: { loadOptionsDependsOn: ['fieldOf'] },
};

export type LocatedField = Located<'id' | 'name'>;

/** One field of the kind that `fieldOf` names. */
export const customFieldPicker = locator(declaration, { list: 'id', name: 'name', id: 'id' });

export interface CustomFields {
	container: CustomField[];
	substance: CustomField[];
}

/** As they are now. @throws Fault */
export const customFieldsNow = async (api: ChemInventoryApi): Promise<CustomFields> =>
	await api.call(listCustomFields, {});

/** As they were when the run of the node began. */
export const allCustomFields = oncePerRun(customFieldsNow);

export const prefixOf = (kind: FieldKind) => (kind === 'container' ? 'cf' : 'sf');
/** `cf-362` for a field of containers, `sf-870` for one of substances. */
export const keyOf = (kind: FieldKind, field: Pick<CustomField, 'id'>) => `${prefixOf(kind)}-${field.id}`;

/** Those that ChemInventory shows. */
export const visible = (fields: readonly CustomField[]) => fields.filter(({ hidden }) => !hidden);

/**
 * What a field goes by in forms: its name, because it is the same in other inventories, or its key `cf-362` where two
 * fields share a name, and where n8n could not find the name back in a form (it puts it between quotation marks).
 */
export function formIdOf(kind: FieldKind, field: CustomField, fields: CustomFields): string {
	const isOnly = visible(fields[kind]).filter(({ name }) => sameSpelling(name, field.name)).length === 1;
	return isOnly && !/["\\]/.test(field.name) ? field.name : keyOf(kind, field);
}

async function optionsOf(api: ChemInventoryApi, kind: FieldKind): Promise<INodePropertyOptions[]> {
	const fields = await allCustomFields(api);
	return visible(fields[kind]).map((field) => ({
		name: field.name,
		value: keyOf(kind, field),
		description: field.type,
	}));
}

/** Those of containers and of substances, for a list of both. @throws Fault */
export async function optionsOfBothKinds(api: ChemInventoryApi): Promise<INodePropertyOptions[]> {
	const ofSubstances = await optionsOf(api, 'substance');
	return [
		...(await optionsOf(api, 'container')),
		...ofSubstances.map((option) => ({ ...option, name: `${option.name} (substance)` })),
	];
}

export const searchCustomFields = listFrom(
	connectChemInventory,
	async (api, context) => {
		const seen = seenInEditor(context, fieldOf);
		if (!seen.known) throw notKnownYet(fieldOfLabel, 'the custom fields');
		const kind = seen.value ?? 'container';
		const fields = await allCustomFields(api);
		return visible(fields[kind]).map((field) => ({
			name: `${field.name} (${keyOf(kind, field)})`,
			value: field.id,
		}));
	},
	"This inventory has no custom fields of this kind. Choose the other kind in 'Field Of', or create one with the operation Create.",
);

/** A custom field by its ID, its name or its key. @throws Fault `badInput` naming the nearest fields */
export function locatedField(fields: CustomFields, kind: FieldKind, located: LocatedField): CustomField {
	if (located.by === 'name') return findField(fields, kind, located.text, declaration.displayName);
	const field = fields[kind].find(({ id }) => id === located.id);
	if (field) return field;
	throw badInput(
		declaration.displayName,
		'was not found',
		`There is no ${kind} field with the ID ${located.id}. Choose one from the list, or enter its name.`,
	);
}

/** The ID of a custom field that is to be changed. @throws Fault `badInput` naming the nearest fields */
export async function fieldToChange(
	call: ItemCall<ChemInventoryApi>,
	kind: FieldKind,
	located: LocatedField,
): Promise<number> {
	return await idToChange(call, declaration.displayName, [kind, located], async () =>
		locatedField(await allCustomFields(call.api), kind, located),
	);
}

/**
 * A custom field by name or by `cf-362`. Fields that ChemInventory hides are found last.
 * @throws Fault `badInput` naming the nearest fields, or those that share the name
 */
export function findField(fields: CustomFields, kind: FieldKind, value: unknown, label = 'Custom Fields'): CustomField {
	const text = cleanText(String(value ?? ''));
	const own = fields[kind];
	const shown = visible(own);
	const named =
		[shown, own].map((some) => some.filter(({ name }) => sameSpelling(name, text))).find(({ length }) => length > 0) ??
		[];
	const match = named[0] ?? own.find((field) => keyOf(kind, field) === text);
	if (match && named.length <= 1) return match;
	if (match)
		throw badInput(
			label,
			'names a field that exists more than once',
			`${quote(text)} matches ${named.map((field) => keyOf(kind, field)).join(' and ')}. Use one of these.`,
		);
	throw badInput(
		label,
		'names a field that this inventory does not have',
		`There is no ${kind} field ${quote(text)}.${didYouMean(
			text,
			shown.map(({ name }) => name),
		)} A key such as cf-362 is valid in one inventory only.`,
	);
}
