import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import pLimit from 'p-limit';

import { refuseUnlessAllowed, runsForAgent } from './agent';
import { Fault } from './fault';
import { throwIfCanceled } from './http/pause';
import { refuseWriteIfReadOnly } from './http/send';
import type { Service } from './http/send';
import { toNodeError } from './nodeError';
import { operationKey, RecordWithFiles } from './operation';
import type { Operation, OperationCall, OperationTable, OutputRecord } from './operation';
import { fittingAnswer, readShape } from './output';
import type { Shape } from './output';
import { WriteLedger } from './writing/ledger';

/** What the loop has to know of a vendor's API. */
export interface ConnectedApi {
	readonly service: Pick<Service, 'name' | 'readOnly'>;
}

/** Reads of different items go side by side, so many at a time. */
const readsAtOnce = 4;

/**
 * Runs the chosen operation for every input item. Owns what every operation needs: the order of results, item
 * links, error items, the end on the first failure, cancellation, and what is different for AI agents: the gate before
 * destructive operations, and answers that are short and leave out nothing in silence.
 * @param connect reads the credential; called once, and only if there is an item
 */
export async function runOperations<Api extends ConnectedApi>(
	functions: IExecuteFunctions,
	table: OperationTable<Api>,
	connect: (functions: IExecuteFunctions) => Promise<Api>,
): Promise<INodeExecutionData[][]> {
	const items = functions.getInputData();
	const said: string[] = [];
	const name = functions.getNodeParameter('operation', 0);
	const resource = functions.getNodeParameter('resource', 0, '');
	const operation = table.get(operationKey(String(resource), String(name))) ?? unknownOperation(String(name));

	let call: Promise<OperationCall<Api>> | undefined;
	const callOnce = async () => await (call ??= startCall(functions, connect, said));
	let stopped = false;
	const limit = pLimit(operation.kind === 'read' ? readsAtOnce : 1);
	const results = await Promise.all(
		items.map((_item, itemIndex) =>
			limit(async (): Promise<INodeExecutionData[] | Error> => {
				if (stopped) return [];
				try {
					return await runForItem(functions, operation, callOnce, itemIndex);
				} catch (thrown) {
					const error = inOneText(functions, toNodeError(functions.getNode(), thrown, itemIndex));
					if (functions.continueOnFail()) return [errorItem(functions, operation, thrown, error, itemIndex)];
					stopped = true;
					return error;
				}
			}),
		),
	);

	const output: INodeExecutionData[] = [];
	for (const result of results) {
		if (result instanceof Error) throw result;
		for (const item of result) output.push(item);
	}
	return [runsForAgent(functions) ? answerForAgent(operation, output, said) : output];
}

/**
 * An agent sees nothing but the data: no hints, and no difference between nothing found and nothing said. So a last item
 * says what a person would see around the output. A write gives out all that it changed, with what was there before.
 */
function answerForAgent(
	{ kind }: Pick<Operation<unknown>, 'kind'>,
	output: readonly INodeExecutionData[],
	said: readonly string[],
): INodeExecutionData[] {
	const fitting = kind === 'read' ? fittingAnswer(output.map(({ json }) => json)) : output.length;
	const leftOut = output.length - fitting;
	const notes = [
		...said,
		...(output.some(({ binary }) => binary !== undefined)
			? ['The file itself is not part of this answer: AI agents get no files.']
			: []),
		...(output.length === 0 ? ['Nothing was found.'] : []),
		...(leftOut > 0
			? [
					`These are the first ${fitting} of ${output.length} records; ${leftOut} were left out. Ask for fewer, by a narrower search or by their IDs.`,
				]
			: []),
	];
	const last = { json: { notes, ...(leftOut > 0 ? { leftOut } : {}) }, pairedItem: { item: 0 } };
	return [...output.slice(0, fitting), ...(notes.length > 0 ? [last] : [])];
}

/**
 * Agents from version 3 on are told the message of an error and nothing else, so what to do about it joins the message,
 * as n8n itself does it for those before. It is set afterwards: n8n censors certain words where an error is made.
 */
