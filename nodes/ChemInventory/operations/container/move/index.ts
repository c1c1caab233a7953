import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../../shared/fault';
import { choice } from '../../../../shared/form';
import { timeLimits } from '../../../../shared/http/send';
import type { OperationCall, PlannedItem, Refuse, WrittenRecord } from '../../../../shared/operation';
import { readBack } from '../../../../shared/writing/readBack';
import { containersPicker, containersToChange } from '../../../records/container/chosen';
import { refuseMissing } from '../../../records/container/existing';
import { rowsByIds } from '../../../records/container/rows';
import type { PlacedLocation } from '../../../records/location';
import type { ChemInventoryApi } from '../../../service/api';
import { operation } from '../../operation';
import { destination, partsOf } from './destination';
import { containersIn, groupMoves, idsThereBefore, moveGroup, thingsOfMove } from './group';
import type { Move, Moved, MovePart } from './group';

/** Refuses items whose containers do not exist, and groups what goes out in one call. The rows are read for all items together. */
async function checkAndGroup(
	call: OperationCall<ChemInventoryApi>,
	items: ReadonlyArray<PlannedItem<Move>>,
	refuse: Refuse,
): Promise<void> {
	const unsent = items.filter(({ itemIndex }) => !call.ledger.begun(itemIndex));
	const ids = new Set(unsent.flatMap(({ plan }) => plan.ids));
	const found = await rowsByIds(call.api, [...ids], timeLimits.list);
	const refused = new Set<number>();
	refuseMissing(
		unsent.filter(({ plan }) => !plan.reports),
		new Set(found.missing),
		(itemIndex, reason) => {
			refused.add(itemIndex);
			refuse(itemIndex, reason);
		},
		'Containers',
		", or set 'If Some Do Not Move' to Go On and List Them",
	);
	groupMoves(
		call,
		items.filter(({ itemIndex }) => !refused.has(itemIndex)),
		found,
	);
}

/** What an item of one container is about, and where all of several came from; what they do not share is in `before`. */
function shared(containers: readonly IDataObject[]): IDataObject {
	const [first, ...others] = containers;
	if (!first) return {};
	const { name = null, barcode = null, location: from = null } = first;
	const cameTogether = others.every((container) => container.location === first.location);
	return { ...(others.length === 0 ? { name, barcode } : {}), ...(cameTogether ? { from } : {}) };
}

/** What became of containers. */
interface Outcome {
	moved: number[];
	notMoved: number[];
	alreadyThere: number[];
	/** How they stood; undefined where nobody knows. */
	containers: IDataObject[] | undefined;
}

/** What became of the containers of one place. @throws Fault where they have not all moved, and the item does not list them */
async function outcomeOf(
	{ ids, location }: MovePart,
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
function resultOf({ parts }: Move, outcomes: readonly Outcome[]): WrittenRecord {
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

export const move = operation({
	option: {
		name: 'Move',
		value: 'move',
		action: 'Move containers to a location',
		description:
			'Move one container or several to a location, or back to where they were. All items are checked before the first container moves.',
	},
	kind: 'write',
	form: {
		containers: containersPicker,
		destination,
		ifSomeDoNotMove: choice({
			displayName: 'If Some Do Not Move',
			name: 'ifSomeDoNotMove',
			type: 'options',
			options: [
				{ name: 'Fail and Name Them', value: 'fail' },
				{ name: 'Go On and List Them', value: 'report', description: 'The item lists them as notMoved' },
			],
			default: 'fail',
			description: 'What to do when ChemInventory moves only some of the containers',
		}),
	},
	async prepare(call, form): Promise<Move> {
		const containers = await containersToChange(call, form.containers);
		return {
			...containers,
			parts: await partsOf(call.api, containers.ids, form.destination),
			reports: form.ifSomeDoNotMove === 'report',
		};
	},
	checkAll: checkAndGroup,
	touches: thingsOfMove,
	async run(call, plan) {
		const outcomes: Outcome[] = [];
		for (const part of plan.parts) {
			const { ids, location, step } = part;
			const { group = { location, step, members: [{ itemIndex: call.itemIndex, ids }], rank: 0 } } = part;
			outcomes.push(await outcomeOf(part, plan.reports, await moveGroup(call, group)));
		}
		return resultOf(plan, outcomes);
	},
});

function partlyMoved(location: PlacedLocation, moved: number[], notMoved: number[]): Fault {
	return new Fault('unsuccessful', 'ChemInventory did not move all of the containers', {
		description: `Not moved to ${location.path}: ${notMoved.join(', ')}. Moved: ${moved.length > 0 ? moved.join(', ') : 'none'}. Check that the containers exist in this inventory, or set 'If Some Do Not Move' to return them.`,
		facts: { moved, notMoved },
		tellsOfChange: true,
	});
}
