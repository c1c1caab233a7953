import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeProperties,
	INodeType,
} from 'n8n-workflow';

import { Fault } from '../../nodes/shared/fault';
import { collectOperations } from '../../nodes/shared/operation';
import type { Operation, OperationCall, ReadOperation, WriteOperation } from '../../nodes/shared/operation';
import { runOperations } from '../../nodes/shared/runOperations';
import { onPublicServer } from './cdd';
import { runNode } from './engine';
import type { NodeRun, RunOptions } from './engine';

/** A node made for one test, to see shared code at work on the real engine. */
export function probeNode(
	execute: (functions: IExecuteFunctions) => Promise<INodeExecutionData[][]>,
	properties: INodeProperties[] = [],
): INodeType {
	return {
		description: {
			displayName: 'Probe',
			name: 'probe',
			group: ['transform'],
			version: 1,
			description: 'A node for one test',
			defaults: { name: 'Probe' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: 'cddVaultApi', required: true }],
			properties,
		},
		async execute() {
			return await execute(this);
		},
	};
}

/** What code did inside a node: its value, or what it threw. */
export interface Outcome<T> {
	value?: T;
	thrown?: unknown;
	/** What it threw, if that is one of our own. */
	fault?: Fault;
}

/** Calls code with the functions that n8n gives to a node. */
export async function insideNode<T>(
	code: (functions: IExecuteFunctions) => Promise<T>,
	options: RunOptions = {},
): Promise<Outcome<T>> {
	const outcome: Outcome<T> = {};
	const node = probeNode(async (functions) => {
		try {
			outcome.value = await code(functions);
		} catch (thrown) {
			outcome.thrown = thrown;
			if (thrown instanceof Fault) outcome.fault = thrown;
		}
		return [[]];
	});
	await runNode(onPublicServer(node), [{}], {}, options);
	return outcome;
}

/** What a probe's operations talk to. */
export interface ProbeApi {
	service: { name: string; readOnly: boolean };
}

const probeForm = { option: { name: 'Probe', value: 'probe', action: 'Probe something' }, fields: [] };

/** A read, unless told otherwise. */
export const probeOperation = (
	operation: Partial<ReadOperation<ProbeApi>> & Pick<ReadOperation<ProbeApi>, 'run'>,
): ReadOperation<ProbeApi> => ({
	...probeForm,
	kind: 'read',
	...operation,
});

/** A write that creates something. */
export const probeWrite = (
	kind: WriteOperation<ProbeApi>['kind'],
	run: (call: OperationCall<ProbeApi>, itemIndex: number) => Promise<IDataObject>,
): WriteOperation<ProbeApi> => ({
	...probeForm,
	kind,
	run: async (call, itemIndex) => ({ ...(await run(call, itemIndex)), before: null }),
});

/** Runs one operation through the shared loop on the real engine. `n` is a field of the form. */
export async function runOperation(
	operation: Operation<ProbeApi>,
	inputs: IDataObject[],
	options: RunOptions & { parameters?: INode['parameters']; api?: ProbeApi } = {},
): Promise<NodeRun> {
	const { parameters, api = { service: { name: 'Lab Service', readOnly: false } }, ...runOptions } = options;
	const node = probeNode(
		async (functions) =>
			await runOperations(
				functions,
				collectOperations([operation], 'probe', operation.option.value).table,
				async () => api,
			),
		[
			{ displayName: 'Resource', name: 'resource', type: 'hidden', default: 'probe' },
			{ displayName: 'Operation', name: 'operation', type: 'string', default: operation.option.value },
			{ displayName: 'N', name: 'n', type: 'string', default: '={{ $json.n }}' },
			{ displayName: 'Allow', name: 'allowDeletionByAgent', type: 'boolean', default: false },
		],
	);
	return await runNode(
		onPublicServer(node),
		inputs,
		{ operation: operation.option.value, n: '={{ $json.n }}', ...parameters },
		runOptions,
	);
}
