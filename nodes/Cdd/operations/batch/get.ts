import { getBatch } from '../../contract/batch';
import { toRecord } from '../../records/batch/output';
import { batchIdOf, batchPicker } from '../../records/batch/picker';
import { batchesById } from '../../records/batch/resource';
import { oneById } from '../../records/oneById';
import { output } from '../../records/output';
import { operation } from '../operation';

const batchById = oneById(batchesById, async (api, id) => await api.call(getBatch, { path: { id } }));

export const get = operation({
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a batch',
		description: 'Retrieve one batch with its molecule',
	},
	kind: 'read',
	atOnce: 'lists',
	form: { batch: batchPicker, detail: output('batches') },
	async run({ api }, form) {
		return toRecord(await batchById(api, await batchIdOf(api, form.batch)), form.detail);
	},
});
