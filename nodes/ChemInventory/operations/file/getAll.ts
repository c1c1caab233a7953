import { limitField, returnAllField } from '../../../shared/fields';
import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { listFiles } from '../../contract/file';
import { rawDataField, toRecords } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { limited } from '../fields';
import { readScope, scopeField } from './fields';

export const getAll: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many files',
		description: 'List the files of the file store with the names of their categories',
	},
	kind: 'read',
	short: ['id', 'name', 'categoryname', 'categoryid', 'size', 'mimetype', 'dateuploaded'],
	fields: [scopeField, returnAllField, limitField, rawDataField],
	async run({ functions, api }, itemIndex) {
		const { files, categories } = await api.call(listFiles, {
			scope: readScope(functions.getNodeParameter('scope', itemIndex)),
		});
		const raw = wantsRaw(functions, itemIndex);
		const wanted = limited(functions, itemIndex, files);
		if (raw) return await toRecords(api, wanted, raw);
		const names = new Map(categories.map(({ id, name }) => [id, name]));
		return await toRecords(
			api,
			wanted.map((file) => ({ ...file, categoryname: names.get(file.categoryid ?? 0) ?? null })),
			raw,
		);
	},
};
