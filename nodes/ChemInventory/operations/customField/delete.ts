import type { Operation } from '../../../shared/operation';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { dataObject } from '../../../shared/values/json';
import { readLocator } from '../../../shared/values/locator';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { customField, deleteCustomField, listCustomFields } from '../../contract/customField';
import { customFieldField, keyOf, resolveField } from '../../records/customField/definitions';
import type { ChemInventoryApi } from '../../service/api';
import { fieldKindField, readFieldKind } from './fields';

export const deleteField: Operation<ChemInventoryApi> = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a custom field with all its values',
		description:
			"Delete a custom field WITH ALL ITS VALUES, in every container or substance, for good. Needs a group administrator's token.",
	},
	kind: 'destructive',
	fields: [fieldKindField, customFieldField],
	async run(call, itemIndex) {
		const { functions, api } = call;
		const fieldtype = readFieldKind(functions.getNodeParameter('fieldKind', itemIndex));
		const { value } = readLocator(functions, 'customField', itemIndex);
		const { before } = await changeOnce(call, itemIndex, {
			fingerprint: fingerprintOf(deleteCustomField.path, api.address, fieldtype, value),
			schema: customField,
			find: async () => await resolveField(api, fieldtype, value),
			reread: async ({ id }) => (await api.call(listCustomFields, {}))[fieldtype].find((field) => field.id === id),
			isDone: (present) => present === undefined,
			send: async ({ id }) => await api.call(deleteCustomField, { id, fieldtype }),
			notDone: 'The custom field is still there.',
			whereToLook: 'Look at the custom fields in ChemInventory before you run this step again.',
		});
		return {
			deleted: true,
			id: before.id,
			key: keyOf(fieldtype, before),
			fieldtype,
			name: before.name,
			type: before.type,
			before: dataObject(before),
		};
	},
};
