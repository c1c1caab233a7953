import type { IDataObject } from 'n8n-workflow';

import { asError, Fault } from '../fault';
import { pause } from '../http/pause';
import type { WriteLedger } from './ledger';

/** What was found after a write whose answer was lost. */
export type Sighting = { applied: true; answer: IDataObject } | { applied: false; seen: string };

export interface WriteOnce {
	itemIndex: number;
	/** See `fingerprintOf`. */
	fingerprint: string;
	/** The record, or list, as it is before the write. */
	look?: () => Promise<IDataObject>;
	/** Sends the write. A fault with effect `none` proves that nothing changed. */
	send: () => Promise<IDataObject>;
	/** Compares the present with what was there before. Without it a lost answer stays unknown. */
	settle?: (before: IDataObject | undefined) => Promise<Sighting>;
	/** Where a person can see the truth, for the description of an unknown outcome. */
	whereToLook: string;
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
 * Applies a write once, or says that it is not known. Never sends it a second time: not on a lost answer,
 * and not when n8n runs the node again.
 * @throws Fault `outcomeUnknown` with what was seen
 */
export async function applyOnce(ledger: WriteLedger, write: WriteOnce): Promise<Applied> {
	const { itemIndex, fingerprint } = write;
	const earlier = ledger.find(itemIndex, fingerprint);
	if (earlier?.state === 'done' && earlier.answer) return { answer: earlier.answer, before: earlier.before };
	if (earlier?.state === 'sent') return await settle(ledger, write, earlier.before);

	const before = await write.look?.();
	ledger.markSent(itemIndex, fingerprint, before);
	try {
		const answer = await write.send();
		ledger.markDone(itemIndex, fingerprint, answer);
		return { answer, before };
	} catch (thrown) {
		if (!(thrown instanceof Fault)) return await settle(ledger, write, before);
		if (thrown.effect === 'unknown') return await settle(ledger, write, before, thrown);
		ledger.forget(itemIndex, fingerprint);
		throw asError(thrown);
	}
}

async function settle(
	ledger: WriteLedger,
	write: WriteOnce,
	before: IDataObject | undefined,
	lost?: Fault,
): Promise<Applied> {
	const { settle: lookUp } = write;
	let seen = lookUp
		? 'The execution was stopped before it could be looked up.'
		: 'The service offers no way to look it up.';
	for (const wait of pausesBeforeLooks) {
		if (!lookUp) break;
		// A stop while waiting must not hide that the write may have taken effect.
		if (wait > 0) await pause(wait, write.signal).catch(() => undefined);
		if (write.signal?.aborted) break;
		const sighting = await sightingBy(lookUp, before);
		if (sighting.applied) {
			ledger.markDone(write.itemIndex, write.fingerprint, sighting.answer);
			return { answer: sighting.answer, before };
		}
		seen = sighting.seen;
	}
	throw new Fault('outcomeUnknown', 'Outcome unknown: the answer to this change was lost, and it was not sent again', {
		description: [lost ? describe(lost) : 'It was sent, and no usable answer came.', seen, write.whereToLook].join(' '),
		httpCode: lost?.httpCode,
		effect: 'unknown',
	});
}

function describe(fault: Fault): string {
	return `${fault.message}.${fault.description ? ` ${fault.description}` : ''}`;
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
