import { simplifyField } from '../../../shared/fields';
import type { Operation } from '../../../shared/operation';
import { wantsSimplified } from '../../../shared/output';
import { getBatch } from '../../contract/batch';
import { toRecord } from '../../records/batch/output';
import { batchField, readBatchId } from '../../records/batch/picker';
import type { CddApi } from '../../service/api';

export const get: Operation<CddApi> = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a batch',
		description: 'Retrieve one batch with its molecule',
	},
	kind: 'read',
	fields: [batchField, simplifyField],
	async run(call, itemIndex) {
		const { functions, api } = call;
		const id = await readBatchId(call, itemIndex);
		const batch = await api.call(getBatch, { path: { id } });
		return toRecord(batch, wantsSimplified(functions, itemIndex));
	},
};
