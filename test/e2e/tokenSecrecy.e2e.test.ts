import { useRealLab } from './realLab';
import { workflowOf } from './workflowOf';

describe('the API token in a real n8n', () => {
	const lab = useRealLab();

	const requestsAt = (port: 'elsewhere' | 'storage') =>
		lab().sandbox.requests.filter((request) => request.port === port);

	const expectSecret = (output: string) => {
		const { token } = lab().sandbox;
		for (const request of [...requestsAt('elsewhere'), ...requestsAt('storage')]) {
			expect(request.headers).not.toHaveProperty('x-cdd-token');
			expect(JSON.stringify([request.headers, request.url, request.body ?? null])).not.toContain(token);
		}
		expect(output).not.toContain(token);
		expect(lab().filesHolding(token)).toEqual([]);
	};

	beforeEach(() => lab().sandbox.clearRequests());
	afterEach(() => lab().sandbox.faults.clear());

	it('stays with the service while a backup is fetched from the file storage', async () => {
		const execution = await lab().run(lab().nightlyBackup());
		expect(execution.error).toBeUndefined();
		expect(requestsAt('storage').length).toBeGreaterThan(0);
		expectSecret(execution.output);
	});

	it('does not follow a redirect to another host', async () => {
		lab().sandbox.faults.add({ do: { kind: 'redirect', status: 302 } });
		const execution = await lab().run(
			workflowOf('redirected', [
				{
					name: 'Get many',
					type: 'n8n-nodes-cdd-vault.cddInventorySample',
					parameters: { operation: 'getAll', returnAll: true },
				},
			]),
		);
		expect(execution.succeeded).toBe(false);
		expectSecret(execution.output);
	});

	it('is not shown by a failure that the service answers with', async () => {
		lab().sandbox.faults.add({ do: { kind: 'status', status: 401 } });
		const execution = await lab().run(
			workflowOf('refused', [
				{
					name: 'Get',
					type: 'n8n-nodes-cdd-vault.cddBatch',
					parameters: { operation: 'get', batch: { __rl: true, mode: 'id', value: '1' } },
				},
			]),
		);
		expect(execution.succeeded).toBe(false);
		expectSecret(execution.output);
	});
});
