import { thing } from '../../../shared/operation';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { deleteFileCategory, fileCategory } from '../../contract/file';
import { categoryToChange, categoryWithId, fileCategoryPicker, findCategory, showCategory } from '../../records/file';
import { operation } from '../operation';

export const deleteCategory = operation({
	option: {
		name: 'Delete Category',
		value: 'deleteCategory',
		action: 'Delete a file category',
		description:
			'Delete a category of the file store. What happens to its files is not documented: move them to another category first.',
	},
	kind: 'destructive',
	form: { category: fileCategoryPicker },
	prepare: async (call, { category }) => ({ id: await categoryToChange(call, category) }),
	touches: ({ id }) => [thing('file category', id)],
	async run(call, { id }) {
		const { api } = call;
		const { before } = await changeOnce(call, {
			step: deleteFileCategory.path,
			values: [id],
			schema: fileCategory,
			find: async () => await findCategory(api, { by: 'id', id }),
			reread: async () => await categoryWithId(api, id),
			isDone: (category) => category === undefined,
			send: async () => await api.call(deleteFileCategory, { id }),
			notDone: 'The category is still there.',
			whereToLook: 'Look at the file categories in ChemInventory before you run this step again.',
		});
		return { deleted: true, id: before.id, name: before.name, before: showCategory(before) };
	},
});
