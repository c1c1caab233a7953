import type { IExecuteFunctions } from 'n8n-workflow';
import pLimit from 'p-limit';

import { asError } from './fault';
import { throwIfCanceled } from './http/pause';

const readsAtOnce = 4;

/**
 * What an operation on all items is to do for each of them, or why it does nothing for one: looked up and checked for all
 * items before anything is sent.
 */
export class Plans<T> {
	private readonly plans = new Map<number, T>();

	readonly refused = new Map<number, Error>();

	constructor(private readonly functions: Pick<IExecuteFunctions, 'continueOnFail' | 'getExecutionCancelSignal'>) {}

	/** Whether one refused item keeps all from being sent. */
	get endHere(): boolean {
		return this.refused.size > 0 && !this.functions.continueOnFail();
	}

	/** What is to be done, in the order of the items. */
	get open(): Array<[itemIndex: number, plan: T]> {
		return [...this.plans].sort(([a], [b]) => a - b);
	}

	refuse(itemIndex: number, thrown: unknown): void {
		this.plans.delete(itemIndex);
		this.refused.set(itemIndex, asError(thrown));
	}

	/** Makes plans for items, side by side. */
	async make<I extends { itemIndex: number }>(items: readonly I[], plan: (item: I) => Promise<T>): Promise<void> {
		await this.sideBySide(items, async (item) => {
			this.plans.set(item.itemIndex, await plan(item));
		});
	}

	/** Looks at what is planned, side by side. What is thrown refuses the item. */
	async check(look: (itemIndex: number, plan: T) => Promise<void>): Promise<void> {
		const items = this.open.map(([itemIndex, plan]) => ({ itemIndex, plan }));
		await this.sideBySide(items, async ({ itemIndex, plan }) => await look(itemIndex, plan));
	}

	/**
	 * Does the work of items one after the other; after an error it goes on only where the node continues on fail.
	 * @returns what came of each item that was tried, and of those that were refused
	 */
	async carryOut<R>(work: (itemIndex: number, plan: T) => Promise<R>): Promise<Map<number, Error | R>> {
		const results = new Map<number, Error | R>(this.refused);
		if (this.endHere) return results;
		for (const [itemIndex, plan] of this.open) {
			const result = await this.attempt(async () => await work(itemIndex, plan));
			results.set(itemIndex, result);
			if (result instanceof Error && !this.functions.continueOnFail()) break;
		}
		return results;
	}

	private async attempt<R>(work: () => Promise<R>): Promise<Error | R> {
		try {
			throwIfCanceled(this.functions.getExecutionCancelSignal());
			return await work();
		} catch (thrown) {
			return asError(thrown);
		}
	}

	private async sideBySide<I extends { itemIndex: number }>(
		items: readonly I[],
		work: (item: I) => Promise<void>,
	): Promise<void> {
		const limit = pLimit(readsAtOnce);
		const one = async (item: I) => {
			const result = await this.attempt(async () => await work(item));
			if (result instanceof Error) this.refuse(item.itemIndex, result);
		};
		await Promise.all(items.map((item) => limit(async () => await one(item))));
	}
}
