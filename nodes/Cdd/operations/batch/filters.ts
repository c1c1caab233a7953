import type { IDataObject } from 'n8n-workflow';

import { faultWith } from '../../../shared/fault';
import { cell, choice, collection, ids, list, locator, mapped, text, variants } from '../../../shared/form';
import type { Answers, Value, Values } from '../../../shared/form';
import { dayAsWritten } from '../../../shared/form/date';
import type { OperationCall } from '../../../shared/operation';
import { badInput, quote } from '../../../shared/values/badInput';
import { readNumber, readText } from '../../../shared/values/text';
import { batchQueryBody } from '../../contract/batch';
import type { FieldDefinition } from '../../contract/vault';
import { dataSetIds } from '../../records/dataSet';
import { namedFilter } from '../../records/namedFilter';
import { projectIds } from '../../records/project';
import { fieldNamed, vaultFields } from '../../records/vaultField';
import type { CddApi } from '../../service/api';
import { dateFilter, filterParameters, jsonFilters, specifyFilters } from '../list/filters';
import type { datesWithoutTimeZone } from '../list/filters';
import { contentParameters } from './returnedContent';
import type { batchContent } from './returnedContent';

interface Condition extends IDataObject {
	name: string;
}

const condition = {
	name: locator(
		{
			displayName: 'Field',
			name: 'field',
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
		{ list: 'name', name: 'name' },
	),
	type: choice({
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: [
			{ name: 'Date', value: 'date_value' },
			{ name: 'Number', value: 'float_value' },
			{ name: 'Text', value: 'text_value' },
		],
		default: 'text_value',
		description: 'The type of value in the field',
	}),
	value: cell({
		displayName: 'Value',
		name: 'value',
		type: 'string',
		default: '',
		description: 'The value to look for. Write dates as 2026-11-30; time and time zone are ignored.',
	}),
};

function soughtIn({ name, type, value }: Values<typeof condition>, answers: Answers): Condition {
	const label = 'Field Conditions: Value';
	try {
		if (type === 'float_value') return { name: name.text, float_value: readNumber(value, label) };
		if (type === 'date_value') return { name: name.text, date_value: dayAsWritten(value, label, answers) };
		return { name: name.text, text_value: readText(value, label) };
	} catch (thrown) {
		throw withFieldName(thrown, name.text);
	}
}

/** The field's name is free text, so it goes into the description: n8n replaces messages that hold certain words. */
function withFieldName(thrown: unknown, name: string): Error {
	return faultWith(thrown, ({ description }) => ({ description: `The field is "${name}". ${description ?? ''}` }));
}

const conditions = mapped(
	list(
		{
			displayName: 'Field Conditions',
			name: 'fieldConditions',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Condition',
			default: {},
			description:
				'Find batches by the values of their batch fields. All conditions must be met. Built-in fields, such as the Molecule-Batch ID, cannot be searched here.',
		},
		{ displayName: 'Condition', name: 'condition' },
		condition,
	),
	(given, answers) => given.map((each) => soughtIn(each, answers)),
);

/** What can be searched for, under the names of the vendor's parameters. */
const formFilters = collection(
	{ displayName: 'Filters', name: 'filters', type: 'collection', placeholder: 'Add Filter', default: {} },
	{
		batches: ids({
			displayName: 'Batch IDs',
			name: 'batchIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. 136660530, 145175681',
			description: 'The IDs of the batches, comma-separated. CDD Vault allows no other filter with it.',
		}),
		created_after: dateFilter({
			displayName: 'Created After',
			name: 'createdAfter',
			type: 'dateTime',
			default: '',
			description: 'Batches that were created after this moment',
		}),
		created_before: dateFilter({
			displayName: 'Created Before',
			name: 'createdBefore',
			type: 'dateTime',
			default: '',
			description: 'Batches that were created before this moment',
		}),
		data_sets: namedFilter({
			displayName: 'Data Set Names or IDs',
			name: 'dataSets',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getDataSets' },
			default: [],
			description:
				'Search in these public data sets. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		}),
		fields_search: conditions,
		modified_after: dateFilter({
			displayName: 'Modified After',
			name: 'modifiedAfter',
			type: 'dateTime',
			default: '',
			description: 'Batches that were changed after this moment',
		}),
		modified_before: dateFilter({
			displayName: 'Modified Before',
			name: 'modifiedBefore',
			type: 'dateTime',
			default: '',
			description: 'Batches that were changed before this moment',
		}),
		molecule_created_after: dateFilter({
			displayName: 'Molecule Created After',
			name: 'moleculeCreatedAfter',
			type: 'dateTime',
			default: '',
			description: 'Batches of molecules that were created after this moment',
		}),
		molecule_created_before: dateFilter({
			displayName: 'Molecule Created Before',
			name: 'moleculeCreatedBefore',
			type: 'dateTime',
			default: '',
			description: 'Batches of molecules that were created before this moment',
		}),
		molecule_batch_identifier: text({
			displayName: 'Molecule-Batch ID',
			name: 'moleculeBatchId',
			type: 'string',
			default: '',
			placeholder: 'e.g. DEMO-1000210-001',
			description: 'The batch with this Molecule-Batch ID',
		}),
		projects: namedFilter({
			displayName: 'Project Names or IDs',
			name: 'projects',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getProjects' },
			default: [],
			description:
				'Batches of these projects only. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		}),
	},
);

/** As it is declared below. */
export const jsonLabel = 'Filters (JSON)';

export const batchFilters = variants(specifyFilters, {
	fields: { given: formFilters },
	json: {
		given: jsonFilters(
			{
				displayName: 'Filters (JSON)',
				name: 'filtersJson',
				type: 'json',
				default: '{}',
				placeholder:
					'e.g. { "created_after": "2026-11-01", "fields_search": [{ "name": "Purity", "float_value": 95 }] }',
				description: "The parameters of CDD Vault's list of batches",
			},
			batchQueryBody,
		),
	},
});

/** The key under which the vendor's search takes a value, by the type of the field. */
const searchKeys: Record<string, { key: string; type: string }> = {
	Date: { key: 'date_value', type: 'Date' },
	Number: { key: 'float_value', type: 'Number' },
	PickList: { key: 'text_value', type: 'Text' },
	Text: { key: 'text_value', type: 'Text' },
};

/** A search for a value of a field; undefined for a type of field that cannot be searched. */
export function searchFor(
	{ name, data_type_name: dataType }: FieldDefinition,
	value: number | string,
): IDataObject | undefined {
	const fitting = searchKeys[dataType ?? ''];
	return fitting && { name, [fitting.key]: value };
}

function refuseOtherType(search: Condition, { data_type_name: dataType }: FieldDefinition): void {
	const fitting = searchKeys[dataType ?? ''];
	if (fitting === undefined || fitting.key in search) return;
	throw badInput(
		'Field Conditions: Type',
		'does not match the field',
		`"${search.name}" is a field of type ${dataType} in this vault. Choose the type ${fitting.type}.`,
	);
}

/** The vendor does not say what a condition on an unknown field or of another type does: it may pass for one that nothing meets. */
async function checkConditions(api: CddApi, searches: readonly Condition[]): Promise<void> {
	const fields = await vaultFields(api, 'batch');
	for (const search of searches) refuseOtherType(search, fieldNamed(fields, search.name, 'Field Conditions: Field'));
}

type Zoneless = Value<typeof datesWithoutTimeZone>;

async function parametersOf(
	call: OperationCall<CddApi>,
	{ fields_search: searches = [], data_sets: dataSets, projects, ...filters }: Value<typeof formFilters>,
	zoneless: Zoneless | undefined,
): Promise<IDataObject> {
	const parameters = {
		...filterParameters(call, filters, zoneless),
		...(dataSets && { data_sets: await dataSetIds(call.api, dataSets) }),
		...(projects && { projects: await projectIds(call.api, projects) }),
	};
	if (searches.length === 0) return parameters;
	await checkConditions(call.api, searches);
	return { ...parameters, fields_search: searches };
}

/** CDD Vault refuses `batches` together with a filter. */
function refuseIdsWithFilters(parameters: IDataObject, label: string, problem: string): void {
	const others = Object.keys(parameters).filter((name) => name !== 'batches' && !contentParameters.includes(name));
	if (parameters.batches === undefined || others.length === 0) return;
	throw badInput(label, problem, `Remove the other filters (${others.join(', ')}), or remove the batch IDs.`);
}

/** One of two answers would be dropped without a word. */
function refuseContentTwice(given: IDataObject, content: IDataObject): void {
	const twice = Object.keys(content).find((name) => given[name] !== undefined);
	if (twice === undefined) return;
	throw badInput(
		jsonLabel,
		"contains a parameter that 'Content' also sets",
		`It is ${quote(twice)}. Remove it there or from the JSON.`,
	);
}

/** What the forms of lists and exports have in common. */
interface FilteredForm {
	readonly filters: Value<typeof batchFilters>;
	readonly content: Value<typeof batchContent>;
	readonly options: { readonly datesWithoutTimeZone?: Zoneless };
}

/** The vendor's parameters. @throws Fault `badInput` */
export async function batchParameters(
	call: OperationCall<CddApi>,
	{ filters, content, options }: FilteredForm,
): Promise<IDataObject> {
	if (filters.chosen === 'json') {
		refuseContentTwice(filters.given, content);
		refuseIdsWithFilters(filters.given, jsonLabel, 'contains batch IDs and other filters');
		return { ...filters.given, ...content };
	}
	const given = await parametersOf(call, filters.given, options.datesWithoutTimeZone);
	refuseIdsWithFilters(given, 'Batch IDs', 'cannot be combined with other filters');
	return { ...given, ...content };
}
