import { text } from '../../../shared/form';
import { badInput, quote } from '../../../shared/values/badInput';
import { createOnce } from '../../../shared/writing/createOnce';
import { createFileCategory, listFiles } from '../../contract/file';
import { operation } from '../operation';
import { scope as scopeField } from './fields';

export const createCategory = operation({
	option: {
		name: 'Create Category',
		value: 'createCategory',
		action: 'Create a file category',
		description: 'Add a category to the file store',
	},
	kind: 'write',
	form: {
		name: text({
			displayName: 'Name',
			name: 'name',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Safety Data Sheets',
			description: 'The name of the category',
		}),
		scope: scopeField,
	},
	async run(call, { name, scope }) {
		const { api } = call;
		const id = await createOnce(call, {
			step: createFileCategory.path,
			values: [name, scope],
			list: async () => (await api.call(listFiles, { scope })).categories,
			refuse: (categories) => {
				const same = categories.find((category) => category.name === name);
				if (same)
					throw badInput('Name', 'is taken', `There is a category ${quote(name)} already, with the ID ${same.id}.`);
			},
			send: async () => await api.call(createFileCategory, { name, scope }),
			matches: (category) => category.name === name,
			what: 'file category',
			whereToLook: 'Look at the file categories in ChemInventory before you run this step again.',
		});
		return { id: id ?? null, name, scope, before: null };
	},
});
