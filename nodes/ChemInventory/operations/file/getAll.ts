import { inPieces } from '../../../shared/breather';
import { limit } from '../../../shared/form';
import { listFiles } from '../../contract/file';
import { showFile } from '../../records/file';
import { asSentRecords, output } from '../../records/output';
import { operation } from '../operation';
import { scope } from './fields';

export const getAll = operation({
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many files',
		description: 'List the files of the file store with the names of their categories',
	},
	kind: 'read',
	short: ['id', 'name', 'category', 'categoryId', 'size', 'mimeType', 'dateUploaded'],
	form: { scope, limit, raw: output('files') },
	async run({ api }, form) {
		const { files, categories } = await api.call(listFiles, { scope: form.scope });
		const wanted = files.slice(0, form.limit);
		if (form.raw) return await asSentRecords(wanted);
		const names = new Map(categories.map(({ id, name }) => [id, name]));
		const named = wanted.map((file) => ({ ...file, categoryname: names.get(file.categoryid ?? 0) ?? null }));
		return await inPieces(named, showFile);
	},
});
