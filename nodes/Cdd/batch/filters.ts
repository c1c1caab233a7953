import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { OperationCall } from '../../shared/operation';
import { badInput, checked } from '../../shared/values/badInput';
import { readCollection } from '../../shared/values/collection';
import { readDate } from '../../shared/values/dates';
import { readNumber, readText } from '../../shared/values/text';
import type { CddApi } from '../api';
import { readFilters, readJsonFilters } from '../list/filters';
import type { FilterReading } from '../list/filters';
import { batchQueryBody } from './schema';

export const batchFiltersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	displayOptions: { show: { specifyFilters: ['fields'] } },
	options: [
		{
			displayName: 'Batch IDs',
			name: 'batchIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. 136660530, 145175681',
			description: 'These batches, as a comma-separated list. CDD Vault allows no other filter beside it.',
		},
		{
			displayName: 'Created After',
			name: 'createdAfter',
			type: 'dateTime',
			default: '',
			description: 'Batches that were created after this moment',
		},
		{
			displayName: 'Created Before',
			name: 'createdBefore',
			type: 'dateTime',
			default: '',
			description: 'Batches that were created before this moment',
		},
		{
			displayName: 'Data Set Names or IDs',
			name: 'dataSets',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getDataSets' },
			default: [],
			description: 'Search in these public data sets. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: 'Field Conditions',
			name: 'fieldsSearch',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Condition',
			default: {},
			description: "Batches whose own fields have these values. All conditions must be met; fields of the vault itself, such as the Molecule-Batch ID, cannot be searched here.",
			options: [
				{
					displayName: 'Condition',
					name: 'condition',
					values: [
						{
							displayName: 'Field Name',
							name: 'name',
							type: 'string',
							default: '',
							placeholder: 'e.g. Purity',
							description: 'The exact name of the batch field',
						},
						{
							displayName: 'Type',
							name: 'type',
							type: 'options',
							options: [
								{ name: 'Date', value: 'date_value' },
								{ name: 'Number', value: 'float_value' },
								{ name: 'Text', value: 'text_value' },
							],
							default: 'text_value',
							description: 'What kind of value the field holds',
						},
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							default: '',
							description: 'The value to look for. Dates are written as 2026-11-30.',
						},
					],
				},
			],
		},
		{
			displayName: 'Modified After',
			name: 'modifiedAfter',
			type: 'dateTime',
			default: '',
			description: 'Batches that were changed after this moment',
		},
		{
			displayName: 'Modified Before',
			name: 'modifiedBefore',
			type: 'dateTime',
			default: '',
			description: 'Batches that were changed before this moment',
		},
		{
			displayName: 'Molecule Created After',
			name: 'moleculeCreatedAfter',
			type: 'dateTime',
			default: '',
			description: 'Batches of molecules that were created after this moment',
		},
		{
			displayName: 'Molecule Created Before',
			name: 'moleculeCreatedBefore',
			type: 'dateTime',
			default: '',
			description: 'Batches of molecules that were created before this moment',
		},
		{
			displayName: 'Molecule-Batch ID',
			name: 'moleculeBatchIdentifier',
			type: 'string',
			default: '',
			placeholder: 'e.g. DEMO-1000210-001',
			description: 'The batch with this Molecule-Batch ID',
		},
		{
			displayName: 'Project Names or IDs',
			name: 'projects',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getProjects' },
			default: [],
			description: 'Batches of these projects only. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
	],
};

export const batchFiltersJsonField: INodeProperties = {
	displayName: 'Filters (JSON)',
	name: 'filtersJson',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "created_after": "2026-11-01", "fields_search": [{ "name": "Purity", "float_value": 95 }] }',
	description: "The parameters of CDD Vault's list of batches",
	displayOptions: { show: { specifyFilters: ['json'] } },
};

/** What comes back of each batch, not which batches. */
export const batchContentField: INodeProperties = {
	displayName: 'Content',
	name: 'content',
	type: 'collection',
	placeholder: 'Add Choice',
	default: {},
	description: 'How much of each batch is returned',
	options: [
		{
			displayName: 'Batch Fields to Return',
			name: 'batchFields',
			type: 'string',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field' },
			default: [],
			placeholder: 'e.g. Purity',
			description: 'Exact names of the batch fields to return. By default all.',
		},
		{
			displayName: 'Molecule Fields to Return',
			name: 'moleculeFields',
			type: 'string',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field' },
			default: [],
			placeholder: 'e.g. Color',
			description: 'Exact names of the molecule fields to return. By default all.',
		},
		{
			displayName: 'Only Batch IDs',
			name: 'onlyIds',
			type: 'boolean',
			default: false,
			description: 'Whether to return the IDs of the batches alone. This is the fastest.',
		},
		{
			displayName: 'Only Molecule IDs',
			name: 'onlyMoleculeIds',
			type: 'boolean',
			default: false,
			description: 'Whether to return of each molecule its ID alone',
		},
		{
			displayName: 'Original Structures',
			name: 'includeOriginalStructures',
			type: 'boolean',
			default: false,
			description: 'Whether to return the structures as they were drawn as well',
		},
		{
			displayName: 'Structures',
			name: 'structures',
			type: 'boolean',
			default: true,
			description: 'Whether to return SMILES, InChI and molfile. Without them the answer is smaller and faster.',
		},
	],
};

