import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { badInput } from '../../../shared/values/badInput';
import { readNumber } from '../../../shared/values/text';

/** The vault's own fields of a new batch. */
export const newBatchFieldsField: INodeProperties = {
	displayName: 'Batch Fields',
	name: 'batchFields',
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	description: "The vault's own fields of a batch, those that it requires among them; what is empty is left out",
	typeOptions: {
		resourceMapper: {
			resourceMapperMethod: 'mapNewBatchFields',
			mode: 'add',
			valuesLabel: 'Batch Fields',
			fieldWords: { singular: 'batch field', plural: 'batch fields' },
			addAllFields: true,
			supportAutoMap: true,
		},
	},
};

/** The same for a batch that is there. In the mode "update" n8n would ask for a field to find the batch by. */
export const batchFieldsField: INodeProperties = {
	displayName: 'Batch Fields',
	name: 'batchFields',
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	description: "The vault's own fields of a batch; what is empty stays as it is",
	typeOptions: {
		resourceMapper: {
			resourceMapperMethod: 'mapBatchFields',
			mode: 'map',
			valuesLabel: 'Batch Fields',
			fieldWords: { singular: 'batch field', plural: 'batch fields' },
			addAllFields: true,
			supportAutoMap: true,
		},
	},
};

export const clearedFieldsField: INodeProperties = {
	displayName: 'Cleared Field Names or IDs',
	name: 'clearedFields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getBatchFields' },
	default: [],
	description:
		'Batch fields to empty. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/** What create and update have in common; in registration vaults only: salt, solvent, stoichiometry. */
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
		description:
			'Two-letter code or name of the salt as the vault lists it. Leave out if the salt is drawn in the structure. Registration vaults only.',
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
export function readBatchDetails(details: IDataObject): IDataObject {
	const stoichiometry: IDataObject = {};
	for (const [field, key, label] of counts) {
		if (details[field] !== undefined && details[field] !== '') stoichiometry[key] = readCount(details[field], label);
	}
	return {
		...(details.name ? { name: String(details.name) } : {}),
		...(details.saltName ? { salt_name: String(details.saltName) } : {}),
		...(details.solventName ? { solvent_of_crystallization_name: String(details.solventName) } : {}),
		...(Object.keys(stoichiometry).length > 0 ? { stoichiometry } : {}),
	};
}
