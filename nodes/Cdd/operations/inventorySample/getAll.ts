import { collection, limit } from '../../../shared/form';
import { output } from '../../records/output';
import { shortSample, shownSamples } from '../../records/sample/output';
import { inventorySamples } from '../../records/sample/resource';
import { datesWithoutTimeZone } from '../list/filters';
import { getByIds, getMany } from '../list/getMany';
import { missingIds, retrieval, timeLimit, whenTimeIsUp } from '../list/options';
import { operation } from '../operation';
import { sampleFilters, sampleParameters } from './filters';

export const getAll = operation({
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many inventory samples',
		description: 'Retrieve many inventory samples, by batch, date, project or ID',
	},
	kind: 'read',
	atOnce: 'requests',
	short: shortSample,
	form: {
		limit,
		detail: output('samples'),
		filters: sampleFilters,
		options: collection(
			{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
			{ datesWithoutTimeZone, missingIds, retrieval, timeLimit, whenTimeIsUp },
		),
	},
	async run(call, form) {
		const parameters = await sampleParameters(call, form);
		const { inventory_sample_ids: ids, ...others } = parameters;
		const onlyIds = Array.isArray(ids) && Object.keys(others).length === 0;
		const samples = onlyIds
			? await getByIds(
					call,
					inventorySamples,
					{ parameter: 'inventory_sample_ids', ids: ids.map(Number), others },
					form,
				)
			: await getMany(call, inventorySamples, parameters, form);
		return await shownSamples(call.api, samples, form.detail);
	},
});
