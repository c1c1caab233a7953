import { fingerprintOf } from '../../../shared/values/fingerprint';
import { deleteOnce } from '../../../shared/writing/deleteOnce';
import { deleteInventorySample } from '../../contract/sample';
import { samplePicker } from '../../records/sample/picker';
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
	async run({ functions, api, ledger, itemIndex }, { sample }) {
		const { id } = sample;
		return await deleteOnce(ledger, {
			itemIndex,
			fingerprint: fingerprintOf('DELETE', api.vaultAddress, 'inventory_samples', id),
			send: async () => (await api.call(deleteInventorySample, { path: { id } })).message,
			read: async () => await readSample(api, id),
			whereToLook: `Look for sample ${id} in CDD Vault.`,
			signal: functions.getExecutionCancelSignal(),
		});
	},
});
