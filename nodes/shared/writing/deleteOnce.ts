import { asError, Fault } from '../fault';
import type { ItemCall, WrittenRecord } from '../operation';
import { dataObject } from '../values/json';
import { applyOnce } from './applyOnce';

export interface Deletion {
	/** See `WriteName`. */
	step: string;
	values: unknown;
	/** Deletes, and gives back the service's message. */
	send: () => Promise<string>;
	/** Reads the record: it must refuse with 404 once the record is gone. */
	read: () => Promise<object>;
	whereToLook: string;
}

const isGone = (thrown: unknown) => thrown instanceof Fault && thrown.httpCode === '404';

/**
 * Deletes one record, which is read first; if the answer is lost, reads it again to find out.
 * @returns `{ deleted: true, message, before }`, with the record as it was
 * @throws Fault, also where there is no such record: nothing is sent then
 */
export async function deleteOnce(call: ItemCall<unknown>, deletion: Deletion): Promise<WrittenRecord> {
	const { send, read, ...write } = deletion;
	const { answer, before } = await applyOnce(call, {
		...write,
		look: async () => dataObject(await read()),
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
	return { ...answer, before: before ?? null };
}
