import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../../shared/fault';
import { readBack } from '../../../../shared/writing/readBack';
import type { PlacedLocation } from '../../../records/location';
import { containersIn, idsThereBefore } from './group';
import type { Move, Moved } from './group';

/** What an item is told of its move. */
interface MoveResult extends IDataObject {
	/** The path. */
	to: string;
	toLocationId: number;
	moved: number[];
	notMoved: number[];
	alreadyThere: number[];
	before: { containers: IDataObject[] } | null;
}

/** What an item of one container is about, and where all of several came from; what they do not share is in `before`. */
function shared(containers: readonly IDataObject[]): IDataObject {
	const [first, ...others] = containers;
	if (!first) return {};
	const { name = null, barcode = null, location: from = null } = first;
	const cameTogether = others.every((container) => container.location === first.location);
	return { ...(others.length === 0 ? { name, barcode } : {}), ...(cameTogether ? { from } : {}) };
}

/** What became of the containers of one item. @throws Fault where they have not all moved, and the item does not list them */
export async function resultOf(
	{ ids, location, reports }: Pick<Move, 'ids' | 'location' | 'reports'>,
	{ ids: movedIds, before, arrived }: Moved,
): Promise<MoveResult> {
	const own = new Set<number>(ids);
	const thereBefore = idsThereBefore(before, location);
	const moved = ids.filter((id) => movedIds.has(id) && !thereBefore.has(id));
	const unmoved = ids.filter((id) => !movedIds.has(id) && !thereBefore.has(id));
	const there: ReadonlySet<number> =
		unmoved.length > 0 ? await readBack(async () => await arrived, `Look at ${location.path}.`, { moved }) : new Set();
	const notMoved = unmoved.filter((id) => !there.has(id));
	if (notMoved.length > 0 && !reports) throw partlyMoved(location, moved, notMoved);
	const known = containersIn(before).filter(({ id }) => own.has(Number(id)));
	return {
		...shared(known),
		to: location.path,
		toLocationId: location.id,
		moved,
		notMoved,
		alreadyThere: ids.filter((id) => thereBefore.has(id) || (there.has(id) && !movedIds.has(id))),
		before: before ? { containers: known } : null,
	};
}

function partlyMoved(location: PlacedLocation, moved: number[], notMoved: number[]): Fault {
	return new Fault('unsuccessful', 'ChemInventory did not move all of the containers', {
		description: `Not moved to ${location.path}: ${notMoved.join(', ')}. Moved: ${moved.length > 0 ? moved.join(', ') : 'none'}. Check that the containers exist in this inventory, or set 'If Some Do Not Move' to return them.`,
		facts: { moved, notMoved },
		tellsOfChange: true,
	});
}
