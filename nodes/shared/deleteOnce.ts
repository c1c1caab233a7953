import type { IDataObject } from 'n8n-workflow';

import { applyOnce } from './applyOnce';
import { Fault } from './fault';
import type { WriteLedger } from './writeLedger';

export interface Deletion {
	itemIndex: number;
	fingerprint: string;
	/** Deletes, and gives back the service's message. */
	send: () => Promise<string>;
	/** Reads the record: it must refuse with 404 once the record is gone. */
	read: () => Promise<unknown>;
	whereToLook: string;
	signal?: AbortSignal;
}

const isGone = (thrown: unknown) => thrown instanceof Fault && thrown.httpCode === '404';

/**
 * Deletes one record; if the answer is lost, reads it to find out.
 * @returns `{ deleted: true, message }`
 * @throws Fault
 */
export async function deleteOnce(ledger: WriteLedger, deletion: Deletion): Promise<IDataObject> {
	const { send, read, ...write } = deletion;
	return await applyOnce(ledger, {
		...write,
		send: async () => ({ deleted: true, message: await send() }),
		settle: async () => {
			const stillThere = await read().then(
				() => true,
				(thrown: unknown) => (isGone(thrown) ? false : Promise.reject(asError(thrown))),
			);
			return stillThere
				? { applied: false, seen: 'The record is still there.' }
				: { applied: true, answer: { deleted: true, message: 'The answer was lost; the record is no longer there.' } };
		},
	});
}

const asError = (thrown: unknown) => (thrown instanceof Error ? thrown : new Error(String(thrown)));
