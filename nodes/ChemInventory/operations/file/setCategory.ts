import { choice, variants } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { setFileCategory, storedFile } from '../../contract/file';
import {
	fileCategoryPicker,
	filePicker,
	fileToChange,
	fileWithId,
	findCategory,
	findFile,
	showFile,
	storeAtFirst,
} from '../../records/file';
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
	description: 'Where to put the file',
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
	prepare: async (call, { file, place }) => ({
		id: await fileToChange(call, file),
		category: place.chosen === 'none' ? none : await findCategory(call.api, place.category, storeAtFirst),
	}),
	touches: ({ id }) => [thing('file', id)],
	async run(call, { id, category }) {
		const { api } = call;
		const { before, changed } = await changeOnce(call, {
			step: setFileCategory.path,
			values: [id, category.id],
			schema: storedFile,
			find: async () => await findFile(api, { by: 'id', id }),
			reread: async () => await fileWithId(api, id),
			isDone: (file) => file !== undefined && (file.categoryid ?? 0) === category.id,
			send: async () => await api.call(setFileCategory, { fileid: id, newcategoryid: category.id }),
			notDone: 'The file is still in its old category.',
			whereToLook: 'Look at the file in ChemInventory before you run this step again.',
		});
		return {
			id: before.id,
			name: before.name,
			category: category.name,
			categoryId: category.id,
			previousCategoryId: before.categoryid ?? 0,
			changed,
			before: showFile(before),
		};
	},
});
