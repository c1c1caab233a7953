import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import { NodeConnectionTypes, createRunExecutionData, deepCopy, Workflow } from 'n8n-workflow';
import type {
	EngineRequest,
	EngineResponse,
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
	INodeTypes,
	IRun,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { z } from 'zod';

import { credentialsFor } from './engine';
import type { Subject } from './engine';

/**
 * How agents call a tool in n8n 2.41:
 * - `agent3`: the AI Agent from version 3 on (what one gets today) asks the engine to run the tool node like any other;
 *   `isToolExecution` is false there, and of an error the message alone comes back.
 * - `agent2`: earlier versions, and agents that are tools themselves, call the LangChain tool that n8n-core makes of the node.
 */
export const agents = ['agent3', 'agent2'] as const;
export type Agent = (typeof agents)[number];

/** What an agent is told of a tool. */
export interface OfferedTool {
	name: string;
	description: string;
	/** Names of the arguments that the agent fills in. */
	arguments: string[];
}

export interface ToolRun {
	tool: OfferedTool;
	/** What the agent reads after each call, as text. */
	answers: string[];
	run: IRun;
}

export interface ToolOptions {
	agent?: Agent;
	/** Settings of the tool node: retryOnFail, onError and the like. */
	settings?: Partial<INode>;
	/** What the item that the agent works on holds. */
	input?: IDataObject;
}

/** The names that n8n gives to the choice of a description, and to the description. */
const descriptionFields: INodeProperties[] = [
	{
		displayName: 'Tool Description',
		name: 'descriptionType',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Set Automatically', value: 'auto' },
			{ name: 'Set Manually', value: 'manual' },
		],
		default: 'auto',
	},
	{
		displayName: 'Description',
		name: 'toolDescription',
		type: 'string',
		default: '',
		required: true,
		displayOptions: { show: { descriptionType: ['manual'] } },
	},
];

/** The variant for agents, as `convertNodeToAiTool` of n8n itself makes it; that function is in no package that can be imported. */
export function toolVariant(node: INodeType): INodeType {
	if (node.description.usableAsTool !== true) throw new Error(`${node.description.name} cannot be used as a tool`);
	const variant: INodeType = Object.create(node);
	const description = deepCopy(node.description);
	delete description.usableAsTool;
	const converted: INodeTypeDescription = {
		...description,
		name: `${description.name}Tool`,
		displayName: `${description.displayName} Tool`,
		inputs: [],
		outputs: [NodeConnectionTypes.AiTool],
		properties: [...descriptionFields, ...description.properties],
	};
	variant.description = converted;
	return variant;
}

const offeredTool = z.object({
	name: z.string(),
	description: z.string(),
	schema: z.object({ parse: z.function(), shape: z.record(z.unknown()) }).passthrough(),
	invoke: z.function(),
});

async function toolOf(context: IExecuteFunctions) {
	const connected: unknown = await context.getInputConnectionData(NodeConnectionTypes.AiTool, 0);
	const [tool] = Array.isArray(connected) ? connected : [connected];
	const { name, description, schema } = offeredTool.parse(tool);
	return { tool, offered: { name, description, arguments: Object.keys(schema.shape) } };
}

/** What the agent of version 3 makes of a tool's run. */
function observationOf(response: EngineResponse['actionResponses'][number]): string {
	const items = response.data?.data?.ai_tool?.[0]?.map(({ json }) => json);
	if (items && items.length > 0) return JSON.stringify(items);
	const { error } = response.data ?? {};
	return JSON.stringify(error ? { error: error.message, errorType: error.name } : '');
}

interface Notes {
	tool?: OfferedTool;
	answers: string[];
}

type ExecuteResult = INodeExecutionData[][] | EngineRequest;

/** An agent without a model: it makes the calls that it is told, one after the other, and notes what it reads. */
function scriptedAgent(agent: Agent, calls: readonly IDataObject[], notes: Notes): INodeType {
	const description: INodeTypeDescription = {
		displayName: 'Agent',
		name: 'agent',
		group: ['transform'],
		version: 1,
		description: 'An agent that follows a script',
		defaults: { name: 'Agent' },
		inputs: [NodeConnectionTypes.Main, { type: NodeConnectionTypes.AiTool, displayName: 'Tool' }],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	};
	async function askEngine(context: IExecuteFunctions, response: EngineResponse | undefined): Promise<ExecuteResult> {
		const { tool, offered } = await toolOf(context);
		notes.tool = offered;
		notes.answers.push(...(response?.actionResponses ?? []).map(observationOf));
		const next = calls[notes.answers.length];
		if (next === undefined) return [[{ json: { answers: notes.answers.length } }]];
		const input: IDataObject = tool.schema.parse(next);
		return {
			actions: [
				{
					actionType: 'ExecutionNodeAction',
					nodeName: 'Tool',
					input,
					type: NodeConnectionTypes.AiTool,
					id: `call-${notes.answers.length}`,
					metadata: { itemIndex: 0 },
				},
			],
			metadata: {},
		};
	}
	async function callLangChain(context: IExecuteFunctions): Promise<ExecuteResult> {
		const { tool, offered } = await toolOf(context);
		notes.tool = offered;
		for (const call of calls) {
			const answer: unknown = await tool.invoke(call).catch((thrown: Error) => thrown.message);
			notes.answers.push(String(answer));
		}
		return [[{ json: { answers: notes.answers.length } }]];
	}
	const type: INodeType = {
		description,
		async execute(this: IExecuteFunctions, response?: EngineResponse) {
			return agent === 'agent3' ? await askEngine(this, response) : await callLangChain(this);
		},
	};
	return type;
}

