import { thing } from '../../../shared/operation';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { customField, deleteCustomField } from '../../contract/customField';
import {
	customFieldPicker,
	customFieldsNow,
	fieldOf,
	fieldToChange,
	keyOf,
	locatedField,
} from '../../records/customField/definitions';
import { operation } from '../operation';
import { fieldRecord } from './fields';

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
	prepare: async (call, { fieldOf: fieldtype, customField: located }) => ({
		fieldtype,
		id: await fieldToChange(call, fieldtype, located),
	}),
	touches: ({ fieldtype, id }) => [thing('custom field', keyOf(fieldtype, { id }))],
	async run(call, { fieldtype, id }) {
		const { api } = call;
		const { before } = await changeOnce(call, {
			step: deleteCustomField.path,
			values: [fieldtype, id],
			schema: customField,
			find: async () => locatedField(await customFieldsNow(api), fieldtype, { by: 'id', id }),
			reread: async () => (await customFieldsNow(api))[fieldtype].find((field) => field.id === id),
			isDone: (present) => present === undefined,
			send: async () => await api.call(deleteCustomField, { id, fieldtype }),
			notDone: 'The custom field is still there.',
			whereToLook: 'Look at the custom fields in ChemInventory before you run this step again.',
		});
		return {
			deleted: true,
			id: before.id,
			key: keyOf(fieldtype, before),
			name: before.name,
			fieldOf: fieldtype,
			type: before.type,
			before: fieldRecord(fieldtype, before, false),
		};
	},
});
