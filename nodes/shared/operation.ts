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
import { withRequestsAtOnce } from './form/requestsAtOnce';
import { givenBy } from './output';
import type { Given } from './output';
import type { RecordKinds } from './recordFields';
import type { WriteLedger } from './writing/ledger';

/** One record that leaves with files. `files` is keyed by the name of the output field. */
export class RecordWithFiles {
	constructor(
		readonly json: IDataObject,
		readonly files: IBinaryKeyData,
	) {}
}

export type OutputRecord = IDataObject | RecordWithFiles;

/** Records, and the fields that the operation was asked about: these come first, and are never left out of a short answer. */
export class AskedRecords {
	constructor(
		readonly records: IDataObject[],
		/** Words, or names of the lab's own fields, as the records have them. */
		readonly asked: readonly string[],
	) {}
}

/** Records that leave under titles. They are known by their words until then: what is selected, and what is left out, goes by these. */
export class TitledRecords extends AskedRecords {
	constructor(
		records: IDataObject[],
		/** By the words of the records; what is not there keeps its word. */
		readonly titles: ReadonlyMap<string, string>,
		asked: readonly string[] = [],
	) {
		super(records, asked);
	}
}

/** What an operation gives for one item. */
export type Result = AskedRecords | OutputRecord | OutputRecord[];

/**
 * What was there before a write: the record, or the fields that changed, as they were; for a deletion the whole record;
 * null where the write created something.
 */
export type BeforeImage = IDataObject | null;

export type WrittenRecord = IDataObject & { before: BeforeImage };

/**
 * What a write made, to be read when all items were changed: what items read one by one then goes out as lists, see `gathered`.
 * Only for what no later item of the run changes. Nothing is read where the run ends on a failure.
 */
export class ReadLater {
	constructor(readonly read: () => Promise<WrittenRecord | WrittenRecord[]>) {}
}

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

/** `destructive`: it removes records or access, acts on everything in a place, or cannot easily be undone; see `refuseUnlessAllowed`. */
type OperationKind = 'destructive' | 'read' | 'write';

export interface Definition<F extends Form> {
	/** The entry in the node's list of operations. */
	readonly option: INodePropertyOptions & { value: string; action: string };
	/** What it asks; shown in this order. All of it is read before `run`. */
	readonly form: F;
	/** What an AI agent gets of each record unless it is told otherwise: keys, most used first; the first ten that are there. */
	readonly short?: readonly string[];
	/**
	 * How many items are worked on at once; without it, so many that one is always ready to send. `few`: one holds much in memory,
	 * or keeps a job of the service busy. `requests`: one may hold much, or its answer goes on after the request is done, so as many
	 * as requests may be under way. `lists`: a read of single records that go out as lists, see `gathered`.
	 */
	readonly atOnce?: 'few' | 'lists' | 'requests';
}

/** Reads run side by side. */
export interface ReadDefinition<Api, F extends Form> extends Definition<F> {
	readonly kind: 'read';
	/** @param forms those of all items of the run, by item: what one look-up is to serve */
	run(call: ItemCall<Api>, form: Values<F>, forms: ReadonlyMap<number, Values<F>>): Promise<Result>;
}

/** What a write depends on: a record, or a list that is compared before and after. Made by `thing`. */
export type Thing = string;

/** @param kind such as `container`; @param id what the service knows it by, so that one record has one name however it was found */
export const thing = (kind: string, id: number | string = ''): Thing => `${kind} ${id}`;

/** An input item and what is to be done for it. */
export interface PlannedItem<Plan> {
	readonly itemIndex: number;
	readonly plan: Plan;
}

/** Keeps an item from being changed. */
export type Refuse = (itemIndex: number, reason: unknown) => void;

/** Writes begin after the forms of all items were read, and all was looked up and checked that can be. */
interface Writing<Api, F extends Form, Plan> extends Definition<F> {
	readonly kind: 'destructive' | 'write';
	/**
	 * What must hold for several items together: amounts that add up, names that are given twice. Sends nothing. What it
	 * refuses is not changed; without Continue On Fail nothing is, then.
	 */
	checkAll?(call: OperationCall<Api>, items: ReadonlyArray<PlannedItem<Plan>>, refuse: Refuse): Promise<void>;
	/**
	 * What the write and its own look depend on. Those that share a thing are made one after the other, in the order of the
	 * items; others may go side by side. Without `touches` all are made one after the other.
	 */
	touches?(plan: Plan): readonly Thing[];
	run(call: ItemCall<Api>, plan: Plan): Promise<ReadLater | WrittenRecord | WrittenRecord[]>;
}

