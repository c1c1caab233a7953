import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { dataObject } from '../../../shared/values/json';
import { rawDataField } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { allFilters } from './rules';

export const getFilters: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get Advanced Filters',
		value: 'getFilters',
		action: 'Get the fields for advanced searches',
		description: 'List the fields that an advanced search can use, custom ones included',
	},
	kind: 'read',
	fields: [rawDataField],
	async run({ functions, api }, itemIndex) {
		const filters = await allFilters(api);
		if (wantsRaw(functions, itemIndex)) return filters.map(dataObject);
		return filters.map(({ id, label, type, values }) =>
			dataObject({ id, label, type: type ?? 'string', ...(Array.isArray(values) ? { allowedValues: values } : {}) }),
		);
	},
};
