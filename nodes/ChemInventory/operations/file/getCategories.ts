import { limit } from '../../../shared/form';
import { listFiles } from '../../contract/file';
import { showCategory } from '../../records/file';
import { asSentRecords, output } from '../../records/output';
import { operation } from '../operation';
import { scope } from './fields';

export const getCategories = operation({
	option: {
		name: 'Get Categories',
		value: 'getCategories',
		action: 'Get file categories',
		description: 'List the categories of the file store, with the number of files in each',
	},
	kind: 'read',
	short: ['id', 'name', 'numberOfFiles'],
	form: { scope, limit, raw: output('fileCategories') },
	async run({ api }, form) {
		const { files, categories } = await api.call(listFiles, { scope: form.scope });
		const wanted = categories.slice(0, form.limit);
		if (form.raw) return await asSentRecords(wanted);
		const filesIn = (category: number) => files.filter(({ categoryid }) => categoryid === category).length;
		return wanted.map((category) => showCategory({ ...category, filecount: filesIn(category.id) }));
	},
});
