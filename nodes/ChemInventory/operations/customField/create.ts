import { choice, lines, optionalLines, text, variants } from '../../../shared/form';
import type { Declared, Values } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import { badInput, quote } from '../../../shared/values/badInput';
import { createOnce } from '../../../shared/writing/createOnce';
import { refuseGivenToSeveral } from '../../../shared/writing/severalItems';
import { saveCustomField } from '../../contract/customField';
import type { CustomField } from '../../contract/customField';
import { allCustomFields, customFieldsNow, fieldOf, keyOf } from '../../records/customField/definitions';
import { operation } from '../operation';
import { onlyAdministratorsEdit, searchable, showForOrders } from './fields';
import type { SaveFieldBody } from './fields';

const allowedValues: Declared<'string'> = {
	displayName: 'Allowed Values',
	name: 'allowedValues',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	description: 'The values to choose from, one per line. A dropdown needs at least one.',
};

const common = {
	name: text({
		displayName: 'Name',
		name: 'name',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Expiry date',
		description: 'The name of the field in ChemInventory',
	}),
	type: variants(
		choice({
			displayName: 'Data Type',
			name: 'dataType',
			type: 'options',
			options: [
				{ name: 'Date', value: 'date' },
				{ name: 'Dropdown', value: 'dropdown' },
				{ name: 'Number', value: 'number' },
				{ name: 'Tags', value: 'tags' },
				{ name: 'Text', value: 'text' },
				{ name: 'Text With Several Lines', value: 'multilinetext' },
				{ name: 'Web Address', value: 'url' },
			],
			default: 'text',
			description: 'What the field holds. It cannot be changed later.',
		}),
		{
			date: {},
			dropdown: { allowedValues: lines(allowedValues) },
			multilinetext: {},
			number: {},
			tags: { allowedValues: optionalLines(allowedValues) },
			text: {},
			url: {},
		},
	),
	searchable,
};

const form = {
	field: variants(fieldOf, {
		container: { ...common, showForOrders },
		substance: { ...common, onlyAdministratorsEdit },
	}),
};

function bodyOf({ field }: Values<typeof form>): SaveFieldBody {
	const { chosen: fieldtype, name, type, searchable: isSearchable } = field;
	return {
		id: 0,
		fieldtype,
		name,
		type: type.chosen,
		searchable: isSearchable,
		...(field.chosen === 'container'
			? { showfororders: field.showForOrders }
			: { admineditonly: field.onlyAdministratorsEdit }),
		...('allowedValues' in type ? { allowedvalues: type.allowedValues } : {}),
	};
}

const noTwins = 'Nobody could distinguish two with the same name.';

/** @param fields those of its kind @throws Fault `badInput` */
function refuseTaken({ fieldtype, name }: SaveFieldBody, fields: readonly CustomField[]): void {
	const same = fields.find((field) => field.name === name);
	if (!same) return;
	throw badInput(
		'Name',
		'is taken',
		`There is a ${fieldtype} field ${quote(name)} already (${keyOf(fieldtype, same)}). ${noTwins}`,
	);
}

export const create = operation({
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a custom field',
		description: "Add a custom field to all containers or substances. Needs a group administrator's token.",
	},
	kind: 'write',
	form,
	async prepare({ api, ledger, itemIndex }, filled) {
		const body = bodyOf(filled);
		if (!ledger.begun(itemIndex)) refuseTaken(body, (await allCustomFields(api))[body.fieldtype]);
		return body;
	},
	async checkAll(call, items, refuse) {
		refuseGivenToSeveral(
			call,
			items,
			refuse,
			({ fieldtype, name }) => `${fieldtype} ${name}`,
			({ name }) => badInput('Name', 'is used by several rows', `It is ${quote(name)}. ${noTwins}`),
		);
	},
	touches: () => [thing('custom fields')],
	async run(call, body) {
		const { api } = call;
		const { fieldtype, name, type } = body;
		const id = await createOnce(call, {
			step: saveCustomField.path,
			values: [body],
			list: async () => (await customFieldsNow(api))[fieldtype],
			refuse: (fields) => refuseTaken(body, fields),
			send: async () => await api.call(saveCustomField, { ...body, scope: 'inventory' }),
			matches: (field) => field.name === name && field.type === type,
			what: 'custom field',
			whereToLook: 'Look at the custom fields in ChemInventory before you run this step again.',
		});
		return {
			id: id ?? null,
			key: id === undefined ? null : keyOf(fieldtype, { id }),
			name,
			fieldOf: fieldtype,
			type,
			...(body.allowedvalues ? { allowedValues: body.allowedvalues } : {}),
			before: null,
		};
	},
});
