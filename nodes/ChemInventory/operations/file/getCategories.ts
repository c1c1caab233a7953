import { limitField, returnAllField } from '../../../shared/fields';
import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { listFiles } from '../../contract/file';
import { rawDataField, toRecords } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { limited } from '../fields';
import { readScope, scopeField } from './fields';

export const getCategories: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get Categories',
		value: 'getCategories',
		action: 'Get file categories',
		description: 'List the categories of the file store, with the number of files in each',
	},
	kind: 'read',
	short: ['id', 'name', 'filecount'],
	fields: [scopeField, returnAllField, limitField, rawDataField],
	async run({ functions, api }, itemIndex) {
		const { files, categories } = await api.call(listFiles, {
			scope: readScope(functions.getNodeParameter('scope', itemIndex)),
		});
		const raw = wantsRaw(functions, itemIndex);
		const wanted = limited(functions, itemIndex, categories);
		if (raw) return await toRecords(api, wanted, raw);
		const filesIn = (category: number) => files.filter(({ categoryid }) => categoryid === category).length;
		return await toRecords(
			api,
			wanted.map((category) => ({ ...category, filecount: filesIn(category.id) })),
			raw,
		);
	},
};
