import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { runsForAgent } from '../agent';
import { fingerprintOf } from '../values/fingerprint';

/** What was filled into an item's form, by the names of the parameters. */
export type HeldAnswers = Record<string, unknown>;

/** What a write is for one item. */
export interface Share {
	itemIndex: number;
	/** What is sent for the item, as plain data, apart from what the first try of a run may itself have changed. */
	values: unknown;
}

/** How a write is called within its item, and what it sends. */
export interface WriteName extends Share {
	/** What tells this write from the others that an operation makes for one item: `save notes`. */
	step: string;
}

/** `sent`: handed to the service, no answer yet. `done`: the service confirmed it. */
export interface LedgerEntry {
	state: 'done' | 'sent';
	/** All items that the call was for. */
	items: number[];
	/** Names of the node's parameters before expressions, and of what was sent. */
	parameters: string;
	values: string;
	/** For an agent's write, what it depends on, see `Thing`; undefined for everything. */
	things?: string[];
	/** What the operation saw before the write: to compare with afterwards, and for its output. */
	before?: IDataObject;
	/** The service's answer. */
	answer?: IDataObject;
	/** Where a person can see it. */
	whereToLook: string;
	/** Nothing had to be sent: all was as it should be. */
	needless?: boolean;
	/** Another change that was made under the same name, before somebody corrected the values. */
	earlier?: LedgerEntry;
}

/** A write of this name that is known already. */
export interface Known {
	entry: LedgerEntry;
	/** Whether it is this very write; else it was another change under the same name. */
	same: boolean;
}

/** What is remembered of an item. */
interface ItemMemory {
	/** By vault or inventory, and step. */
	writes: Record<string, LedgerEntry>;
	answers?: HeldAnswers;
	/** Records that were looked up for a write that may hide them. */
	found: Record<string, IDataObject>;
}

type Memory = Record<string, ItemMemory>;

const contextKey = 'writes';

function isMemory(value: unknown): value is Memory {
	return typeof value === 'object' && value !== null;
}

function memoryIn(functions: IExecuteFunctions): Memory {
	const context = functions.getContext('node');
	const known: unknown = context[contextKey];
	const memory = isMemory(known) ? known : {};
	context[contextKey] = memory;
	return memory;
}

/**
 * Remembers the writes of one execution in the node's context, which survives n8n's Retry On Fail and the Retry of the
 * editor: n8n runs the whole node again, and a write that is known here is not sent a second time.
 *
 * A write is known by run, item, operation, vault or inventory, and step. It is the same write if the node's parameters
 * are as they were before expressions (n8n evaluates `$now` anew in every try), or if what is sent is. An AI agent gets a
 * run index of its own for each call and try, so that its writes are known by operation, thing and values.
 */
export class WriteLedger {
	private readonly memory: Memory;

	private readonly run: string;

	private readonly forAgent: boolean;

	private readonly parameters: string;

	private address = '';

	private secrets: readonly string[] = [];

	private readonly things = new Map<number, string[]>();

	private readonly answers = new Map<number, HeldAnswers>();

	/** Writes of this try by item, step and what they send: one step of an item must not be two writes. */
	private readonly inUse = new Map<string, string>();

	/** @param operation the chosen operation with its resource */
	constructor(
		functions: IExecuteFunctions,
		private readonly operation: string,
	) {
		this.memory = memoryIn(functions);
		this.forAgent = runsForAgent(functions);
		this.parameters = fingerprintOf(functions.getNode().parameters);
		this.run = this.forAgent ? 'agent' : String(functions.getWorkflowDataProxy(0).$runIndex);
	}

	/** What distinguishes one vault or inventory from another. Until it is known nothing can be written. */
	connectTo(address: string): void {
		this.address = address;
	}

	/** What the writes of an item depend on; without it they depend on everything. */
	setThings(itemIndex: number, things: readonly string[]): void {
		this.things.set(itemIndex, [...things]);
	}

	/** @throws Error where one step of an item would be two writes */
	find(name: WriteName): Known | undefined {
		const values = fingerprintOf(name.values);
		this.use(name, values);
		const writes = this.memory[this.item(name.itemIndex)]?.writes ?? {};
		const entry = writes[this.key(name)];
		if (this.forAgent) return entry ? { entry, same: true } : this.openOnSameThing(name.itemIndex, values, writes);
		return entry && { entry, same: entry.parameters === this.parameters || entry.values === values };
	}

	/** @param shares all items that the call is for, that of the name among them */
	markSent(name: WriteName, shares: readonly Share[], whereToLook: string, before?: IDataObject): void {
		const items = shares.map(({ itemIndex }) => itemIndex);
		for (const { itemIndex, values: sent } of shares) {
			const key = this.key({ ...name, itemIndex, values: sent });
			const values = fingerprintOf(sent);
			this.use({ ...name, itemIndex, values: sent }, values);
			const memory = this.memoryOf(itemIndex);
			memory.writes[key] = {
				state: 'sent',
				items,
				parameters: this.parameters,
				values,
				things: this.forAgent ? this.things.get(itemIndex) : undefined,
				before,
				whereToLook,
				earlier: memory.writes[key],
			};
			if (!this.forAgent) memory.answers = withoutKeys(this.answers.get(itemIndex) ?? {}, this.secrets);
		}
	}

