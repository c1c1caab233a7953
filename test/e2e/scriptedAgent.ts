import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';

import { runCommand } from '../../scripts/lib/commands';
import { writeJsonFile } from '../../scripts/lib/json-file';
import { importWorkflows } from '../../scripts/lib/n8n-commands';
import { n8nEnvironment } from '../../scripts/lib/n8n-home';
import { anyFreePort } from '../../scripts/lib/servers';
import type { RealLab } from './realLab';
import { workflowOf } from './workflowOf';
import type { Step } from './workflowOf';

const askedSchema = z
	.object({
		tools: z.array(
			z.object({ function: z.object({ name: z.string(), description: z.string() }).passthrough() }).passthrough(),
		),
		messages: z.array(z.object({ role: z.string(), content: z.unknown() }).passthrough()),
	})
	.passthrough();
type Asked = z.output<typeof askedSchema>;

export interface ToolCall {
	name: string;
	args: Record<string, string>;
}

/** Stands in for a model, by the protocol that n8n's OpenAI node speaks: it calls one tool after the other, then ends. */
async function scriptedModel(calls: readonly ToolCall[]): Promise<{ url: string; asked: Asked[]; server: Server }> {
	const asked: Asked[] = [];
	const messageFor = (at: number) => {
		const call = calls[at];
		if (!call) return { role: 'assistant', content: 'Done.' };
		return {
			role: 'assistant',
			content: null,
			tool_calls: [
				{ id: `call_${at}`, type: 'function', function: { name: call.name, arguments: JSON.stringify(call.args) } },
			],
		};
	};
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk) => (body += String(chunk)));
		request.on('end', () => {
			const message = messageFor(asked.length);
			asked.push(askedSchema.parse(JSON.parse(body)));
			const choices = [{ index: 0, message, finish_reason: 'tool_calls' in message ? 'tool_calls' : 'stop' }];
			response.setHeader('content-type', 'application/json');
			response.end(
				JSON.stringify({
					id: 'x',
					object: 'chat.completion',
					created: 1,
					model: 'scripted',
					choices,
					usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
				}),
			);
		});
	});
	const port = await anyFreePort();
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	return { url: `http://127.0.0.1:${port}/v1`, asked, server };
}

const sampleTool = 'n8n-nodes-cdd-vault.cddInventorySampleTool';
const byAgent = { __rl: true, mode: 'id', value: "={{ $fromAI('sample', `ID of the sample`, 'string') }}" };

/** Reads and deletes a sample. */
const sampleTools: Step[] = [
	{ name: 'Get a sample', type: sampleTool, parameters: { operation: 'get', sample: byAgent } },
	{ name: 'Delete a sample', type: sampleTool, parameters: { operation: 'delete', sample: byAgent } },
];

/** An agent of the version that n8n offers today, with a scripted model and some tools. */
function agentWorkflow(tools: Step[]) {
	const plain = workflowOf('agent', [
		{
			name: 'AI Agent',
			type: '@n8n/n8n-nodes-langchain.agent',
			typeVersion: 3.1,
			parameters: { promptType: 'define', text: 'Look at the sample', options: { enableStreaming: false } },
		},
		{
			name: 'Model',
			type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
			typeVersion: 1.2,
			parameters: { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
		},
		...tools,
	]);
	const into = (type: string) => ({ [type]: [[{ node: 'AI Agent', type, index: 0 }]] });
	return {
		...plain,
		nodes: plain.nodes.map((node) =>
			node.name === 'Model'
				? { ...node, credentials: { openAiApi: { id: 'scripted', name: 'Scripted model' } } }
				: node,
		),
		connections: {
			Begin: { main: [[{ node: 'AI Agent', type: 'main', index: 0 }]] },
			Model: into('ai_languageModel'),
			...Object.fromEntries(tools.map(({ name }) => [name, into('ai_tool')])),
		},
	};
}

/**
 * Lets the AI Agent of a real n8n call its tools, as a model would: "Get a sample" and "Delete a sample" unless others are given.
 * @returns what n8n told the model with its last request: the tools, and the answers to all calls
 */
export async function letAgentCall(
	{ runtime, home, folder }: RealLab,
	calls: readonly ToolCall[],
	tools = sampleTools,
): Promise<{ tools: string[]; answers: string[] }> {
	const model = await scriptedModel(calls);
	const n8n = async (...args: string[]) => {
		const ports = { editor: await anyFreePort(), runnersBroker: await anyFreePort() };
		return await runCommand(runtime.node, [runtime.cli, ...args], {
			cwd: home.userFolder,
			env: n8nEnvironment(runtime, home, ports),
		});
	};
	const file = join(folder, 'model.json');
	writeJsonFile(file, [
		{
			id: 'scripted',
			name: 'Scripted model',
			type: 'openAiApi',
			data: { apiKey: 'fake-key-for-tests', url: model.url },
		},
	]);
	await n8n('import:credentials', `--input=${file}`);
	await importWorkflows(runtime, home, [agentWorkflow(tools)]);
	await n8n('execute', '--id', 'agent', '--rawOutput');
	model.server.close();
	const last = model.asked.at(-1);
	return {
		tools: (last?.tools ?? []).map((tool) => tool.function.description),
		answers: (last?.messages ?? []).filter(({ role }) => role === 'tool').map(({ content }) => String(content)),
	};
}