/** A write that needs nothing but its form. */
export interface WriteDefinition<Api, F extends Form> extends Writing<Api, F, Values<F>> {
	prepare?: undefined;
}

/** A write that looks up and checks what its form names. */
export interface PreparedDefinition<Api, F extends Form, Plan> extends Writing<Api, F, Plan> {
	/** Sends nothing. When n8n runs the node again, what this very write has changed must not be refused: see `ledger.begun`. */
	prepare(call: ItemCall<Api>, form: Values<F>): Promise<Plan>;
}

/** One run of an operation: it reads the forms, then does the work. */
export interface OperationRun<Api> {
	/** @throws Fault `badInput` */
	read(itemIndex: number, answers: Answers): void;
	/** For an item that was read. Sends nothing. */
	prepare(call: OperationCall<Api>, itemIndex: number): Promise<void>;
	/** For the items that were prepared. Sends nothing. */
	checkAll(call: OperationCall<Api>, itemIndexes: readonly number[], refuse: Refuse): Promise<void>;
	/** For an item that was prepared; undefined for everything. */
	touches(itemIndex: number): readonly Thing[] | undefined;
	/** For an item that was prepared. */
	run(call: OperationCall<Api>, itemIndex: number): Promise<ReadLater | Result>;
}

/**
 * One operation of a node, whole: how it is offered, its form, and what it does.
 * It gives plain data and throws faults; loops, pairing and error items belong to `runOperations`.
 */
export interface Operation<Api> extends Definition<Form>, Given<Api> {
	readonly kind: OperationKind;
	/** What n8n shows, without conditions on the operation: `collectOperations` adds those. */
	readonly fields: INodeProperties[];
	start(): OperationRun<Api>;
}

/** The part of a definition that works on plans, whatever they are made of. */
type Worker<Api, F extends Form, Plan> = Pick<Partial<Writing<Api, F, Plan>>, 'checkAll' | 'touches'> & {
	run(call: ItemCall<Api>, plan: Plan, forms: ReadonlyMap<number, Values<F>>): Promise<ReadLater | Result>;
};

function runOf<Api, F extends Form, Plan>(
	form: F,
	plan: (call: ItemCall<Api>, form: Values<F>) => Promise<Plan>,
	worker: Worker<Api, F, Plan>,
): OperationRun<Api> {
	const forms = new Map<number, Values<F>>();
	const plans = new Map<number, PlannedItem<Plan>>();
	const planned = (itemIndex: number) => plans.get(itemIndex) ?? notThere(itemIndex);
	return {
		read: (itemIndex, answers) => void forms.set(itemIndex, readForm(form, answers)),
		async prepare(call, itemIndex) {
			const filled = forms.get(itemIndex) ?? notThere(itemIndex);
			plans.set(itemIndex, { itemIndex, plan: await plan({ ...call, itemIndex }, filled) });
		},
		checkAll: async (call, itemIndexes, refuse) => await worker.checkAll?.(call, itemIndexes.map(planned), refuse),
		touches: (itemIndex) => worker.touches?.(planned(itemIndex).plan),
		run: async (call, itemIndex) => await worker.run({ ...call, itemIndex }, planned(itemIndex).plan, forms),
	};
}

function notThere(itemIndex: number): never {
	throw new Error(`Item ${itemIndex} was not read or not prepared`);
}

/** Makes operations of one vendor, typed by their forms. @param kinds what can be selected of their records */
export function operationsOf<Api>(kinds: RecordKinds<Api> = {}) {
	function operation<F extends Form, Plan>(definition: PreparedDefinition<Api, F, Plan>): Operation<Api>;
	function operation<F extends Form>(definition: ReadDefinition<Api, F> | WriteDefinition<Api, F>): Operation<Api>;
	function operation<F extends Form, Plan>(
		definition: PreparedDefinition<Api, F, Plan> | ReadDefinition<Api, F> | WriteDefinition<Api, F>,
	): Operation<Api> {
		const { option, kind, short, atOnce, form } = definition;
		const start = () =>
			'prepare' in definition && definition.prepare
				? runOf(form, definition.prepare, definition)
				: runOf(form, async (_call, filled) => filled, definition);
		const fields = withRequestsAtOnce(declarationsOf(form));
		return { option, kind, short, atOnce, form, fields, start, ...givenBy(form, kinds) };
	}
	return operation;
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
