import 'reflect-metadata';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import { createRunExecutionData, ICredentialsHelper, Workflow } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeType,
	INodeTypes,
	IRun,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

/** A node under test with the credential it uses. */
export interface Subject {
	node: INodeType;
	credential: ICredentialType;
	/** What the user typed into the credential. */
	secrets: IDataObject;
}

export interface NodeRun {
	run: IRun;
	/** Items by output: the main one, then the error output. */
	outputs: Array<INodeExecutionData[] | null>;
	items: INodeExecutionData[];
	json: IDataObject[];
	error?: Error & { description?: string | null; httpCode?: string | null; failure?: unknown };
	/** Hints that the node showed. */
	hints: string[];
	/** How often the engine ran the node. */
	executions: number;
}

export interface RunOptions {
	/** Node settings: onError, retryOnFail, maxTries, waitBetweenTries. */
	settings?: Partial<INode>;
	/** Binary data of the input items, by index. */
	binary?: Array<INodeExecutionData['binary']>;
	timezone?: string;
	/** Called with the engine as soon as it runs, to cancel it. */
	started?: (engine: { cancel: () => void }) => void;
	/** Runs the node as the tool of an AI agent. */
	asTool?: boolean;
}

const parseableUrl = 'http://n8n.test/waiting';

/** Applies the real credential class, so that a test sees the headers and the body that the service would see. */
export function credentialsFor({ credential, secrets }: Subject): ICredentialsHelper {
	const helper: object = Object.create(ICredentialsHelper.prototype);
	return Object.assign(helper, {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		preAuthentication: async () => undefined,
		getDecrypted: async () => ({ ...secrets }),
		// As n8n does for a function: with the decrypted credential, and with the very object that it got.
		authenticate: async (
			data: ICredentialDataDecryptedObject,
			_type: string,
			request: IHttpRequestOptions,
		): Promise<IHttpRequestOptions> => {
			if (typeof credential.authenticate !== 'function') throw new Error('n8n would fill in a template here');
			return await credential.authenticate(data, request);
		},
	}) as unknown as ICredentialsHelper;
}

/** Runs a node on n8n-core's real engine: expressions, item links, error outputs, retries and binary data included. */
export async function runNode(
	subject: Subject,
	inputs: IDataObject[],
	parameters: INode['parameters'],
	options: RunOptions = {},
): Promise<NodeRun> {
	const common = { typeVersion: 1, position: [0, 0] as [number, number] };
	const { credential } = subject;
	const credentials = { [credential.name]: { id: '1', name: 'test' } };
	const startType = {
		description: { ...subject.node.description, group: ['trigger'], inputs: [], credentials: [], properties: [] },
		async execute(this: IExecuteFunctions) {
			return [this.getInputData()];
		},
	};
	const subjectType = options.asTool ? asTool(subject.node) : subject.node;
	let executions = 0;
	const counted = Object.create(subjectType) as INodeType;
	counted.execute = async function execute(this: IExecuteFunctions) {
		executions++;
		return (await subjectType.execute?.call(this)) ?? [];
	};
	const types: Record<string, unknown> = { start: startType, subject: counted };
	const nodeTypes = {
		getByName: (type: string) => types[type],
		getByNameAndVersion: (type: string) => types[type],
		getKnownTypes: () => ({}),
	} as unknown as INodeTypes;
	const start: INode = { ...common, id: 'a', name: 'Start', type: 'start', parameters: {} };
	const nodes: INode[] = [
		start,
		{ ...common, id: 'b', name: 'Subject', type: 'subject', parameters, credentials, ...options.settings },
	];
	const connections = { Start: { main: [[{ node: 'Subject', type: 'main' as const, index: 0 }]] } };
	const workflow = new Workflow({
		id: 'w',
		nodes,
		connections,
		nodeTypes,
		active: false,
		settings: { timezone: options.timezone ?? 'Europe/Berlin' },
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
	} as unknown as IWorkflowExecuteAdditionalData;
	const items = inputs.map((json, index) => ({ json, binary: options.binary?.[index] }));
	const stack = [{ node: start, data: { main: [items] }, source: null }];
	const engine = new WorkflowExecute(
		additionalData,
		'manual',
		createRunExecutionData({ executionData: { nodeExecutionStack: stack } }),
	);
	const running = engine.processRunExecutionData(workflow);
	options.started?.({ cancel: () => running.cancel() });
	const run = await running;
	const task = run.data.resultData.runData.Subject?.at(-1);
	const outputs = task?.data?.main ?? [];
	const main = outputs[0] ?? [];
	return {
		run,
		outputs,
		items: main,
		json: main.map(({ json }) => json),
		error: run.data.resultData.error ?? task?.error,
		hints: (task?.hints ?? []).map(({ message }) => message),
		executions,
	};
}

/** The view that a node gets when an AI agent calls it. */
function asTool(node: INodeType): INodeType {
	const view = Object.create(node) as INodeType;
	// n8n offers every node a second time for agents, under this name; fields that are for agents alone go by it.
	view.description = { ...node.description, name: `${node.description.name}Tool` };
	view.execute = async function execute(this: IExecuteFunctions) {
		const context = Object.create(this, { isToolExecution: { value: () => true } }) as IExecuteFunctions;
		return (await node.execute?.call(context)) ?? [];
	};
	return view;
}
