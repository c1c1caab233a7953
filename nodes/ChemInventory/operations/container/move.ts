import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../shared/fault';
import { changed, choice } from '../../../shared/form';
import { timeLimits } from '../../../shared/http/send';
import { thing } from '../../../shared/operation';
import type { ItemCall, OperationCall, PlannedItem, Refuse, WrittenRecord } from '../../../shared/operation';
import { badInput } from '../../../shared/values/badInput';
import { dataObject } from '../../../shared/values/json';
import { applyOnce } from '../../../shared/writing/applyOnce';
import type { Sighting } from '../../../shared/writing/applyOnce';
import { idsIn } from '../../../shared/writing/noted';
import { readBack } from '../../../shared/writing/readBack';
import { moveContainers } from '../../contract/container';
import { containerIdsToChange, containersPicker } from '../../records/container/chosen';
import { rowsByIds } from '../../records/container/rows';
import { containerIdsIn, findLocation, locationPicker } from '../../records/location';
import type { PlacedLocation } from '../../records/location';
import type { ChemInventoryApi } from '../../service/api';
import { operation } from '../operation';

/** Where the containers stand. Some that do not exist are no matter here: the service says what it moved. */
async function placesOf(api: ChemInventoryApi, ids: readonly number[]): Promise<IDataObject> {
	const { table } = await rowsByIds(api, ids, timeLimits.list);
	return {
		containers: table.rows.map((row) =>
			dataObject({
				id: Number(row.id),
				barcode: row.barcode ?? null,
				location: row.location ?? null,
				locationid: row.locationid ?? null,
			}),
		),
	};
}

const idsAt = async (api: ChemInventoryApi, { id }: PlacedLocation) => new Set(await containerIdsIn(api, id));

async function lookForMoved(
	api: ChemInventoryApi,
	location: PlacedLocation,
	ids: readonly number[],
): Promise<Sighting> {
	const there = await idsAt(api, location);
	const moved = ids.filter((id) => there.has(id));
	if (moved.length === ids.length) return { applied: true, answer: { moved } };
	return {
		applied: false,
		seen: `${moved.length} of ${ids.length} containers are at ${location.path}${moved.length > 0 ? ` (${moved.join(', ')})` : ''}.`,
	};
}

/** One item: what goes where. */
interface Move {
	ids: [number, ...number[]];
	location: PlacedLocation;
	/** Those that were not found by their barcodes may not exist. */
	mayBeMissing: boolean;
	/** Whether the item lists what did not move. */
	reports: boolean;
}

type Call = OperationCall<ChemInventoryApi>;

/** A container that does not exist is known before the first one moves, unless the item is to list it. */
async function refuseMissing(
	{ api, ledger }: Call,
	items: ReadonlyArray<PlannedItem<Move>>,
	refuse: Refuse,
): Promise<void> {
	const asked = items.filter(
		({ itemIndex, plan: { mayBeMissing, reports } }) => mayBeMissing && !reports && !ledger.begun(itemIndex),
	);
	if (asked.length === 0) return;
	const ids = new Set(asked.flatMap(({ plan }) => plan.ids));
	const missing = new Set((await rowsByIds(api, [...ids], timeLimits.list)).missing);
	for (const { itemIndex, plan } of asked) {
		const unknown = plan.ids.filter((id) => missing.has(id));
		if (unknown.length > 0)
			refuse(
				itemIndex,
				badInput(
					'Containers',
					'names containers that do not exist, so nothing was sent',
					`Not in the active inventory: ${unknown.join(', ')}. Correct the IDs, or set 'If Some Do Not Move' to Go On and List Them.`,
				),
			);
	}
}

/** Of containers as they were noted before the move: those that stood at the location already. */
function idsThereBefore(before: IDataObject | undefined, location: PlacedLocation): Set<number> {
	const containers: unknown[] = Array.isArray(before?.containers) ? before.containers : [];
	const there = containers
		.map((container) => dataObject(Object(container)))
		.filter(({ locationid }) => locationid === location.id);
	return new Set(there.map(({ id }) => Number(id)));
}

async function moveOnce(call: ItemCall<ChemInventoryApi>, { ids, location, reports }: Move): Promise<WrittenRecord> {
	const { api } = call;
	const { answer, before } = await applyOnce(call, {
		step: moveContainers.path,
		values: [location.id, ids],
		look: async () => await placesOf(api, ids),
		send: async () => ({
			moved: await api.call(moveContainers, { containerid: ids, destinationid: location.id }, timeLimits.list),
		}),
		settle: async () => await lookForMoved(api, location, ids),
		whereToLook: `Look at ${location.path} in ChemInventory before you run this step again.`,
	});
	const movedIds = new Set(idsIn(answer, 'moved'));
	const thereBefore = idsThereBefore(before, location);
	const moved = ids.filter((id) => movedIds.has(id) && !thereBefore.has(id));
	const unmoved = ids.filter((id) => !movedIds.has(id) && !thereBefore.has(id));
	// A container that stood there before may not count as moved.
	const there =
		unmoved.length > 0
			? await readBack(async () => await idsAt(api, location), `Look at ${location.path}.`, { moved })
			: new Set();
	const notMoved = unmoved.filter((id) => !there.has(id));
	if (notMoved.length > 0 && !reports) throw partlyMoved(location, moved, notMoved);
	return {
		moved,
		notMoved,
		alreadyThere: ids.filter((id) => thereBefore.has(id) || (there.has(id) && !movedIds.has(id))),
		locationId: location.id,
		location: location.path,
		before: before ?? null,
	};
}

export const move = operation({
	option: {
		name: 'Move',
		value: 'move',
		action: 'Move containers to a location',
		description: 'Move one container or several to a location. All items are checked before the first container moves.',
	},
	kind: 'write',
	form: {
		containers: containersPicker,
		location: changed(locationPicker, { description: 'Where the containers go' }),
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
		const location = await findLocation(call.api, form.location);
		return {
			ids: await containerIdsToChange(call, form.containers),
			location,
			mayBeMissing: form.containers.chosen === 'id',
			reports: form.ifSomeDoNotMove === 'report',
		};
	},
	checkAll: refuseMissing,
	touches: ({ ids, location }) => [thing('location', location.id), ...ids.map((id) => thing('container', id))],
	run: moveOnce,
});

function partlyMoved(location: PlacedLocation, moved: number[], notMoved: number[]): Fault {
	return new Fault('unsuccessful', 'ChemInventory did not move all of the containers', {
		description: `Not moved to ${location.path}: ${notMoved.join(', ')}. Moved: ${moved.length > 0 ? moved.join(', ') : 'none'}. Check that the containers exist in this inventory, or set 'If Some Do Not Move' to return them.`,
		facts: { moved, notMoved },
		tellsOfChange: true,
	});
}
