import { simplify } from '../../../shared/form';
import { getBatch } from '../../contract/batch';
import { toRecord } from '../../records/batch/output';
import { batchIdOf, batchPicker } from '../../records/batch/picker';
import { operation } from '../operation';

export const get = operation({
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a batch',
		description: 'Retrieve one batch with its molecule',
	},
	kind: 'read',
	form: { batch: batchPicker, simplify },
	async run({ api }, form) {
		const id = await batchIdOf(api, form.batch);
		return toRecord(await api.call(getBatch, { path: { id } }), form.simplify);
	},
});
