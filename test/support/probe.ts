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
import type { Form } from '../../nodes/shared/form';
import { withRequestsAtOnce } from '../../nodes/shared/form/requestsAtOnce';
import { Pace } from '../../nodes/shared/http/pace';
import type { Service } from '../../nodes/shared/http/send';
import { collectOperations, operationsOf } from '../../nodes/shared/operation';
import type { ItemCall, Operation, OutputRecord } from '../../nodes/shared/operation';
import { runOperations } from '../../nodes/shared/runOperations';
import { WriteLedger } from '../../nodes/shared/writing/ledger';
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

const newProbeApi = (): ProbeApi => ({
	service: { name: 'Lab Service', readOnly: false, pace: new Pace() },
	address: 'lab',
});

/** What a probe's operations talk to. */
export interface ProbeApi {
	service: Pick<Service, 'name' | 'pace' | 'readOnly'>;
	address: string;
}

/** What an operation gets, for the first item of a node. */
export function callInside(functions: IExecuteFunctions, itemIndex = 0): ItemCall<ProbeApi> {
	const ledger = new WriteLedger(functions, 'probe');
	return { functions, api: newProbeApi(), ledger, itemIndex, hint: () => undefined };
}

interface Probe {
	run: (call: ItemCall<ProbeApi>, itemIndex: number) => Promise<OutputRecord | OutputRecord[]>;
	short?: readonly string[];
	atOnce?: Operation<ProbeApi>['atOnce'];
	/** What is read before anything runs. */
	form?: Form;
}

const option = { name: 'Probe', value: 'probe', action: 'Probe something' };

/** A read. */
export const probeOperation = ({ run, form = {}, ...rest }: Probe): Operation<ProbeApi> =>
	operationsOf<ProbeApi>()({
		option,
		kind: 'read',
		form,
		...rest,
		run: async (call) => await run(call, call.itemIndex),
	});

/** A write that creates something. */
export const probeWrite = (
	kind: 'destructive' | 'write',
	run: (call: ItemCall<ProbeApi>, itemIndex: number) => Promise<IDataObject>,
	form: Form = {},
): Operation<ProbeApi> =>
	operationsOf<ProbeApi>()({
		option,
		kind,
		form,
		run: async (call) => ({ ...(await run(call, call.itemIndex)), before: null }),
	});

/** Runs one operation through the shared loop on the real engine. `n` is a field of the form. */
export async function runOperation(
	operation: Operation<ProbeApi>,
	inputs: IDataObject[],
	options: RunOptions & { parameters?: INode['parameters']; api?: ProbeApi } = {},
): Promise<NodeRun> {
	const { parameters, api = newProbeApi(), ...runOptions } = options;
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
			{ displayName: 'Note', name: 'note', type: 'string', default: '' },
			...withRequestsAtOnce([]),
			{ displayName: 'Allow', name: 'allowForAiAgents', type: 'boolean', default: false },
		],
	);
	return await runNode(
		onPublicServer(node),
		inputs,
		{ operation: operation.option.value, n: '={{ $json.n }}', ...parameters },
		runOptions,
	);
}
