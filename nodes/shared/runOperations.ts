import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { runsForAgent } from './agent';
import { answerForAgent } from './agentAnswer';
import { withoutService } from './backup/withoutService';
import type { WithoutService } from './backup/withoutService';
import { Fault } from './fault';
import { operationKey } from './operation';
import type { Operation, OperationTable } from './operation';
import { OperationLoop } from './operationLoop';
import type { ConnectedApi } from './operationLoop';

/**
 * Runs the chosen operation for every input item. Owns what every operation needs: the forms, read before anything is
 * written; checks of all items before the first is changed; the order of results, item links, error items, the end on the
 * first failure, cancellation; and what is different for AI agents: the gate before destructive operations, and answers
 * that are short and leave out nothing in silence.
 * @param connect reads the credential; called once, and only if there is an item
 * @param ofFiles operations that need no service, and no credential
 */
export async function runOperations<Api extends ConnectedApi>(
	functions: IExecuteFunctions,
	table: OperationTable<Api>,
	connect: (functions: IExecuteFunctions) => Promise<Api>,
	ofFiles: OperationTable<WithoutService> = new Map(),
): Promise<INodeExecutionData[][]> {
	const name = functions.getNodeParameter('operation', 0);
	const resource = functions.getNodeParameter('resource', 0, '');
	const key = operationKey(String(resource), String(name));
	const withFiles = ofFiles.get(key);
	if (withFiles) return await runOne(functions, withFiles, key, withoutService);
	return await runOne(functions, table.get(key) ?? unknownOperation(String(name)), key, connect);
}

async function runOne<Api extends ConnectedApi>(
	functions: IExecuteFunctions,
	operation: Operation<Api>,
	key: string,
	connect: (functions: IExecuteFunctions) => Promise<Api>,
): Promise<INodeExecutionData[][]> {
	const said: string[] = [];
	const loop = new OperationLoop(functions, operation, key, connect, said);
	const results = await loop.run(functions.getInputData().map((_item, itemIndex) => itemIndex));
	const output: INodeExecutionData[] = [];
	for (const result of results) for (const item of result) output.push(item);
	return [runsForAgent(functions) ? answerForAgent(operation, output, said) : output];
}

/** Fails for each item, so that an unknown operation takes the way that failures take in this workflow. */
function unknownOperation(name: string): Operation<unknown> {
	return {
		option: { name, value: name, action: name },
		kind: 'read',
		form: {},
		fields: [],
		start: () => ({
			read() {
				throw new Fault('badInput', "'Operation' is not one that this node offers", {
					description: `It is "${name}". Choose one from the list.`,
				});
			},
			prepare: async () => undefined,
			checkAll: async () => undefined,
			touches: () => undefined,
			run: async () => [],
		}),
	};
}
