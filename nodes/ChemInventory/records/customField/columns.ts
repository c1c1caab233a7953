import type { FieldType, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';

import { filledFrom } from '../../../shared/dropdown';
import { labelOfDay } from '../../../shared/form';
import type { CustomField } from '../../contract/customField';
import { connectChemInventory } from '../../service/api';
import type { ChemInventoryApi } from '../../service/api';
import { isTaken } from '../vocabulary';
import { allCustomFields, formIdOf, keyOf, visible } from './definitions';
import type { CustomFields, FieldKind } from './definitions';
import { shownName } from './shown';

/** The forms that grow from custom fields: those of containers, of substances, and of containers as orders show them. */
export type FieldForm = 'container' | 'order' | 'substance';

/** Of which kind the fields of a form are. */
export const kindOf = (form: FieldForm): FieldKind => (form === 'substance' ? 'substance' : 'container');

/** Orders have the fields of containers whose 'Show for Orders' is switched on. */
export const isForOrders = ({ showfororders }: CustomField) => showfororders !== false;

export function fieldsOfForm(form: FieldForm, fields: CustomFields): CustomField[] {
	const shown = visible(fields[kindOf(form)]);
	return form === 'order' ? shown.filter(isForOrders) : shown;
}

/** What n8n shows for a type. Tags have no widget of their own: they are typed with commas between. */
const typesInForm: Record<string, FieldType> = { date: 'dateTime', dropdown: 'options', number: 'number' };

function labelOf({ type }: CustomField, name: string): string {
	if (type === 'date') return labelOfDay(name);
	return type === 'tags' ? `${name} (Tags, Comma-Separated)` : name;
}

function toColumn(form: FieldForm, field: CustomField, fields: CustomFields): ResourceMapperField {
	const kind = kindOf(form);
	const id = formIdOf(kind, field, fields);
	const allowed = field.allowedvalues ?? [];
	// A drop-down without a list of values takes any text.
	const type = field.type === 'dropdown' && allowed.length === 0 ? 'string' : (typesInForm[field.type] ?? 'string');
	return {
		id,
		displayName: labelOf(field, id === field.name ? field.name : `${field.name} (${keyOf(kind, field)})`),
		defaultMatch: false,
		canBeUsedToMatch: false,
		required: false,
		display: true,
		type,
		...(type === 'options' ? { options: allowed.map((value) => ({ name: value, value })) } : {}),
	};
}

const nothingToFill: Record<FieldForm, string> = {
	container: 'This inventory has no custom fields of containers. A group administrator adds them in ChemInventory.',
	order:
		"This inventory has no custom fields with 'Show for Orders'. A group administrator switches it on in ChemInventory.",
	substance: 'This inventory has no custom fields of substances. A group administrator adds them in ChemInventory.',
};

async function columnsOf(api: ChemInventoryApi, form: FieldForm): Promise<ResourceMapperFields> {
	const fields = await allCustomFields(api);
	const columns = fieldsOfForm(form, fields).map((field) => toColumn(form, field, fields));
	return { fields: columns, ...(columns.length === 0 ? { emptyFieldsNotice: nothingToFill[form] } : {}) };
}

export const getContainerColumns = filledFrom(connectChemInventory, async (api) => await columnsOf(api, 'container'));

export const getOrderColumns = filledFrom(connectChemInventory, async (api) => await columnsOf(api, 'order'));

export const getSubstanceColumns = filledFrom(connectChemInventory, async (api) => await columnsOf(api, 'substance'));

/** The names that "Map Automatically" looks for in an item: those of the form, and those that our items have. @throws Fault */
export async function columnIds(api: ChemInventoryApi, form: FieldForm): Promise<string[]> {
	const fields = await allCustomFields(api);
	const kind = kindOf(form);
	return fieldsOfForm(form, fields).flatMap((field) => [
		formIdOf(kind, field, fields),
		...(isTaken(field.name) ? [] : [shownName(kind, field, fields)]),
	]);
}
