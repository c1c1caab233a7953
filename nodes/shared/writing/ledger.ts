import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { runsForAgent } from '../agent';

/** `sent`: handed to the service, no answer yet. `done`: the service confirmed it. */
export interface LedgerEntry {
	state: 'done' | 'sent';
	/** What the operation saw before the write: to compare with afterwards, and for its output. */
	before?: IDataObject;
	/** The service's answer. */
	answer?: IDataObject;
}

const contextKey = 'finishedWrites';

function isLedger(value: unknown): value is Record<string, LedgerEntry> {
	return typeof value === 'object' && value !== null;
}

/**
 * Remembers the writes of one execution in the node's context, which survives the platform's Retry On Fail and
 * the user's Retry: n8n runs the whole node again, and a write that is known here is not sent a second time.
 */
export class WriteLedger {
	private readonly entries: Record<string, LedgerEntry>;

	private readonly runIndex: number;

	constructor(private readonly functions: IExecuteFunctions) {
		const context = functions.getContext('node');
		const known: unknown = context[contextKey];
		this.entries = isLedger(known) ? known : {};
		context[contextKey] = this.entries;
		this.runIndex = Number(functions.getWorkflowDataProxy(0).$runIndex);
	}

	find(itemIndex: number, fingerprint: string): LedgerEntry | undefined {
		const own = this.entries[this.key(itemIndex, fingerprint)];
		// For an AI agent each retry, or each new call, gets a run index of its own: an open write is looked up without it.
		if (own ?? !runsForAgent(this.functions)) return own;
		return this.openWrite(fingerprint)?.[1];
	}

	markSent(itemIndex: number, fingerprint: string, before?: IDataObject): void {
		this.entries[this.key(itemIndex, fingerprint)] = { state: 'sent', before };
	}

	markDone(itemIndex: number, fingerprint: string, answer: IDataObject): void {
		const before = this.find(itemIndex, fingerprint)?.before;
		// Settled now: the next call of an agent for the same change is a change of its own.
		const [open] = (runsForAgent(this.functions) ? this.openWrite(fingerprint) : undefined) ?? [];
		if (open !== undefined) delete this.entries[open];
		this.entries[this.key(itemIndex, fingerprint)] = { state: 'done', before, answer };
	}

	forget(itemIndex: number, fingerprint: string): void {
		delete this.entries[this.key(itemIndex, fingerprint)];
	}

	private openWrite(fingerprint: string): [string, LedgerEntry] | undefined {
		const suffix = `:${fingerprint}`;
		return Object.entries(this.entries).find(([key, { state }]) => state === 'sent' && key.endsWith(suffix));
	}

	private key(itemIndex: number, fingerprint: string): string {
		return `${this.runIndex}:${itemIndex}:${fingerprint}`;
	}
}
