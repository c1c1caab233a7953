import type { IDataObject } from 'n8n-workflow';

import { limitField, returnAllField, simplifyField } from '../../../shared/fields';
import type { Operation, OperationCall } from '../../../shared/operation';
import { wantsSimplified } from '../../../shared/output';
import { readCollection } from '../../../shared/values/collection';
import { toRecord } from '../../records/batch/output';
import { batchIds, batches } from '../../records/batch/resource';
import type { CddApi } from '../../service/api';
import type { ListResource } from '../../service/list/listResource';
import { specifyFiltersField, zonelessDatesField } from '../list/filters';
import { getByIds, getMany } from '../list/getMany';
import { missingIdsField, retrievalField, timeLimitField, whenTimeIsUpField } from '../list/options';
import { batchFiltersField, batchFiltersJsonField, readBatchFilters } from './filters';
import { batchContentField } from './returnedContent';

async function read<R extends { id: number }>(
	call: OperationCall<CddApi>,
	itemIndex: number,
	resource: ListResource<R>,
	parameters: IDataObject,
	options: IDataObject,
): Promise<R[]> {
	const { batches: ids, ...others } = parameters;
	return Array.isArray(ids)
		? await getByIds(call, itemIndex, resource, { parameter: 'batches', ids: ids.map(Number), others }, options)
		: await getMany(call, itemIndex, resource, parameters, options);
}

export const getAll: Operation<CddApi> = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many batches',
		description: 'Retrieve many batches, by ID, date, project, Molecule-Batch ID or batch field',
	},
	kind: 'read',
	fields: [
		returnAllField,
		limitField,
		simplifyField,
		specifyFiltersField,
		batchFiltersField,
		batchFiltersJsonField,
		batchContentField,
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
		const parameters = await readBatchFilters(call, itemIndex, options);
		if (parameters.only_ids === true) {
			// The ids come in one answer, however many they are.
			return await read(call, itemIndex, batchIds, parameters, { ...options, retrieval: 'pages' });
		}
		const found = await read(call, itemIndex, batches, parameters, options);
		const simplify = wantsSimplified(functions, itemIndex);
		return found.map((batch) => toRecord(batch, simplify));
	},
};
