import { dataObject } from '../../../shared/values/json';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { customField, deleteCustomField, listCustomFields } from '../../contract/customField';
import { customFieldPicker, fieldOf, keyOf, presentField } from '../../records/customField/definitions';
import { operation } from '../operation';

export const deleteField = operation({
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a custom field with all its values',
		description:
			"Delete a custom field WITH ALL ITS VALUES, in every container or substance, for good. Needs a group administrator's token.",
	},
	kind: 'destructive',
	form: { fieldOf, customField: customFieldPicker },
	async run(call, { fieldOf: fieldtype, customField: located }) {
		const { api } = call;
		const { before } = await changeOnce(call, {
			step: deleteCustomField.path,
			values: [fieldtype, located],
			schema: customField,
			find: async () => await presentField(api, fieldtype, located),
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
});
