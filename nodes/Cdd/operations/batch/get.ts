import { shortBatch, shownBatch } from '../../records/batch/output';
import { batchIdOf, batchPicker } from '../../records/batch/picker';
import { batchById } from '../../records/batch/resource';
import { output } from '../../records/output';
import { operation } from '../operation';

export const get = operation({
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a batch',
		description: 'Retrieve one batch with its molecule',
	},
	kind: 'read',
	short: shortBatch,
	atOnce: 'lists',
	form: { batch: batchPicker, detail: output('batches') },
	async run({ api }, form) {
		return shownBatch(await batchById(api, await batchIdOf(api, form.batch)), form.detail);
	},
});
