import type { IDataObject } from 'n8n-workflow';
import pLimit from 'p-limit';

import { Fault } from '../../../../shared/fault';
import { timeLimits } from '../../../../shared/http/send';
import type { OperationCall } from '../../../../shared/operation';
import { checked } from '../../../../shared/values/badInput';
import { dataObject } from '../../../../shared/values/json';
import { applyOnce } from '../../../../shared/writing/applyOnce';
import type { Sighting } from '../../../../shared/writing/applyOnce';
import { idsIn, idsText } from '../../../../shared/writing/noted';
import { readBack } from '../../../../shared/writing/readBack';
import { addContainers, loadContainer } from '../../../contract/container';
import type { Container } from '../../../contract/container';
import { matchContainers, mayBe } from '../../../records/container/compare';
import type { Entry } from '../../../records/container/compare';
import { containerIdsIn, containersIn } from '../../../records/location';
import type { ChemInventoryApi } from '../../../service/api';
import { withBarcodes } from './barcodes';
import type { Draft } from './draft';

/** New containers of one substance in one location: what one call can add (POST /container/add, first entry counts for all). */
export interface Group {
	/** Item indexes, in their order. */
	members: number[];
	drafts: Draft[];
	locationId: number;
	locationPath: string;
	substanceId: number;
	/** The name of the group's write in the ledger, and the item under which it stands there. */
	fingerprint: string;
	ledgerItem: number;
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
	const candidates = fresh.filter((container) => entries.some((entry) => mayBe(entry, container)));
	const clear = candidates.length === entries.length && matchContainers(entries, candidates) !== undefined;
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
async function add({ functions, api, ledger }: OperationCall<ChemInventoryApi>, group: Group): Promise<Added> {
	const { members } = group;
	let entries: Entry[] = [];
	const { answer } = await applyOnce(ledger, {
		itemIndex: group.ledgerItem,
		fingerprint: group.fingerprint,
		look: async () => {
			const containerIds = await containerIdsIn(api, group.locationId);
			entries = (await withBarcodes(api, group.drafts)).map((entry) => ({
				...entry,
				locationid: group.locationId,
				substanceid: group.substanceId,
			}));
			return { containerIds, entries, members };
		},
		send: async () => {
			const body = checked(addContainers.body, { data: entries }, 'Container');
			return dataObject({ ids: await api.call(addContainers, body, timeLimits.list), entries, members });
		},
		settle: async (before) => await lookForAdded(api, group, before),
		whereToLook: `Look at ${group.locationPath} in ChemInventory before you run this step again.`,
		signal: functions.getExecutionCancelSignal(),
	});
	return { ids: idsIn(answer, 'ids'), entries: toEntries(answer.entries), members: idsIn(answer, 'members') };
}

const loadsAtOnce = 4;

/**
 * Adds the containers of a group, and reads them to find out whose they are: the order of the new ids is not promised.
 * @returns the new container of each item
 * @throws Fault; where containers were created all the same, it names their ids
 */
export async function addGroup(call: OperationCall<ChemInventoryApi>, group: Group): Promise<Map<number, Container>> {
	const { ids, entries, members } = await add(call, group);
	if (new Set(ids).size !== entries.length || ids.length !== entries.length)
		throw wrongCount(group, ids, entries.length);
	const limit = pLimit(loadsAtOnce);
	const containers = await readBack(
		async () =>
			await Promise.all(
				ids.map((containerid) => limit(async () => await call.api.call(loadContainer, { containerid }))),
			),
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
	});
}

function cannotTell(group: Group, ids: number[]): Fault {
	return new Fault('incomplete', 'The containers were created, but it is not clear which belongs to which item', {
		description: `New in ${group.locationPath}: ${idsText(ids)}. Compare them in ChemInventory. Do not run this step again.`,
		facts: { containerIds: ids },
	});
}
