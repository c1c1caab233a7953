import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../../shared/fault';
import type { WrittenRecord } from '../../../../shared/operation';
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
