import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../../shared/fault';
import { readBack } from '../../../../shared/writing/readBack';
import type { PlacedLocation } from '../../../records/location';
import { containersIn, idsThereBefore } from './group';
import type { Move, Moved } from './group';

/** What an item is told of its move. */
interface MoveResult extends IDataObject {
	moved: number[];
	notMoved: number[];
	alreadyThere: number[];
	locationId: number;
	/** The path. */
	location: string;
	before: { containers: IDataObject[] } | null;
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
	return {
		moved,
		notMoved,
		alreadyThere: ids.filter((id) => thereBefore.has(id) || (there.has(id) && !movedIds.has(id))),
		locationId: location.id,
		location: location.path,
		before: before ? { containers: containersIn(before).filter(({ id }) => own.has(Number(id))) } : null,
	};
}

function partlyMoved(location: PlacedLocation, moved: number[], notMoved: number[]): Fault {
	return new Fault('unsuccessful', 'ChemInventory did not move all of the containers', {
		description: `Not moved to ${location.path}: ${notMoved.join(', ')}. Moved: ${moved.length > 0 ? moved.join(', ') : 'none'}. Check that the containers exist in this inventory, or set 'If Some Do Not Move' to return them.`,
		facts: { moved, notMoved },
		tellsOfChange: true,
	});
}
