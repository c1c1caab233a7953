import { mappedValues, mapper } from '../../../shared/form';
import type { Mapped } from '../../../shared/form';
import type { OperationCall } from '../../../shared/operation';
import { badInput, quote } from '../../../shared/values/badInput';
import { customFieldKey } from '../../contract/scalars';
import type { ChemInventoryApi } from '../../service/api';
import { columnIds, isForOrders, kindOf } from './columns';
import type { FieldForm } from './columns';
import { allCustomFields, findField, keyOf } from './definitions';
import { storedValue } from './value';

const waiting = 'Choose a credential above. The custom fields of your inventory then appear here.';

const fieldWords = { singular: 'field', plural: 'fields' };

export const containerFields = mapper(
	{
		displayName: 'Custom Fields',
		name: 'customFields',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: 'getContainerColumns',
				mode: 'add',
				fieldWords,
				addAllFields: true,
				multiKeyMatch: false,
				supportAutoMap: true,
			},
		},
		description: "The inventory's own fields of a container, such as Expiry Date. Fields without a value are left out.",
	},
	waiting,
);

export const substanceFields = mapper(
	{
		displayName: 'Custom Fields of the Substance',
		name: 'substanceFields',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: 'getSubstanceColumns',
				mode: 'add',
				fieldWords,
				addAllFields: true,
				multiKeyMatch: false,
				supportAutoMap: true,
			},
		},
		description:
			'Fields of the substance. They change for all containers of that substance. Fields without a value are left out.',
	},
	waiting,
);

export const orderFields = mapper(
	{
		displayName: 'Custom Fields',
		name: 'customFields',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: 'getOrderColumns',
				mode: 'add',
				fieldWords,
				addAllFields: true,
				multiKeyMatch: false,
				supportAutoMap: true,
			},
		},
		description:
			"The inventory's own fields of a container that have 'Show for Orders' switched on. Fields without a value are left out.",
	},
	waiting,
);

const labels: Record<FieldForm, string> = {
	container: 'Custom Fields',
	order: 'Custom Fields',
	substance: 'Custom Fields of the Substance',
};

type Call = Pick<OperationCall<ChemInventoryApi>, 'api' | 'functions' | 'hint'>;

const tellingOf = ({ functions, hint }: Call) => ({ zone: functions.getTimezone(), hint });

/**
 * A form of custom fields as `cf-<id>` / `sf-<id>` keys and stored texts, each checked against the definition of its field.
 * @throws Fault `badInput`
 */
export async function storedFields(call: Call, form: FieldForm, mapped: Mapped): Promise<Record<string, string>> {
	const { api } = call;
	const label = labels[form];
	const given = Object.entries(await mappedValues(mapped, async () => await columnIds(api, form), label));
	if (given.length === 0) return {};
	const fields = await allCustomFields(api);
	const stored: Record<string, string> = {};
	for (const [name, value] of given) {
		const field = findField(fields, kindOf(form), name, label);
		const key = keyOf(kindOf(form), field);
		if (form === 'order' && !isForOrders(field))
			throw badInput(
				label,
				'names a field that orders do not have',
				`${quote(field.name)} is not switched on for orders. A group administrator can switch on 'Show for Orders' for it.`,
			);
		if (key in stored)
			throw badInput(label, 'names a field twice', `The field is ${quote(field.name)}. Keep one of the two entries.`);
		const text = storedValue(field, value, tellingOf(call), label);
		if (text !== '') stored[key] = text;
	}
	return stored;
}

/** The custom fields of containers in a body that was given as JSON, checked as those of the form are. @throws Fault `badInput` */
export async function storedFieldsIn(
	call: Call,
	given: Readonly<Record<string, unknown>>,
): Promise<Record<string, string>> {
	const keys = Object.keys(given).filter((key) => customFieldKey.test(key));
	if (keys.length === 0) return {};
	const fields = await allCustomFields(call.api);
	return Object.fromEntries(
		keys.map((key) => [key, storedValue(findField(fields, 'container', key), given[key], tellingOf(call))]),
	);
}
