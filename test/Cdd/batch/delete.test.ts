import type { Fault, Sandbox } from '../../../sandbox';
import { freshSandbox } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';
import { bodies, byId, lines, runBatch, writes } from './onBatch';

let sandbox: Sandbox;
let ids: number[];

beforeEach(async () => {
	forgetWaits();
	sandbox = await freshSandbox();
	sandbox.cdd.samples.clear();
	ids = [...sandbox.cdd.batches.keys()];
});

const deleting = (id: number | string = '={{ $json.id }}') => ({ operation: 'delete', batch: byId(id) });
const message = 'Object has been removed from all projects, so it has been deleted';

describe('delete a batch', () => {
	it('removes it from all projects, which is how CDD Vault deletes', async () => {
		const { json, items } = await runBatch(sandbox, deleting(), { items: [{ id: ids[2] }, { id: ids[3] }] });
		expect(json).toEqual([
			{
				deleted: true,
				message,
				before: expect.objectContaining({
					id: ids[2],
					molecule: expect.objectContaining({ name: expect.any(String) }),
				}),
			},
			{ deleted: true, message, before: expect.objectContaining({ id: ids[3] }) },
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		const [first = '', ...others] = lines(sandbox);
		expect(first).toContain(`GET /batches?batches=${ids[2]}%2C${ids[3]}`);
		expect(others.sort()).toEqual(
			['GET', 'PUT'].flatMap((method) => [ids[2], ids[3]].map((id) => `${method} /batches/${id}`)),
		);
		expect(bodies(writes(sandbox))).toEqual([{ projects: [] }, { projects: [] }]);
		expect([sandbox.cdd.batches.has(ids[2] ?? 0), sandbox.cdd.batches.size]).toEqual([false, 58]);
	});

	it('leaves a batch with data, and shows the words of CDD Vault', async () => {
		const { outputs } = await runBatch(sandbox, deleting(), {
			items: [{ id: ids[0] }, { id: ids[1] }],
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[1]).toMatchObject([
			{
				json: {
					id: ids[0],
					details: { status: '422', description: expect.stringContaining('has readout rows and cannot be deleted') },
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(outputs[0]).toMatchObject([{ json: { deleted: true }, pairedItem: { item: 1 } }]);
		expect(sandbox.cdd.batches.has(ids[0] ?? 0)).toBe(true);
	});

	it.each<[string, Fault['do']]>([
		['cut off', { kind: 'drop', moment: 'after' }],
		['a gateway time-out', { kind: 'status', status: 504, moment: 'after' }],
		['a login page', { kind: 'login-page' }],
	])('finds out what happened when the answer is %s', async (_what, fault) => {
		sandbox.faults.add({ when: { endpoint: 'deleteBatch' }, do: fault });
		const { json, error } = await runBatch(sandbox, deleting(ids[2] ?? 0));
		const isGone = !sandbox.cdd.batches.has(ids[2] ?? 0);
		const lost = {
			deleted: true,
			message: 'The answer was lost; the record is no longer there.',
			before: expect.objectContaining({ id: ids[2] }),
		};
		expect(json).toEqual(isGone ? [lost] : []);
		expect(error?.message).toBe(
			isGone ? undefined : 'Outcome unknown: the answer to this change was lost, and it was not sent again [row 1]',
		);
		expect(writes(sandbox)).toHaveLength(1);
	});

	it('says that the batch is still there when the answer was lost before it took effect', async () => {
		sandbox.faults.add({ when: { endpoint: 'deleteBatch' }, do: { kind: 'drop', moment: 'before' } });
		const { error } = await runBatch(sandbox, deleting(ids[2] ?? 0), {
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});
		expect(error?.description).toContain(`The record is still there. Look for batch ${ids[2]} in CDD Vault.`);
		expect(writes(sandbox)).toHaveLength(1);
	});

	it('is refused to an AI agent unless the node allows it', async () => {
		const refused = await runBatch(sandbox, deleting(ids[2] ?? 0), { asTool: true });
		expect(refused.error?.message).toBe('This operation is switched off for AI agents, so nothing was sent [row 1]');
		expect(sandbox.requests).toEqual([]);
		const allowed = await runBatch(sandbox, { ...deleting(ids[2] ?? 0), allowForAiAgents: true }, { asTool: true });
		expect(allowed.json).toMatchObject([{ deleted: true, message, before: { id: ids[2] } }]);
	});
});
