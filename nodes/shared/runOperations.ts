import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import pLimit from 'p-limit';

import { refuseUnlessAllowed, runsForAgent } from './agent';
import { asError, Fault } from './fault';
import { answersOf } from './form/answers';
import { throwIfCanceled } from './http/pause';
import { refuseWriteIfReadOnly } from './http/send';
import type { Service } from './http/send';
import { toNodeError } from './nodeError';
import { operationKey, RecordWithFiles } from './operation';
import type { Operation, OperationCall, OperationRun, OperationTable, OutputRecord, Results } from './operation';
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
 * Runs the chosen operation for every input item. Owns what every operation needs: the forms, read before anything is
 * written; the order of results, item links, error items, the end on the first failure, cancellation, and what is different
 * for AI agents: the gate before destructive operations, and answers that are short and leave out nothing in silence.
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
	const run = new Run(functions, operation, connect, said);

	const indexes = items.map((_item, itemIndex) => itemIndex);
	const results =
		operation.kind === 'read' ? await run.readEach(indexes) : indexes.length > 0 ? await run.writeAll(indexes) : [];
	const output: INodeExecutionData[] = [];
	for (const result of results) {
		if (result instanceof Error) throw result;
		for (const item of result) output.push(item);
	}
	return [runsForAgent(functions) ? answerForAgent(operation, output, said) : output];
}

/** The items of one input item, or the error that ends the run. */
type Result = Error | INodeExecutionData[];

/** The chosen operation at work. */
class Run<Api extends ConnectedApi> {
	private readonly work: OperationRun<Api>;

	private readonly shapes = new Map<number, Shape>();

	private call: Promise<OperationCall<Api>> | undefined;

	private stopped = false;

	constructor(
		private readonly functions: IExecuteFunctions,
		private readonly operation: Operation<Api>,
		private readonly connect: (functions: IExecuteFunctions) => Promise<Api>,
		private readonly said: string[],
	) {
		this.work = operation.start();
	}

	/** Each item is read and done by itself, some side by side. */
	async readEach(indexes: readonly number[]): Promise<Result[]> {
		const limit = pLimit(readsAtOnce);
		const one = async (itemIndex: number) => {
			const refused = await this.attempt(itemIndex, async () => await this.readItem(itemIndex));
			return refused ?? (await this.perform(itemIndex));
		};
		return await Promise.all(indexes.map((itemIndex) => limit(async () => (this.stopped ? [] : await one(itemIndex)))));
	}

	/** The forms of all items are read before the first item is done: what one of them lacks is known before anything is sent. */
	async writeAll(indexes: readonly number[]): Promise<Result[]> {
		const results = new Map<number, Result>();
		for (const itemIndex of indexes) {
			const refused = await this.attempt(itemIndex, async () => await this.readItem(itemIndex));
			if (refused) results.set(itemIndex, refused);
			if (this.stopped) return [...results.values()];
		}
		const fitting = indexes.filter((itemIndex) => !results.has(itemIndex));
		if (this.work.runAll && fitting.length > 0) {
			for (const [itemIndex, result] of await this.performAll(fitting)) results.set(itemIndex, result);
		} else {
			for (const itemIndex of fitting) {
				results.set(itemIndex, await this.perform(itemIndex));
				if (this.stopped) break;
			}
		}
		return indexes.map((itemIndex) => results.get(itemIndex) ?? []);
	}

	private async connected(): Promise<OperationCall<Api>> {
		return await (this.call ??= startCall(this.functions, this.connect, this.said));
	}

	private async readItem(itemIndex: number): Promise<undefined> {
		const { functions, operation } = this;
		throwIfCanceled(functions.getExecutionCancelSignal());
		if (operation.kind === 'destructive') refuseUnlessAllowed(functions, itemIndex);
		const { api, hint } = await this.connected();
		if (operation.kind !== 'read') refuseWriteIfReadOnly(api.service);
		const answers = answersOf(functions, itemIndex, hint);
		this.shapes.set(itemIndex, readShape(answers, operation.short));
		this.work.read(itemIndex, answers);
		return undefined;
	}

	private async perform(itemIndex: number): Promise<Result> {
		return await this.attempt(itemIndex, async () => {
			throwIfCanceled(this.functions.getExecutionCancelSignal());
			return this.toItems((await this.work.run?.(await this.connected(), itemIndex)) ?? [], itemIndex);
		});
	}

	/** What came of each item. A fault that concerns all of them is told for each. */
	private async performAll(indexes: readonly number[]): Promise<Map<number, Result>> {
		const results = await this.resultsOfAll(indexes);
		const told = new Map<number, Result>();
		for (const itemIndex of indexes) {
			const result = results.get(itemIndex);
			// Where the node does not continue, one error ends the run: nothing was done for the others.
			if (result === undefined) continue;
			const tell = async () => {
				if (result instanceof Error) throw asError(result);
				return this.toItems(result, itemIndex);
			};
			told.set(itemIndex, await this.attempt(itemIndex, tell));
			if (this.stopped) break;
		}
		return told;
	}

	private async resultsOfAll(indexes: readonly number[]): Promise<Results> {
		try {
			throwIfCanceled(this.functions.getExecutionCancelSignal());
			return (await this.work.runAll?.(await this.connected())) ?? new Map();
		} catch (thrown) {
			return new Map(indexes.map((itemIndex) => [itemIndex, asError(thrown)]));
		}
	}

	/** What work gave, or the failure: an error item where the node continues, else the error that ends the run. */
	private async attempt<T>(itemIndex: number, work: () => Promise<T>): Promise<Result | T> {
		const { functions, operation } = this;
		try {
			return await work();
		} catch (thrown) {
			const error = inOneText(functions, toNodeError(functions.getNode(), thrown, itemIndex));
			if (functions.continueOnFail()) return [errorItem(functions, operation, thrown, error, itemIndex)];
			this.stopped = true;
			return error;
		}
	}

	private toItems(result: OutputRecord | OutputRecord[], itemIndex: number): INodeExecutionData[] {
		const shape = this.shapes.get(itemIndex) ?? ((record) => record);
		return (Array.isArray(result) ? result : [result]).map((record) => toItem(record, shape, itemIndex));
	}
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
		form: {},
		fields: [],
		start: () => ({
			read() {
				throw new Fault('badInput', "'Operation' is not one that this node offers", {
					description: `It is "${name}". Choose one from the list.`,
				});
			},
		}),
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
