import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import { forPeopleAndAgents } from './output';
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

interface OperationBase {
	/** The entry in the node's list of operations. */
	readonly option: INodePropertyOptions & { value: string; action: string };
	/** Its parameters, without conditions on the operation: `collectOperations` adds those. */
	readonly fields: INodeProperties[];
	/** What an AI agent gets of each record unless it is told otherwise: keys, most used first; the first ten that are there. */
	readonly short?: readonly string[];
}

export interface ReadOperation<Api> extends OperationBase {
	/** Reads run side by side. */
	readonly kind: 'read';
	run(call: OperationCall<Api>, itemIndex: number): Promise<OutputRecord | OutputRecord[]>;
}

export interface WriteOperation<Api> extends OperationBase {
	/**
	 * Writes run one at a time in the order of the items. `destructive`: it removes records or access, acts on
	 * everything in a place, or cannot simply be taken back; see `refuseUnlessAllowed`.
	 */
	readonly kind: 'destructive' | 'write';
	run(call: OperationCall<Api>, itemIndex: number): Promise<WrittenRecord | WrittenRecord[]>;
}

/**
 * One operation of a node, whole: how it is offered, its fields, and what it does for one input item.
 * `run` returns plain data and throws faults; loops, pairing and error items belong to `runOperations`.
 */
export type Operation<Api> = ReadOperation<Api> | WriteOperation<Api>;

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
	const fields = operations.flatMap(({ option, fields: own }) =>
		forPeopleAndAgents(own).map((field) => ({
			...field,
			displayOptions: {
				...field.displayOptions,
				show: { ...field.displayOptions?.show, resource: [resource], operation: [option.value] },
			},
		})),
	);
	return {
		table: new Map(operations.map((operation) => [operationKey(resource, operation.option.value), operation])),
		properties: [list, ...fields],
	};
}
