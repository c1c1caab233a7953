import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../shared/fault';
import { changed, choice } from '../../../shared/form';
import { timeLimits } from '../../../shared/http/send';
import { thing } from '../../../shared/operation';
import type { ItemCall, WrittenRecord } from '../../../shared/operation';
import { dataObject } from '../../../shared/values/json';
import { applyOnce } from '../../../shared/writing/applyOnce';
import type { Sighting } from '../../../shared/writing/applyOnce';
import { idsIn } from '../../../shared/writing/noted';
import { readBack } from '../../../shared/writing/readBack';
import { moveContainers } from '../../contract/container';
import { containersPicker, containersToChange } from '../../records/container/chosen';
import type { ContainersToChange } from '../../records/container/chosen';
import { refuseMissingContainers } from '../../records/container/existing';
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
interface Move extends ContainersToChange {
	location: PlacedLocation;
	/** Whether the item lists what did not move. */
	reports: boolean;
}

/** Of containers as they were noted before the move: those that stood at the location already. */
function idsThereBefore(before: IDataObject | undefined, location: PlacedLocation): Set<number> {
	const containers: unknown[] = Array.isArray(before?.containers) ? before.containers : [];
	const there = containers
		.map((container) => dataObject(Object(container)))
		.filter(({ locationid }) => Number(locationid) === location.id);
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
			...(await containersToChange(call, form.containers)),
			location,
			reports: form.ifSomeDoNotMove === 'report',
		};
	},
	checkAll: async (call, items, refuse) =>
		await refuseMissingContainers(
			call,
			items.filter(({ plan }) => !plan.reports),
			refuse,
			'Containers',
			", or set 'If Some Do Not Move' to Go On and List Them",
		),
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
