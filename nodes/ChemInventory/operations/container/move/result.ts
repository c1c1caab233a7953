import type { IDataObject } from 'n8n-workflow';

import { asError, Fault, faultWith, reasonOf } from '../../../../shared/fault';
import type { WrittenRecord } from '../../../../shared/operation';
import { idsIn, idsText } from '../../../../shared/writing/noted';
import { readBack } from '../../../../shared/writing/readBack';
import type { PlacedLocation } from '../../../records/location';
import { containersIn, idsThereBefore } from './group';
import type { Move, Moved, MovePart } from './group';

/** What an item of one container is about, and where all of several came from; what they do not share is in `before`. */
function shared(containers: readonly IDataObject[]): IDataObject {
	const [first, ...others] = containers;
	if (!first) return {};
	const { name = null, barcode = null, location: from = null } = first;
	const cameTogether = others.every((container) => container.location === first.location);
	return { ...(others.length === 0 ? { name, barcode } : {}), ...(cameTogether ? { from } : {}) };
}

/** What became of containers. */
export interface Outcome {
	moved: number[];
	notMoved: number[];
	alreadyThere: number[];
	/** How they stood; undefined where nobody knows. */
	containers: IDataObject[] | undefined;
}

/** What became of the containers of one place. @throws Fault where they have not all moved, and the item does not list them */
export async function outcomeOf(
	{ ids, location }: Pick<MovePart, 'ids' | 'location'>,
	reports: boolean,
	{ ids: movedIds, before, arrived }: Moved,
): Promise<Outcome> {
	const own = new Set<number>(ids);
	const thereBefore = idsThereBefore(before, location);
	const moved = ids.filter((id) => movedIds.has(id) && !thereBefore.has(id));
	const unmoved = ids.filter((id) => !movedIds.has(id) && !thereBefore.has(id));
	const there: ReadonlySet<number> =
		unmoved.length > 0 ? await readBack(async () => await arrived, `Look at ${location.path}.`, { moved }) : new Set();
	const notMoved = unmoved.filter((id) => !there.has(id));
	if (notMoved.length > 0 && !reports) throw partlyMoved(location, moved, notMoved);
	return {
		moved,
		notMoved,
		alreadyThere: ids.filter((id) => thereBefore.has(id) || (there.has(id) && !movedIds.has(id))),
		containers: before && containersIn(before).filter(({ id }) => own.has(Number(id))),
	};
}

/** What became of the containers of one item. */
export function resultOf({ parts }: Move, outcomes: readonly Outcome[]): WrittenRecord {
	const known = outcomes.flatMap(({ containers }) => containers ?? []);
	const [place, ...otherPlaces] = parts.map(({ location }) => location);
	return {
		...shared(known),
		...(place && otherPlaces.length === 0 ? { to: place.path, toLocationId: place.id } : {}),
		moved: outcomes.flatMap(({ moved }) => moved),
		notMoved: outcomes.flatMap(({ notMoved }) => notMoved),
		alreadyThere: outcomes.flatMap(({ alreadyThere }) => alreadyThere),
		before: outcomes.some(({ containers }) => containers) ? { containers: known } : null,
	};
}

function partlyMoved(location: PlacedLocation, moved: number[], notMoved: number[]): Fault {
	return new Fault('unsuccessful', 'ChemInventory did not move all of the containers', {
		description: `Not moved to ${location.path}: ${notMoved.join(', ')}. Moved: ${moved.length > 0 ? moved.join(', ') : 'none'}. Check that the containers exist in this inventory, or set 'If Some Do Not Move' to return them.`,
		facts: { moved, notMoved },
		tellsOfChange: true,
	});
}

const listed = (what: string, ids: readonly number[]) => `${what}: ${ids.length > 0 ? idsText(ids) : 'none'}.`;

/**
 * A failure at one of several places, with what became of all containers of the item.
 * @param outcomes of the places before
 */
export function atOnePlace(thrown: unknown, { parts }: Move, outcomes: readonly Outcome[]): Error {
	const [part, ...later] = parts.slice(outcomes.length);
	if (!(thrown instanceof Fault) || parts.length < 2 || !part) return asError(thrown);
	const { facts: known = {}, kind, tellsOfChange } = thrown;
	const moved = [...outcomes.flatMap((outcome) => outcome.moved), ...idsIn(known, 'moved')];
	const others = 'notMoved' in known ? idsIn(known, 'notMoved') : part.ids.filter((id) => !moved.includes(id));
	const isOpen = kind === 'outcomeUnknown' || (tellsOfChange && !('notMoved' in known));
	const notMoved = [
		...outcomes.flatMap((outcome) => outcome.notMoved),
		...(isOpen ? [] : others),
		...later.flatMap(({ ids }) => ids),
	];
	const facts = { ...known, moved, notMoved, ...(isOpen ? { notKnown: others } : {}) };
	const said = [
		listed('Moved', moved),
		listed('Not moved', notMoved),
		...(isOpen ? [listed('Not known', others)] : []),
	].join(' ');
	if (isOpen || moved.length === 0)
		return faultWith(thrown, ({ description }) => ({ description: [description ?? [], said].flat().join(' '), facts }));
	return new Fault('incomplete', 'Some of the containers were moved, and then the step failed', {
		description: `${reasonOf(thrown)} ${said} The others are still where they were: move them by another step once the reason is gone.`,
		httpCode: thrown.httpCode,
		facts,
		tellsOfChange: true,
	});
}
