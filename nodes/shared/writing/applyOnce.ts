import type { IDataObject } from 'n8n-workflow';

import { asError, Fault, reasonOf } from '../fault';
import { pause } from '../http/pause';
import type { ItemCall } from '../operation';
import { rowOf } from '../row';
import type { LedgerEntry, Share, WriteName } from './ledger';

/** What was found after a write whose answer was lost. */
export type Sighting = { applied: true; answer: IDataObject } | { applied: false; seen: string };

export interface WriteOnce extends Omit<WriteName, 'itemIndex'> {
	/** Where one call is for several items: the part of each, that of the item at work among them. */
	shares?: readonly Share[];
	/** The record, or list, as it is before the write. */
	look?: () => Promise<IDataObject>;
	/** The answer where what was seen shows that all is as it should be, so that nothing is to be sent. */
	already?: (before: IDataObject | undefined) => IDataObject | undefined;
	/** Sends the write. A fault with effect `none` proves that nothing changed. */
	send: () => Promise<IDataObject>;
	/** Compares the present with what was there before. Without it a lost answer stays unknown. */
	settle?: (before: IDataObject | undefined) => Promise<Sighting>;
	/** Where a person can see the truth, for the description of an unknown outcome. */
	whereToLook: string;
	/** Ends the looks after a lost answer; by default the end of the execution. */
	signal?: AbortSignal;
}

/** A write that took effect. */
export interface Applied {
	answer: IDataObject;
	/** What `look` gave before the write was sent, although n8n has run the node again since. */
	before: IDataObject | undefined;
}

/** The service may still be at work when the answer is lost, so one look is not enough. */
const pausesBeforeLooks = [0, 1_000, 3_000];

/**
 * Applies a write once, or says that it is not known. Never sends it a second time: not on a lost answer, and not when
 * n8n runs the node again. How a write is known, see `WriteLedger`.
 * @throws Fault `outcomeUnknown` with what was seen
 */
export async function applyOnce(call: ItemCall<unknown>, write: WriteOnce): Promise<Applied> {
	return await new Application(call, write).apply();
}

/** One write on its way. */
class Application {
	private readonly name: WriteName;

	private readonly shares: readonly Share[];

	constructor(
		private readonly call: ItemCall<unknown>,
		private readonly write: WriteOnce,
	) {
		const { step, values, shares } = write;
		this.name = { step, values, itemIndex: call.itemIndex };
		this.shares = shares ?? [this.name];
	}

	async apply(): Promise<Applied> {
		const known = this.call.ledger.find(this.name);
		if (known?.same) {
			const { state, answer, before } = known.entry;
			return state === 'done' && answer ? { answer, before } : await this.settle(before);
		}
		if (known?.entry.state === 'sent') throw openStill(known.entry);
		const before = await this.write.look?.();
		const answer = this.already(before) ?? (await this.send(before));
		if (known) this.hintAtEarlier(known.entry);
		return answer;
	}

	private already(before: IDataObject | undefined): Applied | undefined {
		const answer = this.write.already?.(before);
		if (!answer) return undefined;
		this.call.ledger.markSent(this.name, this.shares, this.write.whereToLook, before);
		this.call.ledger.markDone(this.name, this.shares, answer, true);
		return { answer, before };
	}

	private async send(before: IDataObject | undefined): Promise<Applied> {
		const { ledger } = this.call;
		ledger.markSent(this.name, this.shares, this.write.whereToLook, before);
		try {
			const answer = await this.write.send();
			ledger.markDone(this.name, this.shares, answer);
			return { answer, before };
		} catch (thrown) {
			if (!(thrown instanceof Fault)) return await this.settle(before);
			if (thrown.effect === 'unknown') return await this.settle(before, thrown);
			ledger.forget(this.name, this.shares);
			throw asError(thrown);
		}
	}

	private async settle(before: IDataObject | undefined, lost?: Fault): Promise<Applied> {
		const { settle: lookUp, whereToLook } = this.write;
		const signal = this.write.signal ?? this.call.functions.getExecutionCancelSignal();
		let seen = lookUp
			? 'The execution was stopped before it could be looked up.'
			: 'The service offers no way to look it up.';
		for (const wait of pausesBeforeLooks) {
			if (!lookUp) break;
			// A stop while waiting must not hide that the write may have taken effect.
			if (wait > 0) await pause(wait, signal).catch(() => undefined);
			if (signal?.aborted) break;
			const sighting = await sightingBy(lookUp, before);
			if (sighting.applied) {
				this.call.ledger.markDone(this.name, this.shares, sighting.answer);
				return { answer: sighting.answer, before };
			}
			seen = sighting.seen;
		}
		throw outcomeUnknown([lost ? reasonOf(lost) : 'It was sent, and no usable answer came.', seen, whereToLook], lost);
	}

	private hintAtEarlier({ whereToLook }: LedgerEntry): void {
		this.call.hint(
			`Row ${rowOf(this.call.itemIndex)}: an earlier try of this execution had made a different change here, before the values were corrected. The corrected change was made in addition. ${whereToLook}`,
		);
	}
}

function openStill({ whereToLook }: LedgerEntry): Fault {
	return outcomeUnknown([
		'An earlier try sent this change with other values, and no usable answer came. So the current values were not sent.',
		whereToLook,
	]);
}

/** @param sentences what was lost, what was seen since, and where to look */
export function outcomeUnknown(sentences: readonly string[], lost?: Fault): Fault {
	return new Fault('outcomeUnknown', 'Outcome unknown: the answer to this change was lost, and it was not sent again', {
		description: sentences.join(' '),
		httpCode: lost?.httpCode,
		effect: 'unknown',
		tellsOfChange: true,
	});
}

async function sightingBy(
	lookUp: NonNullable<WriteOnce['settle']>,
	before: IDataObject | undefined,
): Promise<Sighting> {
	try {
		return await lookUp(before);
	} catch (thrown) {
		return {
			applied: false,
			seen: `Looking it up did not work either: ${thrown instanceof Error ? thrown.message : String(thrown)}.`,
		};
	}
}
