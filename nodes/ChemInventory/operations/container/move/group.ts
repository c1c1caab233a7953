import type { IDataObject } from 'n8n-workflow';

import { timeLimits } from '../../../../shared/http/send';
import { thing } from '../../../../shared/operation';
import type { ItemCall, OperationCall, PlannedItem, Thing } from '../../../../shared/operation';
import { badInput } from '../../../../shared/values/badInput';
import { dataObject } from '../../../../shared/values/json';
import { applyOnce } from '../../../../shared/writing/applyOnce';
import type { Sighting } from '../../../../shared/writing/applyOnce';
import { idsIn } from '../../../../shared/writing/noted';
import { sentWith } from '../../../../shared/writing/severalItems';
import { moveContainers } from '../../../contract/container';
import type { ContainersToChange } from '../../../records/container/chosen';
import { containerPlaces } from '../../../records/container/output';
import { rowsByIds } from '../../../records/container/rows';
import type { FoundRows } from '../../../records/container/rows';
import { containerIdsIn } from '../../../records/location';
import type { PlacedLocation } from '../../../records/location';
import type { ChemInventoryApi } from '../../../service/api';

type Row = FoundRows['table']['rows'][number];

/** One item: what goes where. */
export interface Move extends ContainersToChange {
	/** One for each place; each container is in one of them. */
	parts: MovePart[];
	/** Whether the item lists what did not move. */
	reports: boolean;
}

/** Containers of one item that go to one place. */
export interface MovePart {
	ids: readonly number[];
	location: PlacedLocation;
	/** What the call is known by. */
	step: string;
	/** The call that moves them; made when all items are known. */
	group?: MoveGroup;
}

/** Containers that one call moves, each named once. */
export interface MoveGroup {
	location: PlacedLocation;
	step: string;
	/** In the order of the items. */
	members: Array<{ itemIndex: number; ids: readonly number[] }>;
	/** Of groups that name the same container, the one with the lower rank goes first. */
	rank: number;
	/** The rows of its containers, as all were read together; undefined where they have to be read right before the call. */
	rows?: Map<number, Row>;
	/** What came of it: one call for all members. */
	moved?: Promise<Moved>;
}

/** What came of one call. */
export interface Moved {
	ids: ReadonlySet<number>;
	before: IDataObject | undefined;
	/** What is at the location, where not all have moved. */
	arrived: Promise<ReadonlySet<number>>;
}

export const sharedValues = (location: PlacedLocation, ids: readonly number[]) => [location.id, ids];

/**
 * Puts the items of one destination together, but for those that name what an item between them takes elsewhere, or what one
 * of them names as well: then the order counts. An item with a container that was not found goes by itself: its call may be
 * refused. Items that an earlier try sent together stay together.
 */
export function groupMoves(
	call: OperationCall<unknown>,
	items: ReadonlyArray<PlannedItem<Move>>,
	{ table, missing }: FoundRows,
): void {
	const rowOf = new Map(table.rows.map((row) => [Number(row.id), row]));
	const unknown = new Set(missing);
	const sent = new Map<string, MoveGroup>();
	const openAt = new Map<string, MoveGroup>();
	const lastOf = new Map<number, MoveGroup>();
	let rank = 0;
	const parts = items.flatMap(({ itemIndex, plan }) => plan.parts.map((part) => ({ itemIndex, part })));
	for (const { itemIndex, part } of parts) {
		const { ids, location, step } = part;
		const place = `${step} ${location.id}`;
		const together = sentWith(call, { itemIndex, step, values: sharedValues(location, ids) });
		const mayJoin = (group: MoveGroup) => ids.every((id) => (lastOf.get(id)?.rank ?? -1) < group.rank);
		const isOdd = ids.some((id) => unknown.has(id));
		const open = isOdd ? undefined : openAt.get(place);
		const known = together === undefined ? open && mayJoin(open) && open : sent.get(together);
		const group: MoveGroup = known || { location, step, members: [], rank: rank++, rows: new Map() };
		if (together !== undefined) sent.set(together, group);
		else if (!isOdd) openAt.set(place, group);
		if (ids.some((id) => lastOf.has(id) || !(rowOf.has(id) || unknown.has(id)))) group.rows = undefined;
		for (const id of ids) {
			const row = rowOf.get(id);
			if (row) group.rows?.set(id, row);
		}
		group.members.push({ itemIndex, ids });
		for (const id of ids) lastOf.set(id, group);
		part.group = group;
	}
}