const readings: readonly FilterReading[] = [
	{ field: 'batchIds', label: 'Batch IDs', parameter: 'batches', kind: 'ids' },
	{ field: 'createdAfter', label: 'Created After', parameter: 'created_after', kind: 'date' },
	{ field: 'createdBefore', label: 'Created Before', parameter: 'created_before', kind: 'date' },
	{ field: 'modifiedAfter', label: 'Modified After', parameter: 'modified_after', kind: 'date' },
	{ field: 'modifiedBefore', label: 'Modified Before', parameter: 'modified_before', kind: 'date' },
	{ field: 'moleculeCreatedAfter', label: 'Molecule Created After', parameter: 'molecule_created_after', kind: 'date' },
	{ field: 'moleculeCreatedBefore', label: 'Molecule Created Before', parameter: 'molecule_created_before', kind: 'date' },
	{ field: 'projects', label: 'Project Names or IDs', parameter: 'projects', kind: 'ids' },
	{ field: 'dataSets', label: 'Data Set Names or IDs', parameter: 'data_sets', kind: 'ids' },
];

const conditions = z
	.object({ condition: z.array(z.object({ name: z.unknown(), type: z.string().default('text_value'), value: z.unknown() })).default([]) })
	.default({});

function readCondition(condition: { name?: unknown; type: string; value?: unknown }): IDataObject {
	const name = readText(condition.name, 'Field Conditions: Field Name');
	const label = `Field Conditions: ${name}`;
	if (condition.type === 'float_value') return { name, float_value: readNumber(condition.value, label) };
	// Fields hold dates without a time, so no time zone is added.
	if (condition.type === 'date_value') return { name, date_value: readDate(condition.value, label, undefined).text };
	return { name, text_value: readText(condition.value, label) };
}

function readFormFilters(call: OperationCall<CddApi>, itemIndex: number, options: IDataObject): IDataObject {
	const filters = readCollection(call.functions, 'filters', itemIndex);
	const parameters = readFilters(call, filters, readings, options.zonelessDates);
	if (filters.moleculeBatchIdentifier !== undefined) {
		parameters.molecule_batch_identifier = readText(filters.moleculeBatchIdentifier, 'Molecule-Batch ID').trim();
	}
	const searches = checked(conditions, filters.fieldsSearch, 'Field Conditions').condition.map(readCondition);
	if (searches.length > 0) parameters.fields_search = searches;
	return parameters;
}

function readNames(value: unknown): string[] | undefined {
	const names = (Array.isArray(value) ? value : []).filter((name): name is string => typeof name === 'string' && name !== '');
	return names.length > 0 ? names : undefined;
}

/** The parameters that say what comes back; what is left at its default is not sent. */
export function readContent(content: IDataObject): IDataObject {
	const choices: IDataObject = {
		no_structures: content.structures === false ? true : undefined,
		include_original_structures: content.includeOriginalStructures === true ? true : undefined,
		only_ids: content.onlyIds === true ? true : undefined,
		only_molecule_ids: content.onlyMoleculeIds === true ? true : undefined,
		molecule_fields: readNames(content.moleculeFields),
		batch_fields: readNames(content.batchFields),
	};
	return Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined));
}

const contentParameters = ['no_structures', 'include_original_structures', 'only_ids', 'only_molecule_ids', 'molecule_fields', 'batch_fields'];

/** CDD Vault refuses `batches` together with a filter. */
function refuseIdsWithFilters(parameters: IDataObject): void {
	const others = Object.keys(parameters).filter((name) => name !== 'batches' && !contentParameters.includes(name));
	if (parameters.batches === undefined || others.length === 0) return;
	throw badInput('Batch IDs', 'cannot be combined with other filters', 'Remove the other filters, or remove the batch IDs.');
}

/** @throws Fault `badInput` */
export function readBatchFilters(call: OperationCall<CddApi>, itemIndex: number, options: IDataObject): IDataObject {
	const { functions } = call;
	const filters =
		functions.getNodeParameter('specifyFilters', itemIndex) === 'json'
			? readJsonFilters(functions.getNodeParameter('filtersJson', itemIndex), batchQueryBody)
			: readFormFilters(call, itemIndex, options);
	const content = readCollection(functions, 'content', itemIndex);
	const parameters: IDataObject = { ...filters, ...readContent(content) };
	refuseIdsWithFilters(parameters);
	return parameters;
}
