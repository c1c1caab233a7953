import { thing } from '../../../shared/operation';
import { deleteOnce } from '../../../shared/writing/deleteOnce';
import { deleteInventorySample } from '../../contract/sample';
import { sampleIdToChange } from '../../records/sample/located';
import type { LocatedSample } from '../../records/sample/located';
import { wholeSample } from '../../records/sample/output';
import { samplePicker } from '../../records/sample/picker';
import { samplesById } from '../../records/sample/resource';
import { exists, onlyOnce, together } from '../checks';
import { operation } from '../operation';
import { readSample } from './get';
import { onSameTube } from './sameTube';

interface Doomed {
	id: number;
	located: LocatedSample;
}

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
	prepare: async (call, { sample }): Promise<Doomed> => ({
		id: await sampleIdToChange(call, sample),
		located: sample,
	}),
	checkAll: onSameTube(
		together(
			exists(samplesById, ({ id }: Doomed) => id),
			onlyOnce('Sample', ({ id }: Doomed) => id),
		),
	),
	touches: ({ id }) => [thing('sample', id)],
	async run(call, { id }) {
		const { api } = call;
		return await deleteOnce(call, {
			step: 'DELETE inventory_samples',
			values: [id],
			send: async () => (await api.call(deleteInventorySample, { path: { id } })).message,
			read: async () => await wholeSample(api, await readSample(api, id)),
			whereToLook: `Look for sample ${id} in CDD Vault.`,
		});
	},
});