/**
 * What the call of an item depends on. The first item of a group waits for what any of them needs, and the others wait for
 * the first, by the location.
 */
export const thingsOfMove = ({ parts }: Move): Thing[] => parts.flatMap(thingsOfPart);

function thingsOfPart({ ids, location, group }: MovePart): Thing[] {
	const [first, ...others] = group?.members ?? [];
	const place = thing('location', location.id);
	if (first && first.ids !== ids) return [place];
	return [place, ...[ids, ...others.map((member) => member.ids)].flat().map((id) => thing('container', id))];
}

/** Where the containers stand. Some that do not exist are no matter here: the service says what it moved. */
async function placesOf(api: ChemInventoryApi, ids: readonly number[], rows: readonly Row[]): Promise<IDataObject> {
	return { ids: [...ids], containers: await containerPlaces(api, rows) };
}

/** Containers as they were noted before the move. */
export function containersIn(before: IDataObject | undefined): IDataObject[] {
	const containers: unknown[] = Array.isArray(before?.containers) ? before.containers : [];
	return containers.map((container) => dataObject(Object(container)));
}

const idsAt = async (api: ChemInventoryApi, { id }: PlacedLocation) => new Set(await containerIdsIn(api, id));

/** Those that were not found before the move need not be there after it. */
async function lookForMoved(
	api: ChemInventoryApi,
	location: PlacedLocation,
	before: IDataObject | undefined,
): Promise<Sighting> {
	const ids = idsIn(before, 'ids');
	const existing = new Set(containersIn(before).map(({ id }) => Number(id)));
	const there = await idsAt(api, location);
	const moved = ids.filter((id) => there.has(id));
	if (moved.length > 0 && ids.every((id) => there.has(id) || !existing.has(id)))
		return { applied: true, answer: { moved } };
	return {
		applied: false,
		seen: `${moved.length} of ${ids.length} containers are at ${location.path}${moved.length > 0 ? ` (${moved.join(', ')})` : ''}.`,
	};
}

/** Of containers as they were noted before the move: those that stood at the location already. */
export const idsThereBefore = (before: IDataObject | undefined, location: PlacedLocation): Set<number> =>
	new Set(
		containersIn(before)
			.filter(({ locationId }) => Number(locationId) === location.id)
			.map(({ id }) => Number(id)),
	);

/** Moves the containers of a group, once. @throws Fault */
export async function moveGroup(call: ItemCall<ChemInventoryApi>, group: MoveGroup): Promise<Moved> {
	return await (group.moved ??= moveOnce(call, group));
}

async function moveOnce(
	call: ItemCall<ChemInventoryApi>,
	{ location, step, members, rows }: MoveGroup,
): Promise<Moved> {
	const { api } = call;
	const [first, ...others] = members.flatMap(({ ids }) => ids);
	if (first === undefined) throw badInput('Containers', 'is empty', 'Name at least one container.');
	const shares = members.map(({ itemIndex, ids }) => ({ itemIndex, values: sharedValues(location, ids) }));
	const { values } = shares.find(({ itemIndex }) => itemIndex === call.itemIndex) ?? { values: [] };
	const ids: [number, ...number[]] = [first, ...others];
	const { answer, before } = await applyOnce(call, {
		step,
		values,
		shares,
		look: async () =>
			await placesOf(api, ids, rows ? [...rows.values()] : (await rowsByIds(api, ids, timeLimits.list)).table.rows),
		send: async () => ({
			moved: await api.call(moveContainers, { containerid: ids, destinationid: location.id }, timeLimits.list),
		}),
		settle: async (noted) => await lookForMoved(api, location, noted),
		whereToLook: `Look at ${location.path} in ChemInventory before you run this step again.`,
	});
	const moved = new Set(idsIn(answer, 'moved'));
	const thereBefore = idsThereBefore(before, location);
	// A container that stood there before may not count as moved.
	const isWhole = ids.every((id) => moved.has(id) || thereBefore.has(id));
	const arrived = isWhole ? Promise.resolve(new Set<number>()) : idsAt(api, location);
	// Seen before another item takes them elsewhere.
	await Promise.allSettled([arrived]);
	return { ids: moved, before, arrived };
}
