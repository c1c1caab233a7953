import { thing } from '../../../shared/operation';
import type { OperationCall, PlannedItem, Refuse, Thing } from '../../../shared/operation';
import { rowOf } from '../../../shared/row';
import { badInput } from '../../../shared/values/badInput';
import { pathOfLocation } from '../../records/inventoryLocation';
import type { Box } from '../../records/inventoryLocation';
import type { CddApi } from '../../service/api';
import type { PlannedEvents } from './events';
import { freePositionsOf, tooFew } from './freePositions';

/** Where an item puts a sample. */
interface Placing {
	/** Undefined for a new sample. */
	id?: number;
	events: PlannedEvents;
}

type Call = OperationCall<CddApi>;
type Placings = ReadonlyArray<PlannedItem<Placing>>;

/** The boxes in whose next free positions the events go, one entry for each event. */
const boxesOf = ({ events }: Placing): Box[] => events.flatMap(({ box }) => box ?? []);

/** The boxes that events wait for. */
export const boxThings = (events: PlannedEvents): Thing[] => boxesOf({ events }).map(({ id }) => thing('box', id));

/** Refuses an item that puts a sample where an item before it has put another one. */
export async function refuseSamePosition({ api }: Call, items: Placings, refuse: Refuse): Promise<void> {
	const positions = await freePositionsOf(api);
	const holders = new Map<string, { itemIndex: number; sample: string }>();
	const positionOf = new Map<string, string>();
	for (const { itemIndex, plan } of items) {
		const sample = plan.id === undefined ? `new ${itemIndex}` : `${plan.id}`;
		for (const { event } of plan.events) {
			const { Location: place } = event.fields;
			if (!place) continue;
			const left = positionOf.get(sample);
			if (left !== undefined) holders.delete(left);
			positionOf.delete(sample);
			if (place.position === undefined) continue;
			const key = `${place.id} ${place.position}`;
			const holder = holders.get(key);
			if (holder) {
				const path = await pathOfLocation(api, place.id);
				refuse(itemIndex, sharedPosition(place.position, path, holder.itemIndex));
				break;
			}
			holders.set(key, { itemIndex, sample });
			positionOf.set(sample, key);
			positions.keep(place);
		}
	}
}

function sharedPosition(position: number, path: string, earlier: number) {
	return badInput(
		'Position',
		'is also used by another row, so nothing was sent',
		`Row ${rowOf(earlier)} puts another sample on position ${position} of "${path}". Give one of them another position.`,
	);
}

/** Refuses the items for which their box has no free position any more. */
export async function refuseFullBoxes({ api }: Call, items: Placings, refuse: Refuse): Promise<void> {
	const positions = await freePositionsOf(api);
	const wanted = new Map<number, number>();
	for (const { itemIndex, plan } of items) {
		const added = new Map(wanted);
		for (const box of boxesOf(plan)) {
			const needed = (added.get(box.id) ?? 0) + 1;
			const free = await positions.countFree(box);
			if (needed > free) {
				refuse(itemIndex, tooFew(box, free));
				break;
			}
			added.set(box.id, needed);
		}
		for (const [id, needed] of added) wanted.set(id, needed);
	}
}
