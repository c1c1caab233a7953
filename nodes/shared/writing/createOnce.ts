import type { IDataObject } from 'n8n-workflow';

import type { ItemCall } from '../operation';
import { applyOnce } from './applyOnce';
import type { Sighting } from './applyOnce';
import { idsIn } from './noted';

/** A new record that shows in a list. */
export interface VisibleCreation<R extends { id: number }> {
	/** See `WriteName`. */
	step: string;
	values: unknown;
	/** The list that the new record will be on. */
	list: () => Promise<R[]>;
	/** Throws where the record must not be created: nothing is sent then. */
	refuse?: (records: readonly R[]) => void;
	/** Creates the record; gives back its id, or undefined where the service does not tell. */
	send: () => Promise<number | undefined>;
	/** Whether a new record on the list is the one that was sent. */
	matches: (record: R) => boolean;
	/** For texts: `watchlist`. */
	what: string;
	whereToLook: string;
}

async function findNew<R extends { id: number }>(
	{ list, matches, what }: VisibleCreation<R>,
	idsBefore: ReadonlySet<number>,
): Promise<Sighting> {
	const fresh = (await list()).filter(({ id }) => !idsBefore.has(id));
	const fitting = fresh.filter(matches);
	const [match] = fitting;
	if (match && fitting.length === 1) return { applied: true, answer: { id: match.id } };
	return {
		applied: false,
		seen:
			fresh.length === 0
				? `There is no new ${what}.`
				: `There are new entries (${fresh.map(({ id }) => id).join(', ')}), and it is not clear which ${what} this step made.`,
	};
}

/**
 * Creates a record and finds its id, from the answer or by comparing the list before and after. A lost answer is
 * settled in the same way.
 * @returns the id; undefined if the record was created and cannot be told from others
 * @throws Fault
 */
export async function createOnce<R extends { id: number }>(
	call: ItemCall<unknown>,
	creation: VisibleCreation<R>,
): Promise<number | undefined> {
	let idsBefore = new Set<number>();
	const { answer } = await applyOnce(call, {
		step: creation.step,
		values: creation.values,
		look: async () => {
			const records = await creation.list();
			creation.refuse?.(records);
			idsBefore = new Set(records.map(({ id }) => id));
			return { ids: [...idsBefore] };
		},
		send: async (): Promise<IDataObject> => {
			const id = await creation.send();
			if (id !== undefined) return { id };
			// The record is created: not finding it must not look like a write that went wrong.
			const sighting = await findNew(creation, idsBefore).catch(() => undefined);
			return sighting?.applied ? sighting.answer : { id: null };
		},
		settle: async (before) => await findNew(creation, new Set(idsIn(before, 'ids'))),
		whereToLook: creation.whereToLook,
	});
	return typeof answer.id === 'number' ? answer.id : undefined;
}
