import { choice, variants } from '../../../shared/form';
import { dataObject } from '../../../shared/values/json';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { setFileCategory, storedFile } from '../../contract/file';
import { fileCategoryPicker, filePicker, fileWithId, findCategory, findFile } from '../../records/file';
import { operation } from '../operation';

/** 0 stands for no category. */
const none = { id: 0, name: null };

const putInto = choice({
	displayName: 'Put Into',
	name: 'putInto',
	type: 'options',
	options: [
		{ name: 'A Category', value: 'category' },
		{ name: 'No Category', value: 'none' },
	],
	default: 'category',
	description: 'Where the file belongs from now on',
});

export const setCategory = operation({
	option: {
		name: 'Set Category',
		value: 'setCategory',
		action: 'Set the category of a file',
		description: 'Put a file into a category, or take it out of its category',
	},
	kind: 'write',
	form: {
		file: filePicker,
		place: variants(putInto, { category: { category: fileCategoryPicker }, none: {} }),
	},
	async run(call, { file: located, place }) {
		const { api } = call;
		const category = place.chosen === 'none' ? none : await findCategory(api, place.category);
		const { before, changed } = await changeOnce(call, {
			step: setFileCategory.path,
			values: [located.id, category.id],
			schema: storedFile,
			find: async () => await findFile(api, located),
			reread: async ({ id }) => await fileWithId(api, id),
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
});
