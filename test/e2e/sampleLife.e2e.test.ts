import { z } from 'zod';

import { useRealLab } from './realLab';
import { workflowOf } from './workflowOf';

const sample = 'n8n-nodes-lab-inventory.cddInventorySample';
const sampleSchema = z.object({ id: z.number(), current_amount: z.number() }).passthrough();

describe('the life of a sample in one run of a real n8n', () => {
	const lab = useRealLab();

	it('is created, debited once, read and deleted', async () => {
		const [batchId] = await lab().idsInVault('batches');
		const before = await lab().idsInVault('inventory_samples');
		const execution = await lab().run(
			workflowOf('sampleLife', [
				{
					name: 'Create',
					type: sample,
					parameters: {
						operation: 'create',
						specifyData: 'fields',
						batchId: { __rl: true, mode: 'id', value: String(batchId) },
						credit: '1000',
						units: 'mg',
						sampleFields: { field: [{ name: 'Sample ID', value: 'E2E-1' }] },
						simplify: false,
					},
				},
				{
					name: 'Debit',
					type: sample,
					parameters: {
						operation: 'update',
						sampleId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
						specifyData: 'fields',
						events: { event: [{ debit: '10' }] },
						simplify: false,
					},
				},
				{
					name: 'Get',
					type: sample,
					parameters: {
						operation: 'get',
						sampleId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
						simplify: false,
					},
				},
				{
					name: 'Delete',
					type: sample,
					parameters: {
						operation: 'delete',
						sampleId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
					},
				},
			]),
		);
		expect(execution.error).toBeUndefined();
		const created = sampleSchema.parse(execution.itemsOf('Create')[0]);
		expect(before).not.toContain(created.id);
		expect(created.current_amount).toBe(1000);
		expect(execution.itemsOf('Get')[0]).toMatchObject({ id: created.id, current_amount: 990 });
		expect(execution.itemsOf('Delete')[0]).toMatchObject({
			deleted: true,
			message: `Inventory sample with ID ${created.id} has been destroyed`,
		});
		expect(await lab().idsInVault('inventory_samples')).toEqual(before);
		const debits = lab().sandbox.requests.filter(({ method }) => method === 'PUT');
		expect(debits).toHaveLength(1);
	});
});
