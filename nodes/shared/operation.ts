import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import type { WriteLedger } from './writeLedger';

/** One record that leaves with files. `files` is keyed by the name of the output field. */
export class RecordWithFiles {
	constructor(
		readonly json: IDataObject,
		readonly files: IBinaryKeyData,
	) {}
}

export type OutputRecord = IDataObject | RecordWithFiles;

/** What an operation gets: n8n's functions, the vendor's API, and what one run of the node shares. */
export interface OperationCall<Api> {
	readonly functions: IExecuteFunctions;
	readonly api: Api;
	readonly ledger: WriteLedger;
	/** Shows a sentence above the output, once per run and text. */
	readonly hint: (message: string) => void;
}

/**
 * One operation of a node, whole: how it is offered, its fields, and what it does for one input item.
 * `run` returns plain data and throws faults; loops, pairing and error items belong to `runOperations`.
 */
export interface Operation<Api> {
	/** The entry in the node's list of operations. */
	readonly option: INodePropertyOptions & { value: string; action: string };
	/** Reads run side by side; writes run one at a time in the order of the items. */
	readonly kind: 'destructive' | 'read' | 'write';
	/** Its parameters, without conditions on the operation: `collectOperations` adds those. */
	readonly fields: INodeProperties[];
	run(call: OperationCall<Api>, itemIndex: number): Promise<OutputRecord | OutputRecord[]>;
}

/** Operations by `operationKey`. */
export type OperationTable<Api> = ReadonlyMap<string, Operation<Api>>;

export interface OperationCollection<Api> {
	readonly table: OperationTable<Api>;
	/** The entries of the list of operations. */
	readonly options: INodePropertyOptions[];
	readonly fields: INodeProperties[];
}

/** `resource` is empty for a node that has one kind of record and so no list of resources. */
export const operationKey = (resource: string, operation: string) => `${resource}:${operation}`;

/**
 * Collects a resource's operations: the table to run them by, their options, and their fields shown where they belong.
 * @param resource value of the resource, for nodes that have several
 */
export function collectOperations<Api>(
	operations: ReadonlyArray<Operation<Api>>,
	resource = '',
): OperationCollection<Api> {
	const where = (operation: string) => (resource === '' ? { operation: [operation] } : { resource: [resource], operation: [operation] });
	return {
		table: new Map(operations.map((operation) => [operationKey(resource, operation.option.value), operation])),
		options: operations.map(({ option }) => option),
		fields: operations.flatMap(({ option, fields }) =>
			fields.map((field) => ({
				...field,
				displayOptions: { ...field.displayOptions, show: { ...field.displayOptions?.show, ...where(option.value) } },
			})),
		),
	};
}
