import type { IExecuteFunctions } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import { badInput, quote } from '../../../shared/values/badInput';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { readLines } from '../../../shared/values/lines';
import { readText } from '../../../shared/values/text';
import { createOnce } from '../../../shared/writing/createOnce';
import { fieldDataTypes, listCustomFields, saveCustomField } from '../../contract/customField';
import { keyOf } from '../../records/customField/definitions';
import type { ChemInventoryApi } from '../../service/api';
import { fieldKindField, readFieldKind, takesAllowedValues } from './fields';
import type { SaveFieldBody } from './fields';

function readBody(functions: IExecuteFunctions, itemIndex: number): SaveFieldBody {
	const parameter = (name: string) => functions.getNodeParameter(name, itemIndex, undefined);
	const fieldtype = readFieldKind(parameter('fieldKind'));
	const name = readText(parameter('name'), 'Name').trim();
	const type = fieldDataTypes.find((known) => known === parameter('dataType'));
	if (!type)
		throw badInput(
			'Data Type',
			'is not one of the choices',
			`It is ${quote(parameter('dataType'))}. Use one of ${fieldDataTypes.join(', ')}.`,
		);
	const allowedvalues = takesAllowedValues(type) ? readLines(parameter('allowedValues'), 'Allowed Values') : undefined;
	if (type === 'dropdown' && allowedvalues?.length === 0) {
		throw badInput(
			'Allowed Values',
			'is empty',
			'A dropdown needs at least one value. Write each on a line of its own.',
		);
	}
	return {
		id: 0,
		fieldtype,
		name,
		type,
		searchable: parameter('searchable') === true,
		...(fieldtype === 'container'
			? { showfororders: parameter('showForOrders') === true }
			: { admineditonly: parameter('adminEditOnly') === true }),
		...(allowedvalues ? { allowedvalues } : {}),
	};
}

export const create: Operation<ChemInventoryApi> = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a custom field',
		description: "Add a custom field to all containers or substances. Needs a group administrator's token.",
	},
	kind: 'write',
	fields: [
		fieldKindField,
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Expiry date',
			description: 'How the field is called in ChemInventory',
		},
		{
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
		},
		{
			displayName: 'Allowed Values',
			name: 'allowedValues',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			description: 'The values to choose from, each on a line of its own',
			displayOptions: { show: { dataType: ['dropdown', 'tags'] } },
		},
		{
			displayName: 'Searchable',
			name: 'searchable',
			type: 'boolean',
			default: true,
			description: 'Whether the field can be searched',
		},
		{
			displayName: 'Show for Orders',
			name: 'showForOrders',
			type: 'boolean',
			default: false,
			description: 'Whether the field can be filled in when a container is ordered',
			displayOptions: { show: { fieldKind: ['container'] } },
		},
		{
			displayName: 'Only Administrators Edit',
			name: 'adminEditOnly',
			type: 'boolean',
			default: false,
			description: 'Whether only administrators may fill in the field',
			displayOptions: { show: { fieldKind: ['substance'] } },
		},
	],
	async run(call, itemIndex) {
		const { functions, api } = call;
		const body = readBody(functions, itemIndex);
		const { fieldtype, name, type } = body;
		const id = await createOnce(call, itemIndex, {
			fingerprint: fingerprintOf(saveCustomField.path, api.address, body),
			list: async () => (await api.call(listCustomFields, {}))[fieldtype],
			refuse: (fields) => {
				const same = fields.find((field) => field.name === name);
				if (!same) return;
				throw badInput(
					'Name',
					'is taken',
					`There is a ${fieldtype} field ${quote(name)} already (${keyOf(fieldtype, same)}). With two of the same name nobody could tell them apart.`,
				);
			},
			send: async () => await api.call(saveCustomField, { ...body, scope: 'inventory' }),
			matches: (field) => field.name === name && field.type === type,
			what: 'custom field',
			whereToLook: 'Look at the custom fields in ChemInventory before you run this step again.',
		});
		return {
			id: id ?? null,
			key: id === undefined ? null : keyOf(fieldtype, { id }),
			fieldtype,
			name,
			type,
			...(body.allowedvalues ? { allowedvalues: body.allowedvalues } : {}),
			before: null,
		};
	},
};
