import type { Operation } from '../../../shared/operation';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { deleteOnce } from '../../../shared/writing/deleteOnce';
import { deleteInventorySample } from '../../contract/sample';
import { readSampleId, sampleField } from '../../records/sample/picker';
import type { CddApi } from '../../service/api';
import { readSample } from './get';

export const deleteSample: Operation<CddApi> = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete an inventory sample',
		description:
			'Delete a sample with all its events, for good. Samples in plate wells or with readouts cannot be deleted.',
	},
	kind: 'destructive',
	fields: [sampleField],
	async run({ functions, api, ledger }, itemIndex) {
		const id = readSampleId(functions, itemIndex);
		return await deleteOnce(ledger, {
			itemIndex,
			fingerprint: fingerprintOf('DELETE', api.vaultAddress, 'inventory_samples', id),
			send: async () => (await api.call(deleteInventorySample, { path: { id } })).message,
			read: async () => await readSample(api, id),
			whereToLook: `Look for sample ${id} in CDD Vault.`,
			signal: functions.getExecutionCancelSignal(),
		});
	},
};
