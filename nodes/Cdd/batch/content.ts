import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { fieldEntryValues } from '../../shared/fields';
import { badInput } from '../../shared/values/badInput';
import { readFieldEntries } from '../../shared/values/fieldEntries';
import { readNumber } from '../../shared/values/text';

/** What create and update have in common; in registration vaults only: salt, solvent, stoichiometry. */
export const batchFieldsField: INodeProperties = {
	displayName: 'Batch Fields',
	name: 'batchFields',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Field',
	default: {},
	description: "The vault's own fields of a batch. The vault decides which are required.",
	options: [{ displayName: 'Field', name: 'field', values: fieldEntryValues }],
};

export const batchDetails: INodeProperties[] = [
	{
		displayName: 'Batch Name',
		name: 'name',
		type: 'string',
		default: '',
		description: 'Name of the batch; registration vaults number their batches themselves',
	},
	{
		displayName: 'Core Count',
		name: 'coreCount',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 1,
		description: 'Stoichiometry: how many of the molecule. Registration vaults only.',
	},
	{
		displayName: 'Salt Count',
		name: 'saltCount',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 1,
		description: 'Stoichiometry: how many of the salt. Registration vaults only.',
	},
	{
		displayName: 'Salt Name',
		name: 'saltName',
		type: 'string',
		default: '',
		placeholder: 'e.g. HCl',
		description: 'Two-letter code or name of the salt as the vault lists it. Leave out if the salt is drawn in the structure. Registration vaults only.',
	},
	{
		displayName: 'Solvent Count',
		name: 'solventCount',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 1,
		description: 'Stoichiometry: how many of the solvent of crystallization. Registration vaults only.',
	},
	{
		displayName: 'Solvent Name',
		name: 'solventName',
		type: 'string',
		default: '',
		placeholder: 'e.g. H2O',
		description: 'Solvent of crystallization as the vault lists it. Registration vaults only.',
	},
];

const counts: Array<[field: string, key: string, label: string]> = [
	['coreCount', 'core_count', 'Core Count'],
	['saltCount', 'salt_count', 'Salt Count'],
	['solventCount', 'solvent_of_crystallization_count', 'Solvent Count'],
];

function readCount(value: unknown, label: string): number {
	const count = readNumber(value, label);
	if (Number.isInteger(count) && count >= 0) return count;
	throw badInput(label, 'is not a whole number', `It is ${count}. Give 0, 1, 2 and so on.`);
}

/** @throws Fault `badInput` */
export function readBatchContent(details: IDataObject, batchFields: unknown): IDataObject {
	const stoichiometry: IDataObject = {};
	for (const [field, key, label] of counts) {
		if (details[field] !== undefined && details[field] !== '') stoichiometry[key] = readCount(details[field], label);
	}
	const fields = readFieldEntries(batchFields, 'Batch Fields');
	return {
		...(details.name ? { name: String(details.name) } : {}),
		...(details.saltName ? { salt_name: String(details.saltName) } : {}),
		...(details.solventName ? { solvent_of_crystallization_name: String(details.solventName) } : {}),
		...(Object.keys(stoichiometry).length > 0 ? { stoichiometry } : {}),
		...(Object.keys(fields).length > 0 ? { batch_fields: fields } : {}),
	};
}
