import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { runsForAgent } from './agent';
import { inPieces } from './breather';
import { Fault } from './fault';
import { mayErrorItemsHoldDetails } from './n8nVersion';
import type { toNodeError } from './nodeError';
import { RecordWithFiles } from './operation';
import type { Operation, OutputRecord } from './operation';
import type { Shape } from './output';
import { rowOf } from './row';

type NodeError = ReturnType<typeof toNodeError>;

/** The items of an operation's result, linked to the input item. */
export async function resultItems(
	result: OutputRecord | OutputRecord[],
	shape: Shape,
	itemIndex: number,
): Promise<INodeExecutionData[]> {
	return await inPieces(Array.isArray(result) ? result : [result], (record) => toItem(record, shape, itemIndex));
}

function toItem(record: OutputRecord, shape: Shape, itemIndex: number): INodeExecutionData {
	const pairedItem = { item: itemIndex };
	if (record instanceof RecordWithFiles) return { json: shown(shape(record.json)), binary: record.files, pairedItem };
	return { json: shown(shape(record)), pairedItem };
}

const shown = (json: INodeExecutionData['json']) => withoutErrorKey(withoutNothingBefore(json));

/** What was made had nothing before it: no need to say so. */
function withoutNothingBefore(json: INodeExecutionData['json']): INodeExecutionData['json'] {
	if (json.before !== null) return json;
	return Object.fromEntries(Object.entries(json).filter(([key]) => key !== 'before'));
}

/** n8n takes a top-level `error` in the first item for a failure and runs the node again under Retry On Fail. */
function withoutErrorKey(json: INodeExecutionData['json']): INodeExecutionData['json'] {
	if (!('error' in json)) return json;
	const { error, ...rest } = json;
	return { ...rest, errors: error };
}

/**
 * The item for the error output. Only `error`, `message` and `details`: one more key and n8n sends it down the
 * success branch, as n8n before 2.36 does for `details`. Where Retry On Fail is on and the operation writes, the error rides beside the JSON instead,
 * because an `error` key in item 0 would make n8n run the writes of all items again.
 */
export function errorItem(
	functions: IExecuteFunctions,
	{ kind, option }: Pick<Operation<never>, 'kind' | 'option'>,
	thrown: unknown,
	error: NodeError,
	itemIndex: number,
): INodeExecutionData {
	const pairedItem = { item: itemIndex };
	// LangChain hands an agent the JSON alone, and looks at no error in it.
	const runsByEngine = functions.isToolExecution?.() !== true;
	if (functions.getNode().retryOnFail && kind !== 'read' && runsByEngine) {
		return { json: {}, error, pairedItem };
	}
	const fault = thrown instanceof Fault ? thrown : undefined;
	const details = {
		operation: option.value,
		row: rowOf(itemIndex),
		kind: fault?.kind ?? 'unexpected',
		...(error.description ? { description: error.description } : {}),
		...(fault?.httpCode ? { status: fault.httpCode } : {}),
		...(fault?.retryAfterMs === undefined ? {} : { retryAfterSeconds: Math.ceil(fault.retryAfterMs / 1000) }),
		...(fault?.facts ?? {}),
	};
	const message = fault?.message ?? error.message;
	const json = mayErrorItemsHoldDetails()
		? { error: error.message, message, details }
		: { error: error.message, message: [message, error.description ?? []].flat().join('. ') };
	return { json, pairedItem };
}

/**
 * Agents from version 3 on are told the message of an error and nothing else, so what to do about it joins the message,
 * as n8n itself does it for those before. It is set afterwards: n8n censors certain words where an error is made.
 */
export function inOneText<E extends NodeError>(functions: IExecuteFunctions, error: E): E {
	const { message, description } = error;
	const joinsThem = runsForAgent(functions) && functions.isToolExecution?.() !== true;
	if (joinsThem && description) error.message = `${message}\n\nDetails: ${description}`;
	return error;
}
