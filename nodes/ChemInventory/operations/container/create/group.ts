import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../../shared/fault';
import { timeLimits } from '../../../../shared/http/send';
import type { ItemCall } from '../../../../shared/operation';
import { sideBySide } from '../../../../shared/queue';
import { checked } from '../../../../shared/values/badInput';
import { dataObject } from '../../../../shared/values/json';
import { applyOnce } from '../../../../shared/writing/applyOnce';
import type { Sighting } from '../../../../shared/writing/applyOnce';
import { idsIn, idsText } from '../../../../shared/writing/noted';
import { readBack } from '../../../../shared/writing/readBack';
import { addContainers, loadContainer } from '../../../contract/container';
import type { Container } from '../../../contract/container';
import { matchContainers, recogniseContainers, thoseThatMayBe } from '../../../records/container/compare';
import type { Entry } from '../../../records/container/shownKeys';
import { containerIdsIn, containersIn } from '../../../records/location';
import { notAddedByOthers } from '../../../records/owner';
import type { ChemInventoryApi } from '../../../service/api';
import { withBarcodes } from './barcodes';
import type { Draft } from './draft';
import type { GroupSubstance } from './substance';

/** New containers of one substance in one location: what one call can add (POST /container/add, first entry counts for all). */
export interface Group {
	/** In the order of the items. */
	members: Array<{ itemIndex: number; draft: Draft }>;
	locationId: number;
	locationPath: string;
	substance: GroupSubstance;
	/** What came of it: one call for all members. */
	added?: Promise<Map<number, Container>>;
}

/** What one call added. */
interface Added {
	ids: number[];
	entries: Entry[];
	/** The item of each entry. */
	members: number[];
}

/** Entries as they were kept with the write; texts and numbers. */
function toEntries(value: unknown): Entry[] {
	const entries: unknown[] = Array.isArray(value) ? value : [];
	return entries.map((entry) =>
		Object.fromEntries(
			Object.entries(Object(entry)).map(([key, part]) => [key, typeof part === 'number' ? part : String(part)]),
		),
	);
}

async function lookForAdded(api: ChemInventoryApi, group: Group, before: IDataObject | undefined): Promise<Sighting> {
	const known = new Set(idsIn(before, 'containerIds'));
	const entries = toEntries(before?.entries);
	const fresh = (await containersIn(api, group.locationId)).filter(({ id }) => !known.has(id));
	const candidates = await notAddedByOthers(api, thoseThatMayBe(entries, fresh));
	const clear = candidates.length === entries.length && recogniseContainers(entries, candidates) !== undefined;
	if (clear)
		return { applied: true, answer: { ids: candidates.map(({ id }) => id), entries, members: before?.members ?? [] } };
	return {
		applied: false,
		seen:
			fresh.length === 0
				? `${group.locationPath} has no new container.`
				: `${group.locationPath} has new containers (${fresh
						.slice(0, 10)
						.map(({ id }) => id)
						.join(', ')}), and it is not clear which ones this step made.`,
	};
}

/** Sends the group once. @throws Fault */
async function add(call: ItemCall<ChemInventoryApi>, group: Group): Promise<Added> {
	const { api } = call;
	const members = group.members.map(({ itemIndex }) => itemIndex);
	const shares = group.members.map(({ itemIndex, draft }) => ({ itemIndex, values: draft.given }));
	const { values } = shares.find(({ itemIndex }) => itemIndex === call.itemIndex) ?? { values: [] };
	let entries: Entry[] = [];
	const { answer } = await applyOnce(call, {
		step: addContainers.path,
		values,
		shares,
		look: async () => {
			const substanceid = await group.substance.idFor(call);
			const containerIds = await containerIdsIn(api, group.locationId);
			const drafts = group.members.map(({ draft }) => draft);
			entries = (await withBarcodes(api, drafts)).map((entry) => ({
				...entry,
				locationid: group.locationId,
				substanceid,
			}));
			return { containerIds, entries, members };
		},
		send: async () => {
			const body = checked(addContainers.body, { data: entries }, 'Container');
			return dataObject({ ids: await api.call(addContainers, body, timeLimits.list), entries, members });
		},
		settle: async (before) => await lookForAdded(api, group, before),
		whereToLook: `Look at ${group.locationPath} in ChemInventory before you run this step again.`,
	});
	return { ids: idsIn(answer, 'ids'), entries: toEntries(answer.entries), members: idsIn(answer, 'members') };
}

const loadsAtOnce = 4;

/**
 * Adds the containers of a group, and reads them to find out whose they are: the order of the new ids is not promised.
 * @returns the new container of each item
 * @throws Fault; where containers were created all the same, it names their ids
 */
export async function addGroup(call: ItemCall<ChemInventoryApi>, group: Group): Promise<Map<number, Container>> {
	return await (group.added ??= addAndRead(call, group));
}

async function addAndRead(call: ItemCall<ChemInventoryApi>, group: Group): Promise<Map<number, Container>> {
	const { ids, entries, members } = await add(call, group);
	if (new Set(ids).size !== entries.length || ids.length !== entries.length)
		throw wrongCount(group, ids, entries.length);
	const containers = await readBack(
		async () =>
			await sideBySide(ids, loadsAtOnce, async (containerid) => await call.api.call(loadContainer, { containerid })),
		`Created in ${group.locationPath}: ${idsText(ids)}. Do not create them again.`,
		{ containerIds: ids },
	);
	const matches = matchContainers(entries, containers);
	if (!matches) throw cannotTell(group, ids);
	return new Map(
		members.flatMap((itemIndex, at) => {
			const container = containers[matches[at] ?? -1];
			return container ? [[itemIndex, container] as const] : [];
		}),
	);
}

function wrongCount(group: Group, ids: number[], sent: number): Fault {
	return new Fault('unsuccessful', 'ChemInventory created another number of containers than was asked for', {
		description: `Sent ${sent} for ${group.locationPath}; it answered with ${ids.length === 0 ? 'no ID' : `the IDs ${idsText(ids)}`}. Look at the location in ChemInventory before you run this step again.`,
		facts: { containerIds: ids },
		tellsOfChange: true,
	});
}

function cannotTell(group: Group, ids: number[]): Fault {
	return new Fault('incomplete', 'The containers were created, but it is not clear which belongs to which item', {
		description: `New in ${group.locationPath}: ${idsText(ids)}. Compare them in ChemInventory. Do not run this step again.`,
		facts: { containerIds: ids },
		tellsOfChange: true,
	});
}
