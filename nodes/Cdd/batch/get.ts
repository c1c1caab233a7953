import { simplifyField } from '../../shared/fields';
import type { Operation } from '../../shared/operation';
import { readId } from '../../shared/values/ids';
import type { CddApi } from '../api';
import { batchIdField, toRecord } from './fields';
import { getBatch } from './schema';

export const get: Operation<CddApi> = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a batch',
		description: 'Retrieve one batch with its molecule',
	},
	kind: 'read',
	fields: [batchIdField, simplifyField],
	async run({ functions, api }, itemIndex) {
		const id = readId(functions.getNodeParameter('batchId', itemIndex, '', { extractValue: true }), 'Batch');
		const batch = await api.call(getBatch, { path: { id } });
		return toRecord(batch, functions.getNodeParameter('simplify', itemIndex));
	},
};
