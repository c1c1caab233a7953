import { text } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { fileCategory, renameFileCategory } from '../../contract/file';
import { categoryToChange, categoryWithId, fileCategoryPicker, findCategory, showCategory } from '../../records/file';
import { operation } from '../operation';

export const renameCategory = operation({
	option: {
		name: 'Rename Category',
		value: 'renameCategory',
		action: 'Rename a file category',
		description: 'Change the name of a category of the file store',
	},
	kind: 'write',
	form: {
		category: fileCategoryPicker,
		newName: text({
			displayName: 'New Name',
			name: 'newName',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Safety Data Sheets',
			description: 'The new name of the category',
		}),
	},
	prepare: async (call, { category, newName }) => ({ id: await categoryToChange(call, category), name: newName }),
	touches: ({ id }) => [thing('file category', id)],
	async run(call, { id, name }) {
		const { api } = call;
		const { before, changed } = await changeOnce(call, {
			step: renameFileCategory.path,
			values: [id, name],
			schema: fileCategory,
			find: async () => await findCategory(api, { by: 'id', id }),
			reread: async () => await categoryWithId(api, id),
			isDone: (category) => category?.name === name,
			send: async () => await api.call(renameFileCategory, { id, name }),
			notDone: 'The category still has its old name.',
			whereToLook: 'Look at the file categories in ChemInventory before you run this step again.',
		});
		return { id: before.id, name, previousName: before.name, changed, before: showCategory(before) };
	},
});
