import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { fieldEntryValues } from '../../../shared/fields';
import { badInput } from '../../../shared/values/badInput';
import { readFieldEntries } from '../../../shared/values/fieldEntries';
import { dayOf } from '../../../shared/values/dates';
import { fieldText } from '../../../shared/values/fieldValues';
import { readMappedFields } from '../../../shared/values/mappedFields';
import { parseNumber } from '../../../shared/values/text';
import { carriedFields, reservedEventFields } from '../../records/sample/fields';
import type { CarriedFields } from '../../records/sample/fields';
import type { CddApi } from '../../service/api';

/** The vault's own fields of a new sample and of its first event. */
export const ownFieldsOfCreation: INodeProperties[] = [
	{
		displayName: 'Sample Fields',
		name: 'sampleFields',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		description: "The vault's own fields of a sample, as recent samples carry them; what is empty is left out",
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: 'mapSampleFields',
				mode: 'add',
				valuesLabel: 'Sample Fields',
				fieldWords: { singular: 'sample field', plural: 'sample fields' },
				addAllFields: true,
				supportAutoMap: true,
			},
		},
	},
	{
		displayName: 'More Sample Fields',
		name: 'moreSampleFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Field',
		default: {},
		description: 'Sample fields that no recent sample carries, by their exact names',
		options: [{ displayName: 'Field', name: 'field', values: fieldEntryValues }],
	},
	{
		displayName: 'Event Fields',
		name: 'eventFields',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		description:
			"The vault's own fields of an inventory event, as recent samples carry them; what is empty is left out",
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: 'mapEventFields',
				mode: 'add',
				valuesLabel: 'Event Fields',
				fieldWords: { singular: 'event field', plural: 'event fields' },
				addAllFields: true,
				supportAutoMap: true,
			},
		},
	},
	{
		displayName: 'More Event Fields',
		name: 'moreEventFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Field',
		default: {},
		description: 'Event fields that no recent sample carries, by their exact names',
		options: [{ displayName: 'Field', name: 'field', values: fieldEntryValues }],
	},
];

const eventFieldName: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The event field. The list shows those that recent samples carry; others are given by their exact name.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchEventFields', searchable: true },
		},
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Barcode' },
	],
};

/** Within an event of a list of events, where a form that grows from the vault's fields cannot stand. */
export const eventFieldEntries: INodeProperties = {
	displayName: 'Event Fields',
	name: 'eventFields',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Field',
	default: {},
	description: "The vault's own fields of an inventory event, such as Barcode or Physical Form",
	options: [
		{
			displayName: 'Field',
			name: 'field',
			values: fieldEntryValues.map((field) => (field.name === 'name' ? eventFieldName : field)),
		},
	],
};

/** Text that can only be text needs no look at other samples. */
const mayBeMore = (value: unknown) =>
	typeof value !== 'string' || parseNumber(value) !== undefined || dayOf(value) !== undefined;

const nothingCarried: CarriedFields = new Map();

/** A value as the field seems to hold it, otherwise as it was typed: what other samples carry is no rule of the vault. */
function likeCarried(name: string, value: unknown, carried: CarriedFields, label: string): IDataObject[string] {
	const kind = carried.get(name);
	const text = () => fieldText({ name, value }, label);
	const asTyped = () => (typeof value === 'number' || typeof value === 'boolean' ? value : text());
	if (kind === 'number') return parseNumber(value) ?? asTyped();
	if (kind === 'date') return dayOf(value) ?? asTyped();
	return kind === 'text' ? text() : asTyped();
}

interface MappedForm {
	name: string;
	label: string;
	group: 'event' | 'sample';
}

async function readMapped(
	functions: IExecuteFunctions,
	api: CddApi,
	itemIndex: number,
	{ name, label, group }: MappedForm,
): Promise<IDataObject> {
	const look = async () => await carriedFields(functions, api, group);
	const given = await readMappedFields(functions, name, label, itemIndex, async () => [...(await look()).keys()]);
	const carried = Object.values(given).some(mayBeMore) ? await look() : nothingCarried;
	return Object.fromEntries(
		Object.entries(given).map(([key, value]) => [key, likeCarried(key, value, carried, label)]),
	);
}

function refuseDoubled(mapped: IDataObject, typed: IDataObject, label: string, otherLabel: string): void {
	const doubled = Object.keys(typed).find((name) => Object.hasOwn(mapped, name));
	if (doubled === undefined) return;
	throw badInput(
		label,
		'names a field twice',
		`"${doubled}" has a value in '${otherLabel}' as well. Keep one of the two.`,
	);
}

/** The vendor's own names: a user-defined field may not hide behind them. */
function refuseReserved(own: IDataObject, label: string): void {
	const reserved = reservedEventFields.find((name) => Object.hasOwn(own, name));
	if (reserved === undefined) return;
	throw badInput(
		label,
		'holds a name that has a field of its own',
		`It is "${reserved}". Amounts and places have their own fields in this form.`,
	);
}

/** The vault's own fields of a new sample. @throws Fault `badInput` */
export async function readSampleFields(
	functions: IExecuteFunctions,
	api: CddApi,
	itemIndex: number,
): Promise<IDataObject> {
	const typed = readFieldEntries(functions.getNodeParameter('moreSampleFields', itemIndex, {}), 'More Sample Fields');
	const mapped = await readMapped(functions, api, itemIndex, {
		name: 'sampleFields',
		label: 'Sample Fields',
		group: 'sample',
	});
	refuseDoubled(mapped, typed, 'More Sample Fields', 'Sample Fields');
	return { ...mapped, ...typed };
}

/** The vault's own fields of a new sample's first event. @throws Fault `badInput` */
export async function readEventFields(
	functions: IExecuteFunctions,
	api: CddApi,
	itemIndex: number,
): Promise<IDataObject> {
	const typed = readFieldEntries(functions.getNodeParameter('moreEventFields', itemIndex, {}), 'More Event Fields');
	refuseReserved(typed, 'More Event Fields');
	const mapped = await readMapped(functions, api, itemIndex, {
		name: 'eventFields',
		label: 'Event Fields',
		group: 'event',
	});
	refuseReserved(mapped, 'Event Fields');
	refuseDoubled(mapped, typed, 'More Event Fields', 'Event Fields');
	return { ...mapped, ...typed };
}

/** The vault's own fields of one event in a list of events. A type that was chosen stays. @throws Fault `badInput` */
export async function readEventEntries(
	functions: IExecuteFunctions,
	api: CddApi,
	value: unknown,
): Promise<IDataObject> {
	const own = readFieldEntries(value, 'Event Fields');
	refuseReserved(own, 'Event Fields');
	const isOpen = (one: unknown) => typeof one === 'string' && mayBeMore(one);
	if (!Object.values(own).some(isOpen)) return own;
	const carried = await carriedFields(functions, api, 'event');
	return Object.fromEntries(
		Object.entries(own).map(([name, one]) => [
			name,
			isOpen(one) ? likeCarried(name, one, carried, 'Event Fields') : one,
		]),
	);
}
