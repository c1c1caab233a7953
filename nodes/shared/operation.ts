import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import { allowForAgents } from './form/allowForAgents';
import type { Answers } from './form/answers';
import { forPeopleAndAgents } from './form/detail';
import { declarationsOf, readForm } from './form/field';
import type { Form, Values } from './form/field';
import type { WriteLedger } from './writing/ledger';

/** One record that leaves with files. `files` is keyed by the name of the output field. */
export class RecordWithFiles {
	constructor(
		readonly json: IDataObject,
		readonly files: IBinaryKeyData,
	) {}
}

export type OutputRecord = IDataObject | RecordWithFiles;

/**
 * What was there before a write: the record, or the fields that changed, as they were; for a deletion the whole record;
 * null where the write created something.
 */
export type BeforeImage = IDataObject | null;

export type WrittenRecord = IDataObject & { before: BeforeImage };

/** What an operation gets: n8n's functions, the vendor's API, and what one run of the node shares. */
export interface OperationCall<Api> {
	readonly functions: IExecuteFunctions;
	readonly api: Api;
	readonly ledger: WriteLedger;
	/** Shows a sentence above the output, once per run and text; an AI agent finds it at the end of its answer. */
	readonly hint: (message: string) => void;
}

/** What an operation gets for one input item. */
export interface ItemCall<Api> extends OperationCall<Api> {
	readonly itemIndex: number;
}

/** `destructive`: it removes records or access, acts on everything in a place, or cannot simply be taken back; see `refuseUnlessAllowed`. */
type OperationKind = 'destructive' | 'read' | 'write';

export interface Definition<F extends Form> {
	/** The entry in the node's list of operations. */
	readonly option: INodePropertyOptions & { value: string; action: string };
	/** What it asks; shown in this order. All of it is read before `run`. */
	readonly form: F;
	/** What an AI agent gets of each record unless it is told otherwise: keys, most used first; the first ten that are there. */
	readonly short?: readonly string[];
}

/** Reads run side by side. */
export interface ReadDefinition<Api, F extends Form> extends Definition<F> {
	readonly kind: 'read';
	run(call: ItemCall<Api>, form: Values<F>): Promise<OutputRecord | OutputRecord[]>;
}

/** Writes run one at a time in the order of the items, after the forms of all items were read. */
export interface WriteDefinition<Api, F extends Form> extends Definition<F> {
	readonly kind: 'destructive' | 'write';
	run(call: ItemCall<Api>, form: Values<F>): Promise<WrittenRecord | WrittenRecord[]>;
}

/** An input item and its form. */
export interface FilledItem<V> {
	readonly itemIndex: number;
	readonly form: V;
}

/** What came of each input item: its records, or why there are none. */
export type Results = ReadonlyMap<number, Error | WrittenRecord | WrittenRecord[]>;

/** A write that must know all items before it does anything for one of them: to check them all, or to send them together. */
export interface SetDefinition<Api, F extends Form> extends Definition<F> {
	readonly kind: 'destructive' | 'write';
	/** After an error it goes on only where the node continues on fail. @throws Fault for what concerns all items */
	runAll(call: OperationCall<Api>, items: ReadonlyArray<FilledItem<Values<F>>>): Promise<Results>;
}

/** One run of an operation: it reads the forms, then does the work. */
export interface OperationRun<Api> {
	/** @throws Fault `badInput` */
	read(itemIndex: number, answers: Answers): void;
	/** For an item that was read. */
	run?(call: OperationCall<Api>, itemIndex: number): Promise<OutputRecord | OutputRecord[]>;
	/** For all items that were read. */
	runAll?(call: OperationCall<Api>): Promise<Results>;
}

/**
 * One operation of a node, whole: how it is offered, its form, and what it does.
 * It gives plain data and throws faults; loops, pairing and error items belong to `runOperations`.
 */
export interface Operation<Api> extends Definition<Form> {
	readonly kind: OperationKind;
	/** What n8n shows, without conditions on the operation: `collectOperations` adds those. */
	readonly fields: INodeProperties[];
	start(): OperationRun<Api>;
}

/** Makes operations of one vendor, typed by their forms. */
export function operationsOf<Api>() {
	return function operation<F extends Form>(
		definition: ReadDefinition<Api, F> | SetDefinition<Api, F> | WriteDefinition<Api, F>,
	): Operation<Api> {
		const { option, kind, short, form } = definition;
		return {
			option,
			kind,
			short,
			form,
			fields: declarationsOf(form),
			start() {
				const filled = new Map<number, FilledItem<Values<F>>>();
				const read = (itemIndex: number, answers: Answers) => {
					filled.set(itemIndex, { itemIndex, form: readForm(form, answers) });
				};
				if ('runAll' in definition) {
					return { read, runAll: async (call) => await definition.runAll(call, [...filled.values()]) };
				}
				return {
					read,
					async run(call, itemIndex) {
						const item = filled.get(itemIndex);
						if (!item) throw new Error(`The form of item ${itemIndex} was not read`);
						return await definition.run({ ...call, itemIndex }, item.form);
					},
				};
			},
		};
	};
}

/** Operations by `operationKey`. */
export type OperationTable<Api> = ReadonlyMap<string, Operation<Api>>;

export interface OperationCollection<Api> {
	readonly table: OperationTable<Api>;
	/** The list of operations, and the fields of each, shown where they belong. */
	readonly properties: INodeProperties[];
}

export const operationKey = (resource: string, operation: string) => `${resource}:${operation}`;

/**
 * Collects a resource's operations: the table to run them by, and what a node shows of them.
 * @param resource value of the resource that they belong to; a node with one kind of record has one resource, out of sight
 * @param first the operation that a new step begins with
 */
export function collectOperations<Api>(
	operations: ReadonlyArray<Operation<Api>>,
	resource: string,
	first: string,
): OperationCollection<Api> {
	const list: INodeProperties = {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: operations.map(({ option }) => option),
		default: first,
	};
	const fields = operations.flatMap(({ option, kind, fields: own }) =>
		[...forPeopleAndAgents(own), ...(kind === 'destructive' ? allowForAgents.declarations : [])].map((field) => ({
			...field,
			displayOptions: {
				...field.displayOptions,
				// First: n8n asks the conditions in their order, and one that is an expression ends it with "shown".
				show: { resource: [resource], operation: [option.value], ...field.displayOptions?.show },
			},
		})),
	);
	return {
		table: new Map(operations.map((operation) => [operationKey(resource, operation.option.value), operation])),
		properties: [list, ...fields],
	};
}
