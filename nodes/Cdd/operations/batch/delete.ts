import { thing } from '../../../shared/operation';
import { deleteOnce } from '../../../shared/writing/deleteOnce';
import { deleteBatch as deleteBatchCall, getBatch } from '../../contract/batch';
import { wholeBatch } from '../../records/batch/output';
import { batchIdToChange, batchPicker } from '../../records/batch/picker';
import { batchesById } from '../../records/batch/resource';
import { exists, onlyOnce, together } from '../checks';
import { operation } from '../operation';

interface Doomed {
	id: number;
}

/** The vendor has no DELETE for batches: a batch without projects is deleted. Nowhere else is an empty list sent. */
export const deleteBatch = operation({
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a batch',
		description: 'Remove a batch from all projects, which deletes it for good. Batches with data cannot be deleted.',
	},
	kind: 'destructive',
	form: { batch: batchPicker },
	prepare: async (call, { batch }): Promise<Doomed> => ({ id: await batchIdToChange(call, batch) }),
	checkAll: together(
		exists(batchesById, ({ id }: Doomed) => id),
		onlyOnce('Batch', ({ id }: Doomed) => id),
	),
	touches: ({ id }) => [thing('batch', id)],
	async run(call, { id }) {
		const { api } = call;
		return await deleteOnce(call, {
			step: 'DELETE batches',
			values: [id],
			send: async () => (await api.call(deleteBatchCall, { path: { id }, body: { projects: [] } })).message,
			read: async () => wholeBatch(await api.call(getBatch, { path: { id } })),
			whereToLook: `Look for batch ${id} in CDD Vault.`,
		});
	},
});