const parseableUrl = 'http://n8n.test/waiting';

/** What an agent fills in: the expression that n8n's button beside a field writes. */
export const fromAi = (name: string, description = '', type: 'boolean' | 'json' | 'number' | 'string' = 'string') =>
	`={{ $fromAI('${name}', \`${description}\`, '${type}') }}`;

/**
 * Lets an agent call a node as its tool on n8n-core's real engine, once for each set of arguments.
 * @param parameters of the tool node; `fromAi` marks what the agent fills in
 */
export async function callTool(
	subject: Subject,
	parameters: INode['parameters'],
	calls: readonly IDataObject[] = [{}],
	{ agent = 'agent3', settings = {}, input = {} }: ToolOptions = {},
): Promise<ToolRun> {
	const notes: Notes = { answers: [] };
	const variant = toolVariant(subject.node);
	const toolType = `n8n-nodes-tool.${variant.description.name}`;
	const start: INodeType = {
		description: {
			...variant.description,
			name: 'start',
			group: ['trigger'],
			inputs: [],
			outputs: [NodeConnectionTypes.Main],
			credentials: [],
			properties: [],
		},
		async execute(this: IExecuteFunctions) {
			return [this.getInputData()];
		},
	};
	const types = new Map([
		['start', start],
		['agent', scriptedAgent(agent, calls, notes)],
		[toolType, variant],
	]);
	const typeCalled = (name: string): INodeType => {
		const type = types.get(name);
		if (!type) throw new Error(`There is no node type ${name}`);
		return type;
	};
	const nodeTypes: INodeTypes = { getByName: typeCalled, getByNameAndVersion: typeCalled, getKnownTypes: () => ({}) };
	const common = { typeVersion: 1, position: [0, 0] as [number, number] };
	const nodes: INode[] = [
		{ ...common, id: 'a', name: 'Start', type: 'start', parameters: {} },
		{ ...common, id: 'b', name: 'Agent', type: 'agent', parameters: {} },
		{
			...common,
			id: 'c',
			name: 'Tool',
			type: toolType,
			parameters,
			credentials: { [subject.credential.name]: { id: '1', name: 'test' } },
			...settings,
		},
	];
	const connections = {
		Start: { main: [[{ node: 'Agent', type: NodeConnectionTypes.Main, index: 0 }]] },
		Tool: { ai_tool: [[{ node: 'Agent', type: NodeConnectionTypes.AiTool, index: 0 }]] },
	};
	const workflow = new Workflow({
		id: 'w',
		nodes,
		connections,
		nodeTypes,
		active: false,
		settings: { executionOrder: 'v1', timezone: 'Europe/Berlin' },
	});
	const hooks = new ExecutionLifecycleHooks('manual', '1', {
		id: 'w',
		name: 'w',
		nodes,
		connections,
	} as unknown as IWorkflowBase);
	const additionalData = {
		credentialsHelper: credentialsFor(subject),
		hooks,
		executionId: '1',
		variables: {},
		setExecutionStatus: () => undefined,
		webhookWaitingBaseUrl: parseableUrl,
		formWaitingBaseUrl: parseableUrl,
		currentNodeExecutionIndex: 0,
	} as unknown as IWorkflowExecuteAdditionalData;
	const [first] = nodes;
	const stack = first ? [{ node: first, data: { main: [[{ json: input }]] }, source: null }] : [];
	const run = await new WorkflowExecute(
		additionalData,
		'manual',
		createRunExecutionData({ executionData: { nodeExecutionStack: stack } }),
	).processRunExecutionData(workflow);
	const { error } = run.data.resultData;
	if (!notes.tool)
		throw new Error(`The agent was offered no tool: ${error?.message ?? 'no reason'} ${error?.description ?? ''}`);
	return { tool: notes.tool, answers: notes.answers, run };
}
