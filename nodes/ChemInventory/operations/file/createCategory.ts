import { text } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import { badInput, quote } from '../../../shared/values/badInput';
import { createOnce } from '../../../shared/writing/createOnce';
import { refuseGivenToSeveral } from '../../../shared/writing/severalItems';
import { createFileCategory } from '../../contract/file';
import { storeAtFirst, storeNow } from '../../records/file';
import type { FileCategory } from '../../records/file';
import { operation } from '../operation';
import { scope as scopeField } from './fields';

/** @throws Fault `badInput` */
function refuseTaken(name: string, categories: readonly FileCategory[]): void {
	const same = categories.find((category) => category.name === name);
	if (same) throw badInput('Name', 'is taken', `There is a category ${quote(name)} already, with the ID ${same.id}.`);
}

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
	async prepare({ api, ledger, itemIndex }, form) {
		if (!ledger.begun(itemIndex)) refuseTaken(form.name, (await storeAtFirst(api, form.scope)).categories);
		return form;
	},
	async checkAll(call, items, refuse) {
		// By the name alone: the list of the inventory shows those of site and enterprise as well.
		refuseGivenToSeveral(
			call,
			items,
			refuse,
			({ name }) => name,
			({ name }) =>
				badInput('Name', 'is used by several rows', `It is ${quote(name)}. Use a different name for each category.`),
		);
	},
	touches: () => [thing('file categories')],
	async run(call, { name, scope }) {
		const { api } = call;
		const id = await createOnce(call, {
			step: createFileCategory.path,
			values: [name, scope],
			list: async () => (await storeNow(api, scope)).categories,
			refuse: (categories) => refuseTaken(name, categories),
			send: async () => await api.call(createFileCategory, { name, scope }),
			matches: (category) => category.name === name,
			what: 'file category',
			whereToLook: 'Look at the file categories in ChemInventory before you run this step again.',
		});
		return { id: id ?? null, name, scope, before: null };
	},
});
