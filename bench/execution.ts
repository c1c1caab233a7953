import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

import type { N8nSession } from '../scripts/lib/n8n-server';
import { PlainProblem } from '../scripts/lib/progress';
import type { ShippedWorkflow } from '../scripts/lib/workflow-files';
import { inARow } from '../test/e2e/workflowOf';
import type { Step } from '../test/e2e/workflowOf';
import { present } from '../test/support/present';
import type { Plan, PollPlan } from './case';

// Workflows in n8n's server, started as a lab's do: published, by a call from outside.

const savedSchema = z.object({ id: z.string(), versionId: z.string() }).passthrough();
const executionsSchema = z
	.object({ results: z.array(z.object({ id: z.string(), status: z.string() }).passthrough()) })
	.passthrough();
const executionSchema = z.object({ data: z.string() }).passthrough();
const pollMs = 100;
const startMs = 30_000;

/** By the clock, in milliseconds. */
export interface Span {
	from: number;
	to: number;
}

interface SavedWorkflow {
	id: string;
	versionId: string;
}

async function save(session: N8nSession, workflow: ShippedWorkflow): Promise<SavedWorkflow> {
	const { name, nodes, connections, settings } = workflow;
	const { status, data } = await session.call('POST', '/rest/workflows', { name, nodes, connections, settings });
	if (status !== 200) throw new PlainProblem(`n8n did not take a workflow: ${JSON.stringify(data).slice(0, 500)}`);
	return savedSchema.parse(data);
}

async function setActive(session: N8nSession, { id, versionId }: SavedWorkflow, active: boolean): Promise<void> {
	const path = `/rest/workflows/${id}/${active ? 'activate' : 'deactivate'}`;
	const { status, data } = await session.call('POST', path, active ? { versionId } : {});
	if (status !== 200) throw new PlainProblem(`n8n did not publish a workflow: ${JSON.stringify(data).slice(0, 500)}`);
}

/** The times of n8n's own run data: numbers stand beside each other in the text that n8n saves. */
export function timesIn(data: string): Map<number, Span> {
	const pattern = /"startTime":(\d+),"executionIndex":(\d+),[^{}]*?"executionTime":(\d+)/g;
	return new Map(
		[...data.matchAll(pattern)].map(([, start, index, took]) => [
			Number(index),
			{ from: Number(start), to: Number(start) + Number(took) },
		]),
	);
}

/** A published workflow that can be run again and again. */
export interface Runnable {
	/** @returns the time of the whole execution, and a reading of the time of the counted steps, which is heavy */
	run(): Promise<{ whole: Span; counted: () => Promise<Span> }>;
}

/** What the saved data of an execution names as failures. */
const failuresIn = (data: string) =>
	[...new Set([...data.matchAll(/[^"\\]*(?:Error|error|40\d - )[^"\\]*/g)].map(([text]) => text))]
		.join(' | ')
		.slice(0, 2_000);

async function ended(session: N8nSession, workflowId: string): Promise<string> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	for (;;) {
		const { results } = executionsSchema.parse((await session.call('GET', `/rest/executions?filter=${filter}`)).data);
		const [last] = results.sort((a, b) => Number(b.id) - Number(a.id));
		if (last?.status === 'success') return last.id;
		if (last && last.status !== 'running' && last.status !== 'new') {
			const { data } = await session.call('GET', `/rest/executions/${last.id}`);
			throw new PlainProblem(`An execution ended as ${last.status}: ${failuresIn(JSON.stringify(data))}`);
		}
		await sleep(pollMs);
	}
}

/** @param indexes of the counted steps */
function runnable(
	session: N8nSession,
	workflow: SavedWorkflow,
	indexes: readonly number[],
	start: () => Promise<void>,
): Runnable {
	return {
		async run() {
			const from = Date.now();
			await start();
			const id = await ended(session, workflow.id);
			const whole = { from, to: Date.now() };
			return {
				whole,
				counted: async () => {
					const { data } = executionSchema.parse((await session.call('GET', `/rest/executions/${id}`)).data);
					const times = timesIn(data);
					const spans = indexes.map((index) =>
						present(times.get(index), `The time of step ${index} in what n8n saved`),
					);
					await session.call('POST', '/rest/executions/delete', { ids: [id] });
					return { from: Math.min(...spans.map((span) => span.from)), to: Math.max(...spans.map((span) => span.to)) };
				},
			};
		},
	};
}

/** A n8n that has just started registers its webhooks anew after it says that it is ready. */
async function begin(session: N8nSession, path: string): Promise<void> {
	const deadline = Date.now() + startMs;
	for (;;) {
		const { status, data } = await session.call('POST', path, {});
		// what failed is told by the execution
		if (status === 200 || status === 500) return;
		if (status !== 404) throw new PlainProblem(`An execution failed: ${JSON.stringify(data).slice(0, 1_000)}`);
		if (Date.now() > deadline) throw new PlainProblem('n8n did not register the webhook of a published workflow.');
		await sleep(pollMs);
	}
}

export async function published(session: N8nSession, { steps, counted }: Plan): Promise<Runnable> {
	const path = randomUUID();
	const start: Step = {
		name: 'Begin',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'noData', options: {} },
		webhookId: path,
	};
	const workflow = await save(session, inARow(path, [start, ...steps]));
	await setActive(session, workflow, true);
	const indexes = counted.map((name) => 1 + steps.findIndex((step) => step.name === name));
	return runnable(session, workflow, indexes, async () => await begin(session, `/webhook/${path}`));
}

/** Polls as the button of the editor does: that reads as much as a poll of a published workflow, and has run data. */
export async function polling(session: N8nSession, { trigger }: PollPlan): Promise<Runnable> {
	const workflow = await save(
		session,
		inARow(randomUUID(), [trigger, { name: 'Done', type: 'n8n-nodes-base.noOp', parameters: {} }]),
	);
	const path = `/rest/workflows/${workflow.id}/run`;
	return runnable(session, workflow, [0], async () => {
		const { status, data } = await session.call('POST', path, { triggerToStartFrom: { name: trigger.name } });
		if (status !== 200) throw new PlainProblem(`n8n did not run a workflow: ${JSON.stringify(data).slice(0, 1_000)}`);
	});
}
