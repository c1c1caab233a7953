import { Fault } from '../../../../shared/fault';
import { timeLimits } from '../../../../shared/http/send';
import type { ItemCall } from '../../../../shared/operation';
import { sideBySide } from '../../../../shared/queue';
import { checked } from '../../../../shared/values/badInput';
import { dataObject } from '../../../../shared/values/json';
import { isNothing } from '../../../../shared/values/text';
import { applyOnce } from '../../../../shared/writing/applyOnce';
import type { WriteOnce } from '../../../../shared/writing/applyOnce';
import { idsIn, idsText } from '../../../../shared/writing/noted';
import { readBack } from '../../../../shared/writing/readBack';
import { addContainers, loadContainer } from '../../../contract/container';
import { matchContainers } from '../../../records/container/compare';
import { rowById, withoutWordForNone } from '../../../records/container/rows';
import type { ContainerRow } from '../../../records/container/rows';
import type { Entry, Shown } from '../../../records/container/shownKeys';
import { allUnits } from '../../../records/unit';
import type { ChemInventoryApi } from '../../../service/api';
import { withBarcodes } from './barcodes';
import type { Draft } from './draft';
import { lookForAdded, toEntries } from './lost';
import type { Place } from './place';
import type { GroupSubstance } from './substance';

/** New containers of one substance in one location: what one call can add (POST /container/add, first entry counts for all). */
export interface Group {
	/** In the order of the items. */
	members: Array<{ itemIndex: number; draft: Draft }>;
	place: Place;
	substance: GroupSubstance;
	/** What came of it: one call for all members. */
	added?: Promise<Added>;
	rows?: Promise<Map<number, ContainerRow>>;
}

/** What one call added. */
export interface Added {
	ids: number[];
	entries: Entry[];
	/** The item of each entry. */
	members: number[];
}

/** Sends the group once. @throws Fault */
async function add(call: ItemCall<ChemInventoryApi>, group: Group): Promise<Added> {
	const { api } = call;
	const { place } = group;
	const members = group.members.map(({ itemIndex }) => itemIndex);
	const shares = group.members.map(({ itemIndex, draft }) => ({ itemIndex, values: draft.given }));
	const { values } = shares.find(({ itemIndex }) => itemIndex === call.itemIndex) ?? { values: [] };
	let entries: Entry[] = [];
	const write: WriteOnce = {
		step: addContainers.path,
		values,
		shares,
		look: async () => {
			const substanceid = await group.substance.idFor(call);
			const containerIds = await place.idsBefore(api);
			const drafts = group.members.map(({ draft }) => draft);
			entries = (await withBarcodes(api, drafts)).map((entry) => ({
				...entry,
				locationid: place.id,
				substanceid,
			}));
			await place.enter(group);
			return { containerIds, entries, members };
		},
		send: async () => {
			const body = checked(addContainers.body, { data: entries }, 'Container');
			return dataObject({ ids: await api.call(addContainers, body, timeLimits.list), entries, members });
		},
		settle: async (before = {}) => {
			place.leave(group);
			return await place.look(async () => await lookForAdded(call, place, before));
		},
		whereToLook: `Look at ${place.path} in ChemInventory before you run this step again.`,
	};
	const { answer } = await applyOnce(call, write).finally(() => place.leave(group));
	return { ids: idsIn(answer, 'ids'), entries: toEntries(answer.entries), members: idsIn(answer, 'members') };
}

/** Adds the containers of a group, once for all its items. @throws Fault; where containers were created, it names their IDs */
export async function addGroup(call: ItemCall<ChemInventoryApi>, group: Group): Promise<Added> {
	return await (group.added ??= addChecked(call, group));
}

async function addChecked(call: ItemCall<ChemInventoryApi>, group: Group): Promise<Added> {
	const added = await add(call, group);
	const { ids, entries } = added;
	if (new Set(ids).size !== entries.length || ids.length !== entries.length)
		throw wrongCount(group, ids, entries.length);
	return added;
}

/**
 * Reads what the call of a group added, and finds out whose it is: the order of the new IDs is not promised.
 * @returns the row of the new container of each item
 * @throws Fault naming the IDs
 */
async function rowsOfGroup(
	api: ChemInventoryApi,
	group: Group,
	{ ids, entries, members }: Added,
): Promise<Map<number, ContainerRow>> {
	return await (group.rows ??= (async () => {
		const rows = await readBack(
			async () => {
				const own = await Promise.all(ids.map(async (id) => await rowById(api, id)));
				return { own, shown: await asEntriesGive(api, entries, own) };
			},
			`Created in ${group.place.path}: ${idsText(ids)}. Do not create them again.`,
			{ containerIds: ids },
		);
		const matches = matchContainers(entries, rows.shown);
		if (!matches) throw cannotTell(group, ids);
		return new Map(
			members.flatMap((itemIndex, at) => {
				const row = rows.own[matches[at] ?? -1];
				return row ? [[itemIndex, row] as const] : [];
			}),
		);
	})());
}

/** The row of the new container of one item. @throws Fault */
export async function rowOfItem(
	api: ChemInventoryApi,
	group: Group,
	added: Added,
	itemIndex: number,
): Promise<ContainerRow> {
	const row = (await rowsOfGroup(api, group, added)).get(itemIndex);
	if (row) return row;
	throw notCreated();
}

/**
 * New containers with what the entries give. Rows say None where there is no comment as well as where the comment is that
 * word, and give the name of a unit, which several may share: then the container itself is asked.
 */
async function asEntriesGive(
	api: ChemInventoryApi,
	entries: readonly Entry[],
	rows: readonly ContainerRow[],
): Promise<Shown[]> {
	const saysNone = entries.some(({ comments }) => comments === 'None');
	const units = entries.some((entry) => entry.units !== undefined) ? await allUnits(api) : [];
	return await sideBySide(rows, api.service.pace.worksAtOnce, async (row) => {
		const unitIds = isNothing(row.unit) ? [0] : units.filter(({ unit }) => unit === row.unit).map(({ id }) => id);
		if ((saysNone && row.comments === 'None') || (units.length > 0 && unitIds.length !== 1))
			return await api.call(loadContainer, { containerid: Number(row.id) });
		return { ...withoutWordForNone(row), ...(units.length > 0 ? { unitid: unitIds[0] } : {}) };
	});
}

function wrongCount(group: Group, ids: number[], sent: number): Fault {
	return new Fault('unsuccessful', 'ChemInventory created a different number of containers than requested', {
		description: `Sent ${sent} for ${group.place.path}; it answered with ${ids.length === 0 ? 'no ID' : `the IDs ${idsText(ids)}`}. Look at the location in ChemInventory before you run this step again.`,
		facts: { containerIds: ids },
		tellsOfChange: true,
	});
}

function cannotTell(group: Group, ids: number[]): Fault {
	return new Fault('incomplete', 'The containers were created, but it is not clear which belongs to which item', {
		description: `New in ${group.place.path}: ${idsText(ids)}. Compare them in ChemInventory. Do not run this step again.`,
		facts: { containerIds: ids },
		tellsOfChange: true,
	});
}

export function notCreated(): Fault {
	return new Fault('incomplete', 'No container was created for this item', {
		description: 'It could not be read when the others were sent. Run the step again for this item alone.',
	});
}
