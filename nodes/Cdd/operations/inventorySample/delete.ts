import { thing } from '../../../shared/operation';
import { deleteOnce } from '../../../shared/writing/deleteOnce';
import { deleteInventorySample } from '../../contract/sample';
import { samplePicker } from '../../records/sample/picker';
import { samplesById } from '../../records/sample/resource';
import { exists, onlyOnce, together } from '../checks';
import { operation } from '../operation';
import { readSample } from './get';

export const deleteSample = operation({
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete an inventory sample',
		description:
			'Delete a sample with all its events, for good. Samples in plate wells or with readouts cannot be deleted.',
	},
	kind: 'destructive',
	form: { sample: samplePicker },
	checkAll: together(
		exists(samplesById, ({ sample }) => sample.id),
		onlyOnce('Sample', ({ sample }) => sample.id),
	),
	touches: ({ sample }) => [thing('sample', sample.id)],
	async run(call, { sample }) {
		const { api } = call;
		const { id } = sample;
		return await deleteOnce(call, {
			step: 'DELETE inventory_samples',
			values: [id],
			send: async () => (await api.call(deleteInventorySample, { path: { id } })).message,
			read: async () => await readSample(api, id),
			whereToLook: `Look for sample ${id} in CDD Vault.`,
		});
	},
});
