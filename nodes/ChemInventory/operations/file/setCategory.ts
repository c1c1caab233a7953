import type { Operation } from '../../../shared/operation';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { dataObject } from '../../../shared/values/json';
import { readLocator } from '../../../shared/values/locator';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { setFileCategory, storedFile } from '../../contract/file';
import { fileCategoryField, fileField, findFile, resolveCategory, resolveFile } from '../../records/file';
import type { ChemInventoryApi } from '../../service/api';

/** 0 stands for no category. */
const none = { id: 0, name: null };

export const setCategory: Operation<ChemInventoryApi> = {
	option: {
		name: 'Set Category',
		value: 'setCategory',
		action: 'Set the category of a file',
		description: 'Put a file into a category, or take it out of its category',
	},
	kind: 'write',
	fields: [
		fileField,
		{
			displayName: 'Put Into',
			name: 'putInto',
			type: 'options',
			options: [
				{ name: 'A Category', value: 'category' },
				{ name: 'No Category', value: 'none' },
			],
			default: 'category',
			description: 'Where the file belongs from now on',
		},
		{ ...fileCategoryField, displayOptions: { show: { putInto: ['category'] } } },
	],
	async run(call, itemIndex) {
		const { functions, api } = call;
		const { value } = readLocator(functions, 'file', itemIndex);
		const category =
			functions.getNodeParameter('putInto', itemIndex) === 'none'
				? none
				: await resolveCategory(api, readLocator(functions, 'category', itemIndex).value);
		const { before, changed } = await changeOnce(call, itemIndex, {
			fingerprint: fingerprintOf(setFileCategory.path, api.address, value, category.id),
			schema: storedFile,
			find: async () => await resolveFile(api, value),
			reread: async ({ id }) => await findFile(api, id),
			isDone: (file) => file !== undefined && (file.categoryid ?? 0) === category.id,
			send: async ({ id }) => await api.call(setFileCategory, { fileid: id, newcategoryid: category.id }),
			notDone: 'The file is still in its old category.',
			whereToLook: 'Look at the file in ChemInventory before you run this step again.',
		});
		return {
			id: before.id,
			name: before.name,
			categoryid: category.id,
			categoryname: category.name,
			previousCategoryId: before.categoryid ?? 0,
			changed,
			before: dataObject(before),
		};
	},
};
