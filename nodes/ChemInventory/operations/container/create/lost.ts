import type { IDataObject } from 'n8n-workflow';

import type { ItemCall } from '../../../../shared/operation';
import type { Sighting } from '../../../../shared/writing/applyOnce';
import { idsIn } from '../../../../shared/writing/noted';
import { recogniseContainers, thoseThatMayBe } from '../../../records/container/compare';
import type { Entry } from '../../../records/container/shownKeys';
import { containersIn } from '../../../records/location';
import { notAddedByOthers } from '../../../records/owner';
import type { ChemInventoryApi } from '../../../service/api';
import type { Place } from './place';

/** Entries as they were kept with the write; texts and numbers. */
export function toEntries(value: unknown): Entry[] {
	const entries: unknown[] = Array.isArray(value) ? value : [];
	return entries.map((entry) =>
		Object.fromEntries(
			Object.entries(Object(entry)).map(([key, part]) => [key, typeof part === 'number' ? part : String(part)]),
		),
	);
}

/** Another call into the same location whose answer is lost as well. */
interface Rival {
	idsBefore: ReadonlySet<number>;
	entries: Entry[];
}

const nameOf = ({ entries, members }: IDataObject) => JSON.stringify([entries, members]);

/** What the run, in this try or an earlier one, knows of the calls beside the one that `before` was noted for. */
function besides(
	{ functions, ledger }: ItemCall<unknown>,
	locationId: number,
	before: IDataObject,
): { others: Set<number>; rivals: Rival[] } {
	const known = [...functions.getInputData().keys()].flatMap((itemIndex) => ledger.known(itemIndex));
	const open = new Set(known.flatMap((entry) => (entry.state === 'sent' && entry.before ? [entry.before] : [])));
	const own = nameOf(before);
	return {
		others: new Set(
			known.flatMap(({ state, answer, before: noted }) => [
				...(state === 'done' ? idsIn(answer, 'ids') : []),
				// Of a move: what it takes there is not new.
				...idsIn(noted, 'ids'),
			]),
		),
		rivals: [...open].flatMap((noted) => {
			const entries = toEntries(noted.entries);
			if (entries[0]?.locationid !== locationId || nameOf(noted) === own) return [];
			return [{ idsBefore: new Set(idsIn(noted, 'containerIds')), entries }];
		}),
	};
}

/**
 * Looks for what a call has added whose answer is lost. What another call was answered is not taken for it, nor what
 * another one may have added whose answer is lost as well.
 * @param before what was noted before the call was sent
 */
export async function lookForAdded(
	call: ItemCall<ChemInventoryApi>,
	place: Place,
	before: IDataObject,
): Promise<Sighting> {
	const { api } = call;
	const known = new Set(idsIn(before, 'containerIds'));
	const entries = toEntries(before.entries);
	const present = await containersIn(api, place.id);
	const { others, rivals } = besides(call, place.id, before);
	const fresh = present.filter(({ id }) => !known.has(id) && !others.has(id));
	const candidates = await notAddedByOthers(api, thoseThatMayBe(entries, fresh));
	const isContested = rivals.some(
		(rival) =>
			thoseThatMayBe(
				rival.entries,
				candidates.filter(({ id }) => !rival.idsBefore.has(id)),
			).length > 0,
	);
	const clear =
		!isContested && candidates.length === entries.length && recogniseContainers(entries, candidates) !== undefined;
	if (clear)
		return { applied: true, answer: { ids: candidates.map(({ id }) => id), entries, members: before.members ?? [] } };
	return {
		applied: false,
		seen:
			fresh.length === 0
				? `${place.path} has no new container.`
				: `${place.path} has new containers (${fresh
						.slice(0, 10)
						.map(({ id }) => id)
						.join(', ')}), and it is not clear which ones this step made.`,
	};
}
