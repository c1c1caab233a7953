import type { INodePropertyOptions } from 'n8n-workflow';

import { filledFrom, orSay } from '../../shared/dropdown';
import { badInput, quote } from '../../shared/values/badInput';
import type { CustomField } from '../contract/customField';
import { allCustomFields, findField, keyOf } from '../records/customField/definitions';
import { connectChemInventory } from '../service/api';
import type { ChemInventoryApi } from '../service/api';

export const waitingForFields = 'Choose a credential above. The custom fields of your inventory then appear here.';

const fieldsOfType = (type: string, whenEmpty: string) =>
	filledFrom(connectChemInventory, async (api): Promise<INodePropertyOptions[]> => {
		const { container } = await allCustomFields(api);
		const fields = container
			.filter((field) => field.type === type && !field.hidden)
			.map((field) => ({ name: field.name, value: keyOf('container', field) }))
			.sort((a, b) => a.name.localeCompare(b.name));
		return [...orSay(fields, whenEmpty)];
	});

/** Custom fields of containers that hold a date. */
export const getDateFields = fieldsOfType(
	'date',
	'Containers have no custom field of the type Date. Create one in ChemInventory, or with the operation Create of the resource Custom Field.',
);

/** Custom fields of containers that hold a number. */
export const getNumberFields = fieldsOfType(
	'number',
	'Containers have no custom field of the type Number. Create one in ChemInventory, or with the operation Create of the resource Custom Field.',
);

/** The chosen field, as it is defined now. @throws Fault `badInput` */
export async function fieldOfType(
	api: ChemInventoryApi,
	chosen: string,
	label: string,
	type: string,
): Promise<CustomField & { key: string }> {
	const field = findField(await allCustomFields(api), 'container', chosen, label);
	if (field.type === type) return { ...field, key: keyOf('container', field) };
	throw badInput(
		label,
		'names a field of another type',
		`${quote(field.name)} holds ${field.type}. Choose a field that holds a ${type}.`,
	);
}
