import { setTimeout as sleep } from 'node:timers/promises';

import { importWorkflows } from '../../scripts/lib/n8n-commands';
import type { ShippedWorkflow } from '../../scripts/lib/workflow-files';
import { arrivedDebits, debitsInALoop, debitsOf, debitStep, fullSamples, now, pathOf, rows } from './debits';
import { publish, retry, untilStatus } from './executions';
import { useRealLab } from './realLab';
import { withStep, workflowOf } from './workflowOf';

const settings = { executionOrder: 'v1' };

/** A workflow that a call starts: n8n keeps what it is to do from its first moment on, as it does for a queue. */
const calledBy = (path: string, workflow: ShippedWorkflow) =>
	withStep(workflow, {
		name: 'Begin',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: path,
		parameters: { path, httpMethod: 'GET', responseMode: 'onReceived', options: {} },
	});

describe('an n8n that is killed in the middle of debits', () => {
	const lab = useRealLab();

	/**
	 * Kills n8n while the debit of the third of four samples is under way, starts it again, and presses Retry.
	 * @param sentBefore how many debits are under way or done by then
	 * @returns the debits of each sample
	 */
	const killAndRetry = async (sentBefore: number, workflowFor: (samples: readonly number[]) => ShippedWorkflow) => {
		const samples = fullSamples(lab(), 4);
		const third = Number(samples[2]);
		lab().sandbox.faults.add({
			when: { method: 'PUT', path: pathOf(third) },
			times: 1,
			do: { kind: 'latency', milliseconds: 2_000 },
		});
		const workflow = workflowFor(samples);
		await importWorkflows(lab().runtime, lab().home, [calledBy(workflow.id, workflow)]);
		const before = await lab().openEditor();
		await publish(before, workflow.id);
		while ((await before.call('GET', `/webhook/${workflow.id}`)).status === 404) await sleep(100);
		while (arrivedDebits(lab()).length < sentBefore) await sleep(50);
		await lab().killEditor();
		while (debitsOf(lab(), third).length === 0) await sleep(50);
		expect(samples.map((sample) => debitsOf(lab(), sample))).toEqual(
			samples.map((_sample, at) => (at < sentBefore ? [10] : [])),
		);

		const editor = await lab().openEditor();
		const crashed = await untilStatus(editor, workflow.id, 'crashed');
		const retried = await retry(editor, crashed, 'original workflow');
		await lab().killEditor();
		expect(retried.error).toBeUndefined();
		return samples.map((sample) => debitsOf(lab(), sample));
	};

	const debit = { ...debitStep(now), retryOnFail: true } as const;
	const tenOfEach = (samples: readonly number[]) => samples.map((id) => ({ id, debit: 10 }));

	it('remembers nothing of the step: Retry sends all of it again, the documented limit', async () => {
		// Debits of different samples go side by side.
		const debits = await killAndRetry(4, (samples) => workflowOf('killed', [...rows(tenOfEach(samples)), debit]));
		expect(debits).toEqual([
			[10, 10],
			[10, 10],
			[10, 10],
			[10, 10],
		]);
	});

	it('remembers nothing of a loop either', async () => {
		const debits = await killAndRetry(3, (samples) => debitsInALoop('killedInALoop', tenOfEach(samples), debit));
		expect(debits).toEqual([[10, 10], [10, 10], [10, 10], [10]]);
	});

	it('remembers each finished round of a loop where the workflow saves its progress', async () => {
		const debits = await killAndRetry(3, (samples) => ({
			...debitsInALoop('killedAndSaved', tenOfEach(samples), debit),
			settings: { ...settings, saveExecutionProgress: true },
		}));
		expect(debits).toEqual([[10], [10], [10, 10], [10]]);
	});
});