function inOneText<E extends ReturnType<typeof toNodeError>>(functions: IExecuteFunctions, error: E): E {
	const { message, description } = error;
	const joinsThem = runsForAgent(functions) && functions.isToolExecution?.() !== true;
	if (joinsThem && description) error.message = `${message}\n\nDetails: ${description}`;
	return error;
}

/** Fails for each item, so that an unknown operation takes the way that failures take in this workflow. */
function unknownOperation(name: string): Operation<unknown> {
	return {
		option: { name, value: name, action: name },
		kind: 'read',
		fields: [],
		run: async () => {
			throw new Fault('badInput', "'Operation' is not one that this node offers", {
				description: `It is "${name}". Choose one from the list.`,
			});
		},
	};
}

async function startCall<Api>(
	functions: IExecuteFunctions,
	connect: (functions: IExecuteFunctions) => Promise<Api>,
	said: string[],
): Promise<OperationCall<Api>> {
	const shown = new Set<string>();
	const hint = (message: string) => {
		if (shown.has(message)) return;
		shown.add(message);
		said.push(message);
		functions.addExecutionHints({ message, location: 'outputPane' });
	};
	return { functions, api: await connect(functions), ledger: new WriteLedger(functions), hint };
}

async function runForItem<Api extends ConnectedApi>(
	functions: IExecuteFunctions,
	operation: Operation<Api>,
	callOnce: () => Promise<OperationCall<Api>>,
	itemIndex: number,
): Promise<INodeExecutionData[]> {
	throwIfCanceled(functions.getExecutionCancelSignal());
	if (operation.kind === 'destructive') refuseUnlessAllowed(functions, itemIndex);
	const call = await callOnce();
	if (operation.kind !== 'read') refuseWriteIfReadOnly(call.api.service);
	// Before the operation: a field that cannot be read must not make a finished change look failed.
	const shape = readShape(functions, itemIndex, operation.short);
	const result: OutputRecord | OutputRecord[] = await operation.run(call, itemIndex);
	return (Array.isArray(result) ? result : [result]).map((record) => toItem(record, shape, itemIndex));
}

function toItem(record: OutputRecord, shape: Shape, itemIndex: number): INodeExecutionData {
	const pairedItem = { item: itemIndex };
	if (record instanceof RecordWithFiles)
		return { json: withoutErrorKey(shape(record.json)), binary: record.files, pairedItem };
	return { json: withoutErrorKey(shape(record)), pairedItem };
}

/** n8n takes a top-level `error` in the first item for a failure and runs the node again under Retry On Fail. */
function withoutErrorKey(json: INodeExecutionData['json']): INodeExecutionData['json'] {
	if (!('error' in json)) return json;
	const { error, ...rest } = json;
	return { ...rest, errors: error };
}

/**
 * The item for the error output. Only `error`, `message` and `details`: one more key and n8n sends it down the
 * success branch. Where Retry On Fail is on and the operation writes, the error rides beside the JSON instead,
 * because an `error` key in item 0 would make n8n run the writes of all items again.
 */
function errorItem<Api>(
	functions: IExecuteFunctions,
	operation: Operation<Api>,
	thrown: unknown,
	error: ReturnType<typeof toNodeError>,
	itemIndex: number,
): INodeExecutionData {
	const pairedItem = { item: itemIndex };
	if (functions.getNode().retryOnFail && operation.kind !== 'read') {
		return { json: {}, error, pairedItem };
	}
	const fault = thrown instanceof Fault ? thrown : undefined;
	const details = {
		operation: operation.option.value,
		item: itemIndex,
		kind: fault?.kind ?? 'unexpected',
		...(error.description ? { description: error.description } : {}),
		...(fault?.httpCode ? { status: fault.httpCode } : {}),
		...(fault?.retryAfterMs === undefined ? {} : { retryAfterSeconds: Math.ceil(fault.retryAfterMs / 1000) }),
		...(fault?.facts ?? {}),
	};
	return { json: { error: error.message, message: fault?.message ?? error.message, details }, pairedItem };
}
