import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import { badInput } from '../../../shared/values/badInput';
import { changedOr, readCollection } from '../../../shared/values/collection';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { readFlag } from '../../../shared/values/flag';
import { dataObject } from '../../../shared/values/json';
import { readSomeLines } from '../../../shared/values/lines';
import { readLocator } from '../../../shared/values/locator';
import { readText } from '../../../shared/values/text';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { customField, listCustomFields, saveCustomField } from '../../contract/customField';
import type { CustomField } from '../../contract/customField';
import { customFieldField, keyOf, resolveField } from '../../records/customField/definitions';
import type { FieldKind } from '../../records/customField/definitions';
import type { ChemInventoryApi } from '../../service/api';
import { fieldKindField, knownType, readFieldKind, takesAllowedValues } from './fields';
import type { SaveFieldBody } from './fields';

/** The whole field goes out again: what is left out may be reset. */
function merged(kind: FieldKind, field: CustomField, changes: IDataObject): SaveFieldBody {
	const type = knownType(field);
	const flag = (key: string, label: string, now: boolean | undefined) =>
		readFlag(changedOr(changes, key, now ?? false), label);
	if ('allowedValues' in changes && !takesAllowedValues(type)) {
		throw badInput(
			'Allowed Values',
			'does not fit this field',
			`"${field.name}" has the type ${type}. Only dropdowns and tags have allowed values.`,
		);
	}
	return {
		id: field.id,
		fieldtype: kind,
		name: readText(changedOr(changes, 'name', field.name), 'Name').trim(),
		type,
		searchable: flag('searchable', 'Searchable', field.searchable),
		...(kind === 'container'
			? { showfororders: flag('showForOrders', 'Show for Orders', field.showfororders) }
			: { admineditonly: flag('adminEditOnly', 'Only Administrators Edit', field.admineditonly) }),
		...(takesAllowedValues(type)
			? {
					allowedvalues:
						'allowedValues' in changes
							? readSomeLines(changes.allowedValues, 'Allowed Values')
							: (field.allowedvalues ?? []),
				}
			: {}),
	};
}

function isAs(field: CustomField | undefined, body: SaveFieldBody): boolean {
	return (
		field !== undefined &&
		field.name === body.name &&
		(field.searchable ?? false) === body.searchable &&
		(field.showfororders ?? false) === (body.showfororders ?? false) &&
		(field.admineditonly ?? false) === (body.admineditonly ?? false) &&
		JSON.stringify(field.allowedvalues ?? []) === JSON.stringify(body.allowedvalues ?? [])
	);
}

export const update: Operation<ChemInventoryApi> = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a custom field',
		description: "Change a custom field; what you leave out stays as it is. Needs a group administrator's token.",
	},
	kind: 'write',
	fields: [
		fieldKindField,
		customFieldField,
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Allowed Values',
					name: 'allowedValues',
					type: 'string',
					typeOptions: { rows: 4 },
					default: '',
					description: 'The whole list, each value on a line of its own. It replaces the one that is there.',
				},
				{ displayName: 'Name', name: 'name', type: 'string', default: '', placeholder: 'e.g. Expiry date' },
				{
					displayName: 'Only Administrators Edit',
					name: 'adminEditOnly',
					type: 'boolean',
					default: false,
					description: 'Whether only administrators may fill in the field. For fields of substances.',
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
					description: 'Whether the field can be filled in when a container is ordered. For fields of containers.',
				},
			],
		},
	],
	async run(call, itemIndex) {
		const { functions, api } = call;
		const kind = readFieldKind(functions.getNodeParameter('fieldKind', itemIndex));
		const changes = readCollection(functions, 'updateFields', itemIndex);
		if (Object.keys(changes).length === 0) throw badInput('Update Fields', 'is empty', 'Add what is to change.');
		const { value } = readLocator(functions, 'customField', itemIndex);
		const { changed, before } = await changeOnce(call, itemIndex, {
			fingerprint: fingerprintOf(saveCustomField.path, api.address, kind, value, changes),
			schema: customField,
			find: async () => await resolveField(api, kind, value),
			reread: async ({ id }) => (await api.call(listCustomFields, {}))[kind].find((field) => field.id === id),
			isDone: (present, field) => isAs(present, merged(kind, field, changes)),
			send: async (field) => await api.call(saveCustomField, { ...merged(kind, field, changes), scope: 'inventory' }),
			notDone: 'The custom field is not as it was sent.',
			whereToLook: 'Look at the custom fields in ChemInventory before you run this step again.',
		});
		return { ...merged(kind, before, changes), key: keyOf(kind, before), changed, before: dataObject(before) };
	},
};
