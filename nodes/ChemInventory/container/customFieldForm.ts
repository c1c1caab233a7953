import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { badInput, checked, quote } from '../../shared/values/badInput';
import type { ChemInventoryApi } from '../api';
import { allCustomFields, findField, keyOf, storedValue } from '../lookups/customField';
import type { FieldKind } from '../lookups/customField';

const valueFields: INodeProperties[] = [
	{
		displayName: 'Value',
		name: 'value',
		type: 'string',
		default: '',
		description: 'Dates as 2026-11-30, numbers with a decimal point, tags separated by commas (all of them: the list is replaced). An empty value is left out.',
	},
	{
		displayName: 'Clear the Field',
		name: 'clear',
		type: 'boolean',
		default: false,
		description: 'Whether to empty the field instead of setting a value',
	},
];

export const containerFieldsField: INodeProperties = {
	displayName: 'Custom Fields',
	name: 'containerFields',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Field',
	default: {},
	description: "The inventory's own fields of a container, such as Expiry Date",
	options: [
		{
			displayName: 'Field',
			name: 'field',
			values: [
				{
					displayName: 'Field Name or ID',
					name: 'field',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getContainerFields' },
					default: '',
					description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				},
				...valueFields,
			],
		},
	],
};

export const substanceFieldsField: INodeProperties = {
	displayName: 'Custom Fields of the Substance',
	name: 'substanceFields',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Field',
	default: {},
	description: 'Fields of the substance. They change for all containers of that substance.',
	options: [
		{
			displayName: 'Field',
			name: 'field',
			values: [
				{
					displayName: 'Field Name or ID',
					name: 'field',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getSubstanceFields' },
					default: '',
					description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				},
				...valueFields,
			],
		},
	],
};

const form = z
	.object({
		field: z
			.array(z.object({ field: z.unknown(), value: z.unknown(), clear: z.boolean().default(false) }))
			.default([]),
	})
	.default({});

const isEmpty = (value: unknown) => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/**
 * Reads the form of custom fields into `cf-<id>` / `sf-<id>` keys and stored texts; a cleared field is an empty text.
 * Entries without a value are left out, so that an expression that finds nothing clears nothing.
 * @throws Fault `badInput`
 */
export async function readCustomFieldForm(
	api: ChemInventoryApi,
	kind: FieldKind,
	value: unknown,
	label: string,
): Promise<Record<string, string>> {
	const entries = checked(form, value, label).field.filter(({ value: given, clear }) => clear || !isEmpty(given));
	if (entries.length === 0) return {};
	const fields = await allCustomFields(api);
	const stored: Record<string, string> = {};
	for (const { field: name, value: given, clear } of entries) {
		const field = findField(fields, kind, name);
		const key = keyOf(kind, field);
		if (key in stored) throw badInput(label, 'names a field twice', `The field is ${quote(field.name)}. Keep one of the two entries.`);
		stored[key] = clear ? '' : storedValue(field, given);
	}
	return stored;
}
