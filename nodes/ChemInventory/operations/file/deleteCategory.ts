import type { Operation } from '../../../shared/operation';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { dataObject } from '../../../shared/values/json';
import { readLocator } from '../../../shared/values/locator';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { deleteFileCategory, fileCategory } from '../../contract/file';
import { fileCategoryField, findCategory, resolveCategory } from '../../records/file';
import type { ChemInventoryApi } from '../../service/api';

export const deleteCategory: Operation<ChemInventoryApi> = {
	option: {
		name: 'Delete Category',
		value: 'deleteCategory',
		action: 'Delete a file category',
		description:
			'Delete a category of the file store. What becomes of the files in it is not documented: put them into another category first.',
	},
	kind: 'destructive',
	fields: [fileCategoryField],
	async run(call, itemIndex) {
		const { functions, api } = call;
		const { value } = readLocator(functions, 'category', itemIndex);
		const { before } = await changeOnce(call, itemIndex, {
			fingerprint: fingerprintOf(deleteFileCategory.path, api.address, value),
			schema: fileCategory,
			find: async () => await resolveCategory(api, value),
			reread: async ({ id }) => await findCategory(api, id),
			isDone: (category) => category === undefined,
			send: async ({ id }) => await api.call(deleteFileCategory, { id }),
			notDone: 'The category is still there.',
			whereToLook: 'Look at the file categories in ChemInventory before you run this step again.',
		});
		return { deleted: true, id: before.id, name: before.name, before: dataObject(before) };
	},
};
