import { limitField, returnAllField, simplifyField } from '../../../shared/fields';
import type { Operation } from '../../../shared/operation';
import { wantsSimplified } from '../../../shared/output';
import { readCollection } from '../../../shared/values/collection';
import { toRecord } from '../../records/sample/output';
import { inventorySamples } from '../../records/sample/resource';
import type { CddApi } from '../../service/api';
import { specifyFiltersField, zonelessDatesField } from '../list/filters';
import { getByIds, getMany } from '../list/getMany';
import { missingIdsField, retrievalField, timeLimitField, whenTimeIsUpField } from '../list/options';
import { readSampleFilters, sampleFiltersField, sampleFiltersJsonField } from './filters';

export const getAll: Operation<CddApi> = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many inventory samples',
		description: 'Retrieve many inventory samples, by batch, date, project or ID',
	},
	kind: 'read',
	fields: [
		returnAllField,
		limitField,
		simplifyField,
		specifyFiltersField,
		sampleFiltersField,
		sampleFiltersJsonField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [zonelessDatesField, missingIdsField, retrievalField, timeLimitField, whenTimeIsUpField],
		},
	],
	async run(call, itemIndex) {
		const { functions } = call;
		const options = readCollection(functions, 'options', itemIndex);
		const parameters = readSampleFilters(call, itemIndex, options);
		const { inventory_sample_ids: ids, ...others } = parameters;
		const onlyIds = Array.isArray(ids) && Object.keys(others).length === 0;
		const samples = onlyIds
			? await getByIds(
					call,
					itemIndex,
					inventorySamples,
					{ parameter: 'inventory_sample_ids', ids: ids.map(Number), others },
					options,
				)
			: await getMany(call, itemIndex, inventorySamples, parameters, options);
		const simplify = wantsSimplified(functions, itemIndex);
		return samples.map((sample) => toRecord(sample, simplify));
	},
};
