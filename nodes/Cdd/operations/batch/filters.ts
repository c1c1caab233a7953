import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { faultWith } from '../../../shared/fault';
import type { OperationCall } from '../../../shared/operation';
import { badInput, checked } from '../../../shared/values/badInput';
import { readCollection } from '../../../shared/values/collection';
import { readDate } from '../../../shared/values/dates';
import { heldValue } from '../../../shared/values/locator';
import { readNumber, readText } from '../../../shared/values/text';
import { batchQueryBody } from '../../contract/batch';
import type { FieldDefinition } from '../../contract/vault';
import { fieldNamed, vaultFields } from '../../records/vaultField';
import type { CddApi } from '../../service/api';
import { commonReadings, readFilters, readJsonFilters } from '../list/filters';
import type { FilterReading } from '../list/filters';
import { contentParameters, readContent } from './returnedContent';

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
			description:
				'Search in these public data sets. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: 'Field Conditions',
			name: 'fieldsSearch',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Condition',
			default: {},
			description:
				'Batches whose own fields have these values. All conditions must be met; fields of the vault itself, such as the Molecule-Batch ID, cannot be searched here.',
			options: [
				{
					displayName: 'Condition',
					name: 'condition',
					values: [
						{
							displayName: 'Field',
							name: 'name',
							type: 'resourceLocator',
							default: { mode: 'list', value: '' },
							description: 'The batch field, by its exact name',
							modes: [
								{
									displayName: 'From List',
									name: 'list',
									type: 'list',
									typeOptions: { searchListMethod: 'searchBatchFields', searchable: true },
								},
								{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Purity' },
							],
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
			description:
				'Batches of these projects only. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
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

const readings: readonly FilterReading[] = [
	{ field: 'batchIds', label: 'Batch IDs', parameter: 'batches', kind: 'ids' },
	...commonReadings,
	{ field: 'moleculeCreatedAfter', label: 'Molecule Created After', parameter: 'molecule_created_after', kind: 'date' },
	{
		field: 'moleculeCreatedBefore',
		label: 'Molecule Created Before',
		parameter: 'molecule_created_before',
		kind: 'date',
	},
	{ field: 'dataSets', label: 'Data Set Names or IDs', parameter: 'data_sets', kind: 'ids' },
];

const conditions = z
	.object({
		condition: z
			.array(z.object({ name: z.unknown(), type: z.string().default('text_value'), value: z.unknown() }))
			.default([]),
	})
	.default({});

function readCondition(condition: { name?: unknown; type: string; value?: unknown }): IDataObject & { name: string } {
	const name = readText(heldValue(condition.name), 'Field Conditions: Field');
	try {
		return { name, ...readSought(condition) };
	} catch (thrown) {
		throw withFieldName(thrown, name);
	}
}

function readSought({ type, value }: { type: string; value?: unknown }): IDataObject {
	const label = 'Field Conditions: Value';
	if (type === 'float_value') return { float_value: readNumber(value, label) };
	// Fields hold dates without a time, so no time zone is added.
	if (type === 'date_value') return { date_value: readDate(value, label, undefined).text };
	return { text_value: readText(value, label) };
}

/** The field's name is free text, so it goes into the description: n8n replaces messages that hold certain words. */
function withFieldName(thrown: unknown, name: string): Error {
	return faultWith(thrown, ({ description }) => ({ description: `The field is "${name}". ${description ?? ''}` }));
}

/** How the vendor's search wants the value of a field, by the type of the field. */
const searchKeys: Record<string, { key: string; type: string }> = {
	Date: { key: 'date_value', type: 'Date' },
	Number: { key: 'float_value', type: 'Number' },
	PickList: { key: 'text_value', type: 'Text' },
	Text: { key: 'text_value', type: 'Text' },
};

function refuseOtherType(search: IDataObject & { name: string }, { data_type_name: dataType }: FieldDefinition): void {
	const fitting = searchKeys[dataType ?? ''];
	if (fitting === undefined || fitting.key in search) return;
	throw badInput(
		'Field Conditions: Type',
		'does not fit the field',
		`"${search.name}" is a field of type ${dataType} in this vault. Choose the type ${fitting.type}.`,
	);
}

/** The vendor does not say what a condition on an unknown field or of another type does: it may pass for one that nothing meets. */
async function readConditions(api: CddApi, value: unknown): Promise<IDataObject[]> {
	const searches = checked(conditions, value, 'Field Conditions').condition.map(readCondition);
	if (searches.length === 0) return [];
	const fields = await vaultFields(api, 'batch');
	for (const search of searches) refuseOtherType(search, fieldNamed(fields, search.name, 'Field Conditions: Field'));
	return searches;
}

async function readFormFilters(
	call: OperationCall<CddApi>,
	itemIndex: number,
	options: IDataObject,
): Promise<IDataObject> {
	const filters = readCollection(call.functions, 'filters', itemIndex);
	const parameters = readFilters(call, filters, readings, options.zonelessDates);
	// A filter whose expression finds nothing must not turn into no filter.
	if (Object.hasOwn(filters, 'moleculeBatchIdentifier')) {
		parameters.molecule_batch_identifier = readText(filters.moleculeBatchIdentifier, 'Molecule-Batch ID').trim();
	}
	const searches = await readConditions(call.api, filters.fieldsSearch);
	if (searches.length > 0) parameters.fields_search = searches;
	return parameters;
}

/** CDD Vault refuses `batches` together with a filter. */
function refuseIdsWithFilters(parameters: IDataObject): void {
	const others = Object.keys(parameters).filter((name) => name !== 'batches' && !contentParameters.includes(name));
	if (parameters.batches === undefined || others.length === 0) return;
	throw badInput(
		'Batch IDs',
		'cannot be combined with other filters',
		'Remove the other filters, or remove the batch IDs.',
	);
}

/** @throws Fault `badInput` */
export async function readBatchFilters(
	call: OperationCall<CddApi>,
	itemIndex: number,
	options: IDataObject,
): Promise<IDataObject> {
	const { functions } = call;
	const filters =
		functions.getNodeParameter('specifyFilters', itemIndex) === 'json'
			? readJsonFilters(call, itemIndex, batchQueryBody)
			: await readFormFilters(call, itemIndex, options);
	const content = readCollection(functions, 'content', itemIndex);
	const parameters: IDataObject = { ...filters, ...readContent(content) };
	refuseIdsWithFilters(parameters);
	return parameters;
}
