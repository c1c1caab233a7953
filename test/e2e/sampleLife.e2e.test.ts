import { z } from 'zod';

import { useRealLab } from './realLab';
import { letAgentCall } from './scriptedAgent';
import { workflowOf } from './workflowOf';

const sample = 'n8n-nodes-cdd-vault.cddInventorySample';
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
						batch: { __rl: true, mode: 'id', value: String(batchId) },
						amount: '1000',
						units: 'mg',
						sampleFields: {
							mappingMode: 'defineBelow',
							value: { 'Sample ID': 'E2E-1' },
							matchingColumns: [],
							schema: [],
						},
						output: 'raw',
					},
				},
				{
					name: 'Debit',
					type: sample,
					parameters: {
						operation: 'update',
						sample: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
						specifyData: 'fields',
						events: { event: [{ debit: '10' }] },
						output: 'raw',
					},
				},
				{
					name: 'Get',
					type: sample,
					parameters: {
						operation: 'get',
						sample: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
						output: 'raw',
					},
				},
				{
					name: 'Delete',
					type: sample,
					parameters: {
						operation: 'delete',
						sample: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
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

	it('is shown to an AI agent in short, and not deleted by it', async () => {
		const [sample] = await lab().idsInVault('inventory_samples');
		const wanted = { sample: String(sample) };
		lab().sandbox.clearRequests();
		const { tools, answers } = await letAgentCall(lab(), [
			{ name: 'Get_a_sample', args: wanted },
			{ name: 'Get_a_sample', args: { sample: '999999' } },
			{ name: 'Delete_a_sample', args: wanted },
		]);
		expect(tools.sort()).toEqual([
			'Delete an inventory sample in CDD Inventory Sample',
			'Get an inventory sample in CDD Inventory Sample',
		]);
		const [found] = z.array(z.record(z.unknown())).parse(JSON.parse(answers[0] ?? 'null'));
		expect(found?.id).toBe(sample);
		expect(Object.keys(found ?? {})).toHaveLength(10);
		expect(answers[1]).toMatch(/did not find the record.*999999 not found.*Check the IDs/s);
		expect(answers[2]).toMatch(/switched off for AI agents.*Allow for AI Agents/s);
		expect(answers).toHaveLength(3);
		// the sample, the list of locations for its box, and the sample that is not there
		expect(lab().sandbox.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
	});
});
