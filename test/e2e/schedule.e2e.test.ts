import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

import { importWorkflows } from '../../scripts/lib/n8n-commands';
import { publish } from './executions';
import { useRealLab } from './realLab';
import { withStep } from './workflowOf';

const executionsSchema = z
	.object({ results: z.array(z.object({ mode: z.string(), status: z.string() }).passthrough()) })
	.passthrough();

describe('the nightly backup once it is published', () => {
	const lab = useRealLab();

	it('runs by itself, on its schedule', async () => {
		const workflow = withStep(lab().nightlyBackup(), {
			name: 'Every night at 04:30',
			type: 'n8n-nodes-base.scheduleTrigger',
			typeVersion: 1.2,
			parameters: { rule: { interval: [{ field: 'seconds', secondsInterval: 2 }] } },
		});
		await importWorkflows(lab().runtime, lab().home, [workflow]);
		const editor = await lab().openEditor();
		await publish(editor, workflow.id);

		for (;;) {
			const { results } = executionsSchema.parse((await editor.call('GET', '/rest/executions')).data);
			const ended = results.filter(
				({ mode, status }) => mode === 'trigger' && status !== 'running' && status !== 'new',
			);
			if (ended.length > 0) {
				expect(ended.map(({ status }) => status)).toContain('success');
				break;
			}
			await sleep(500);
		}
		expect(lab().savedFileNames()).toEqual(
			expect.arrayContaining([
				expect.stringMatching(/^cdd-\d+-batches-/),
				expect.stringMatching(/^cdd-\d+-samples-/),
				expect.stringMatching(/^cdd-\d+-last-complete\.json$/),
			]),
		);
	});
});