	/** @param needless whether it was so already, and nothing was sent */
	markDone(name: WriteName, shares: readonly Share[], answer: IDataObject, needless = false): void {
		for (const { itemIndex, values } of shares) {
			const entry = this.memoryOf(itemIndex).writes[this.key({ ...name, itemIndex, values })];
			if (entry) Object.assign(entry, { state: 'done', answer, needless });
		}
	}

	/** Nothing was changed by it after all. */
	forget(name: WriteName, shares: readonly Share[]): void {
		for (const { itemIndex, values } of shares) {
			const key = this.key({ ...name, itemIndex, values });
			const { writes } = this.memoryOf(itemIndex);
			const earlier = writes[key]?.earlier;
			if (earlier) writes[key] = earlier;
			else delete writes[key];
		}
	}

	/** What this run has sent or done for an item, in this try or an earlier one. */
	known(itemIndex: number): LedgerEntry[] {
		return this.noted(itemIndex)
			.flatMap((entry) => [entry, ...(entry.earlier ? [entry.earlier] : [])])
			.filter(({ needless }) => needless !== true);
	}

	/** Whether something was sent or done for an item: what it changed must not be refused when the node runs again. */
	begun(itemIndex: number): boolean {
		return this.noted(itemIndex).length > 0;
	}

	/**
	 * What is filled in for an item: what an earlier try read, if it sent something and the parameters are the same; else an
	 * empty record, to be filled.
	 * @param secrets names of parameters that are not remembered
	 */
	answersOf(itemIndex: number, secrets: readonly string[]): HeldAnswers {
		this.secrets = secrets;
		const earlier = this.memory[this.item(itemIndex)];
		const writes = Object.values(earlier?.writes ?? {});
		const again = writes.some(({ parameters }) => parameters === this.parameters);
		const held = again && !this.forAgent ? { ...earlier?.answers } : {};
		this.answers.set(itemIndex, held);
		return held;
	}

	/**
	 * A look-up for a write that may hide what was found from the next look-up: it is deleted, renamed, or moved out of sight.
	 * Once something was sent for the item, what was found before it counts.
	 * @param what the record as the user calls it
	 */
	async foundOnce(itemIndex: number, what: string, look: () => Promise<IDataObject>): Promise<IDataObject> {
		const { found } = this.memoryOf(itemIndex);
		const key = `${this.address}:${what}`;
		const known = this.begun(itemIndex) ? found[key] : undefined;
		return (found[key] = known ?? (await look()));
	}

	/** An agent was told what was done: when it asks for the same once more, it means another change. */
	tell(itemIndexes: readonly number[]): void {
		if (!this.forAgent) return;
		for (const itemIndex of itemIndexes) {
			const memory = this.memoryOf(itemIndex);
			memory.found = {};
			memory.writes = Object.fromEntries(Object.entries(memory.writes).filter(([, { state }]) => state === 'sent'));
		}
	}

	/** A write on the same thing whose answer is still out. */
	private openOnSameThing(
		itemIndex: number,
		values: string,
		writes: Readonly<Record<string, LedgerEntry>>,
	): Known | undefined {
		const things = this.things.get(itemIndex);
		const entry = Object.values(writes).find(
			(one) => one.state === 'sent' && one.values !== values && sharesThing(one, things),
		);
		return entry && { entry, same: false };
	}

	private use(name: WriteName, values: string): void {
		const use = `${name.itemIndex}:${this.key(name)}`;
		if ((this.inUse.get(use) ?? values) !== values) throw new Error(`Two writes of one item are called '${name.step}'`);
		this.inUse.set(use, values);
	}

	private noted(itemIndex: number): LedgerEntry[] {
		const entries = Object.values(this.memory[this.item(itemIndex)]?.writes ?? {});
		const things = this.things.get(itemIndex);
		return this.forAgent ? entries.filter((entry) => sharesThing(entry, things)) : entries;
	}

	private memoryOf(itemIndex: number): ItemMemory {
		return (this.memory[this.item(itemIndex)] ??= { writes: {}, found: {} });
	}

	private item(itemIndex: number): string {
		return `${this.run}:${itemIndex}:${this.operation}`;
	}

	private key({ step, values }: WriteName): string {
		const key = `${this.address}:${step}`;
		return this.forAgent ? `${key}:${fingerprintOf(values)}` : key;
	}
}

const withoutKeys = (held: HeldAnswers, keys: readonly string[]): HeldAnswers =>
	Object.fromEntries(Object.entries(held).filter(([key]) => !keys.includes(key)));

const sharesThing = (entry: LedgerEntry, things: readonly string[] | undefined) =>
	things === undefined || entry.things === undefined || entry.things.some((thing) => things.includes(thing));
