import type { IDataObject } from 'n8n-workflow';

import { exactName, fieldEntries, mapped, mappedValues, mapper } from '../../../shared/form';
import type { Field, Mapped, Values } from '../../../shared/form';
import type { OperationCall } from '../../../shared/operation';
import { badInput } from '../../../shared/values/badInput';
import { dayOf } from '../../../shared/values/dates';
import { fieldText } from '../../../shared/values/fieldValues';
import { parseNumber } from '../../../shared/values/text';
import { carriedFields, reservedEventFields } from '../../records/sample/fields';
import type { CarriedFields } from '../../records/sample/fields';
import type { CddApi } from '../../service/api';

/** The vendor's own names: a user-defined field may not hide behind them. @throws Fault `badInput` */
function refuseReserved<T extends object>(own: T, label: string): T {
	const reserved = reservedEventFields.find((name) => Object.hasOwn(own, name));
	if (reserved === undefined) return own;
	throw badInput(
		label,
		'contains a name that has its own field in this form',
		`It is "${reserved}". Amounts and places have their own fields in this form.`,
	);
}

const withoutReserved = (entries: Field<IDataObject>, label: string) =>
	mapped(entries, (own) => refuseReserved(own, label));

/** The vault's own fields of a new sample and of its first event. */
export const ownFieldsOfCreation = {
	sampleFields: mapper(
		{
			displayName: 'Sample Fields',
			name: 'sampleFields',
			type: 'resourceMapper',
			noDataExpression: true,
			default: { mappingMode: 'defineBelow', value: null },
			description: 'The sample fields that recent samples of your vault have; empty ones are left out',
			typeOptions: {
				resourceMapper: {
					resourceMapperMethod: 'mapSampleFields',
					mode: 'add',
					fieldWords: { singular: 'sample field', plural: 'sample fields' },
					addAllFields: true,
					supportAutoMap: true,
				},
			},
		},
		'Choose a credential above. The sample fields of your vault then appear here.',
	),
	moreSampleFields: fieldEntries({
		displayName: 'More Sample Fields',
		name: 'moreSampleFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Field',
		default: {},
		description: 'Sample fields that no recent sample has, by exact name',
	}),
	eventFields: mapped(
		mapper(
			{
				displayName: 'Event Fields',
				name: 'eventFields',
				type: 'resourceMapper',
				noDataExpression: true,
				default: { mappingMode: 'defineBelow', value: null },
				description: 'The event fields that recent samples of your vault have; empty ones are left out',
				typeOptions: {
					resourceMapper: {
						resourceMapperMethod: 'mapEventFields',
						mode: 'add',
						fieldWords: { singular: 'event field', plural: 'event fields' },
						addAllFields: true,
						supportAutoMap: true,
					},
				},
			},
			'Choose a credential above. The event fields of your vault then appear here.',
		),
		(given) => (given.automatic ? given : { ...given, values: refuseReserved(given.values, 'Event Fields') }),
	),
	moreEventFields: withoutReserved(
		fieldEntries({
			displayName: 'More Event Fields',
			name: 'moreEventFields',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Field',
			default: {},
			description: 'Event fields that no recent sample has, by exact name',
		}),
		'More Event Fields',
	),
};
type OwnFields = Values<typeof ownFieldsOfCreation>;

/** Within an event of a list of events, where a form that grows from the vault's fields cannot stand. */
export const eventFieldEntries = withoutReserved(
	fieldEntries(
		{
			displayName: 'Event Fields',
			name: 'eventFields',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Field',
			default: {},
			description: 'Fields of the inventory event in your vault, such as Barcode or Physical Form',
		},
		exactName({
			displayName: 'Name',
			name: 'name',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			description:
				'The event field. The list shows the fields that recent samples have; enter any other by its exact name.',
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					typeOptions: { searchListMethod: 'searchEventFields', searchable: true },
				},
				{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Barcode' },
			],
		}),
	),
	'Event Fields',
);

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

type Call = Pick<OperationCall<CddApi>, 'api' | 'functions'>;

async function mappedFields(
	{ functions, api }: Call,
	form: Mapped,
	label: string,
	group: 'event' | 'sample',
): Promise<IDataObject> {
	const look = async () => await carriedFields(functions, api, group);
	const given = await mappedValues(form, async () => [...(await look()).keys()], label);
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

/** The vault's own fields of a new sample. @throws Fault `badInput` */
export async function sampleFieldsOf(
	call: Call,
	{ sampleFields, moreSampleFields: typed }: Pick<OwnFields, 'moreSampleFields' | 'sampleFields'>,
): Promise<IDataObject> {
	const known = await mappedFields(call, sampleFields, 'Sample Fields', 'sample');
	refuseDoubled(known, typed, 'More Sample Fields', 'Sample Fields');
	return { ...known, ...typed };
}

/** The vault's own fields of a new sample's first event. @throws Fault `badInput` */
export async function eventFieldsOf(
	call: Call,
	{ eventFields, moreEventFields: typed }: Pick<OwnFields, 'eventFields' | 'moreEventFields'>,
): Promise<IDataObject> {
	const known = await mappedFields(call, eventFields, 'Event Fields', 'event');
	refuseDoubled(known, typed, 'More Event Fields', 'Event Fields');
	return { ...known, ...typed };
}

/** The vault's own fields of one event in a list of events, as other samples carry them. A type that was chosen stays. @throws Fault `badInput` */
export async function eventEntriesOf({ functions, api }: Call, own: IDataObject): Promise<IDataObject> {
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
