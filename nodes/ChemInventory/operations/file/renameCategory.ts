import type { Operation } from '../../../shared/operation';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { dataObject } from '../../../shared/values/json';
import { readLocator } from '../../../shared/values/locator';
import { readText } from '../../../shared/values/text';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { fileCategory, renameFileCategory } from '../../contract/file';
import { fileCategoryField, findCategory, resolveCategory } from '../../records/file';
import type { ChemInventoryApi } from '../../service/api';

export const renameCategory: Operation<ChemInventoryApi> = {
	option: {
		name: 'Rename Category',
		value: 'renameCategory',
		action: 'Rename a file category',
		description: 'Give a category of the file store another name',
	},
	kind: 'write',
	fields: [
		fileCategoryField,
		{
			displayName: 'New Name',
			name: 'newName',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Safety Data Sheets',
			description: 'How the category is called from now on',
		},
	],
	async run(call, itemIndex) {
		const { functions, api } = call;
		const { value } = readLocator(functions, 'category', itemIndex);
		const name = readText(functions.getNodeParameter('newName', itemIndex, ''), 'New Name').trim();
		const { before, changed } = await changeOnce(call, itemIndex, {
			fingerprint: fingerprintOf(renameFileCategory.path, api.address, value, name),
			schema: fileCategory,
			find: async () => await resolveCategory(api, value),
			reread: async ({ id }) => await findCategory(api, id),
			isDone: (category) => category?.name === name,
			send: async ({ id }) => await api.call(renameFileCategory, { id, name }),
			notDone: 'The category still has its old name.',
			whereToLook: 'Look at the file categories in ChemInventory before you run this step again.',
		});
		return { id: before.id, name, previousName: before.name, changed, before: dataObject(before) };
	},
};
