import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

import { reportOf } from '../../scripts/lib/n8n-commands';
import type { RunReport } from '../../scripts/lib/n8n-commands';
import type { N8nSession } from '../../scripts/lib/n8n-server';
import { present } from '../support/present';

// Workflows and executions, asked of n8n's server as its editor does.

const versionSchema = z.object({ versionId: z.string() }).passthrough();
const executionsSchema = z
	.object({ results: z.array(z.object({ id: z.string(), workflowId: z.string(), status: z.string() }).passthrough()) })
	.passthrough();
const retriedSchema = z.object({ id: z.string() }).passthrough();

/** Publishes a workflow as it is saved. */
export async function publish(session: N8nSession, workflowId: string): Promise<void> {
	const { versionId } = versionSchema.parse((await session.call('GET', `/rest/workflows/${workflowId}`)).data);
	const { status } = await session.call('POST', `/rest/workflows/${workflowId}/activate`, { versionId });
	expect(status).toBe(200);
}

/** The newest execution of a workflow. */
export async function lastExecution(session: N8nSession, workflowId: string): Promise<{ id: string; status: string }> {
	const { results } = executionsSchema.parse((await session.call('GET', '/rest/executions')).data);
	const own = results.filter((execution) => execution.workflowId === workflowId);
	return present(own.sort((a, b) => Number(b.id) - Number(a.id))[0], `An execution of ${workflowId}`);
}

export async function untilStatus(session: N8nSession, workflowId: string, wanted: string): Promise<string> {
	for (;;) {
		const { id, status } = await lastExecution(session, workflowId);
		if (status === wanted) return id;
		await sleep(250);
	}
}

/** What the Retry of the editor takes: the workflow as it ran, or as it is saved now. */
export type RetryWith = 'currently saved workflow' | 'original workflow';

/** Presses Retry beside an execution, and waits for the end of the new one. */
export async function retry(
	session: N8nSession,
	executionId: string,
	workflow: RetryWith,
): Promise<RunReport & { id: string }> {
	const loadWorkflow = workflow === 'currently saved workflow';
	const { data } = await session.call('POST', `/rest/executions/${executionId}/retry`, { loadWorkflow });
	return { ...reportOf(data), id: retriedSchema.parse(data).id };
}
