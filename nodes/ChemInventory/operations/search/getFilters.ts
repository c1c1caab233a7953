import { dataObject } from '../../../shared/values/json';
import { asSentRecords, output } from '../../records/output';
import { operation } from '../operation';
import { allFilters } from './rules';

export const getFilters = operation({
	option: {
		name: 'Get Advanced Filters',
		value: 'getFilters',
		action: 'Get the fields for advanced searches',
		description: 'List the fields that an advanced search can use, custom ones included',
	},
	kind: 'read',
	form: { raw: output('searchFields') },
	async run({ api }, form) {
		const filters = await allFilters(api);
		if (form.raw) return await asSentRecords(filters);
		return filters.map(({ id, label, type, values }) =>
			dataObject({ id, label, type: type ?? 'string', ...(Array.isArray(values) ? { allowedValues: values } : {}) }),
		);
	},
});
