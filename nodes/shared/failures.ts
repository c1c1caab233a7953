import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { runsForAgent } from './agent';
import { concernsItem, Fault } from './fault';
import { toNodeError } from './nodeError';
import type { Operation } from './operation';
import { errorItem, inOneText } from './resultItems';
import { afterChange, ofOtherItems } from './writing/afterChange';
import type { LedgerEntry, WriteLedger } from './writing/ledger';

/** What went wrong with the items of a run, and how it is told: with what was sent or done before. */
export class Failures {
	/** Where the node ends on them. */
	private readonly ending = new Map<number, Error>();

	constructor(
		private readonly functions: IExecuteFunctions,
		private readonly operation: Pick<Operation<never>, 'kind' | 'option'>,
		private readonly ledger: WriteLedger,
	) {}

	/** Whether the run is to end with `error`. */
	get endTheRun(): boolean {
		return this.ending.size > 0;
	}

	/** Whether looking at more items leads to nothing but the same failure. */
	get areHopeless(): boolean {
		return [...this.ending.values()].some((thrown) => !concernsItem(thrown));
	}

	/** @returns the item that tells of it where the node continues */
	add(itemIndex: number, thrown: unknown): INodeExecutionData | undefined {
		const { functions, operation } = this;
		const told = afterChange(thrown, this.knownOf(itemIndex, thrown));
		if (functions.continueOnFail()) {
			const error = inOneText(functions, toNodeError(functions.getNode(), told, itemIndex));
			return errorItem(functions, operation, told, error, itemIndex);
		}
		this.ending.set(itemIndex, told);
		return undefined;
	}

	/** The failure of the first item, and what became of the others. @param indexes of all items */
	error(indexes: readonly number[]): Error {
		const { functions } = this;
		const first = indexes.find((itemIndex) => this.ending.has(itemIndex)) ?? 0;
		const error = toNodeError(functions.getNode(), this.ending.get(first), first);
		const others = indexes.filter((itemIndex) => itemIndex !== first);
		const more = ofOtherItems(
			others.map((itemIndex) => ({
				itemIndex,
				reason: this.ending.get(itemIndex),
				known: this.knownOf(itemIndex, undefined),
			})),
		);
		if (more.length > 0) error.description = [error.description ?? [], ...more].flat().join(' ');
		return inOneText(functions, error);
	}

	/** What was sent or done for an item. An agent's bad values are those of this call, whatever an earlier one has left open. */
	private knownOf(itemIndex: number, thrown: unknown): LedgerEntry[] {
		const isBadCall = runsForAgent(this.functions) && thrown instanceof Fault && thrown.kind === 'badInput';
		return this.operation.kind === 'read' || isBadCall ? [] : this.ledger.known(itemIndex);
	}
}
