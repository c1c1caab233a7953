import pLimit from 'p-limit';

import { asError, Fault } from '../../../shared/fault';
import { toNodeError } from '../../../shared/nodeError';
import { oncePerRun } from '../../../shared/oncePerRun';
import type { OperationCall } from '../../../shared/operation';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { addContainers } from '../../contract/container';
import type { Container } from '../../contract/container';
import type { ChemInventoryApi } from '../../service/api';
import { addGroup } from './addGroup';
import type { Group } from './addGroup';
import { countBarcodes, refuseUsedBarcode } from './barcodes';
import { readDraft } from './newContainer';
import type { Draft } from './newContainer';
import { createSubstance } from './wantedSubstance';

type Call = OperationCall<ChemInventoryApi>;

/** What is to be done for all items of a run, made before anything is sent. */
export interface CreationPlan {
	/** Adds the item's group when its first item asks. @throws Fault */
	containerOf(itemIndex: number): Promise<Container>;
}

const readsAtOnce = 4;

/** One item goes wrong alone where the node continues; otherwise nothing at all is sent. */
class Drafts {
	readonly open = new Map<number, Draft>();

	readonly refused = new Map<number, Error>();

	constructor(private readonly call: Call) {}

	refuse(itemIndex: number, thrown: unknown): void {
		this.open.delete(itemIndex);
		this.refused.set(itemIndex, asError(thrown));
	}

	stopAtFirstRefusal(): void {
		const { functions } = this.call;
		const [itemIndex] = [...this.refused.keys()].sort((a, b) => a - b);
		const refusal = itemIndex === undefined ? undefined : this.refused.get(itemIndex);
		if (itemIndex === undefined || !refusal) return;
		if (functions.continueOnFail() && !isCanceled(refusal)) return;
		throw toNodeError(functions.getNode(), refusal, itemIndex);
	}
}

const isCanceled = (error: Error) => error instanceof Fault && error.kind === 'canceled';

/** n8n's Retry On Fail makes the plan anew: items that were sent keep the group that they were sent with. */
const membershipOf = ({ api }: Call, { given }: Draft) =>
	fingerprintOf('an item of /container/add', api.address, given);

/** Under which name and item the ledger knows the group that an item was sent with. */
type GroupKey = Pick<Group, 'fingerprint' | 'ledgerItem'>;

function groupOfEarlierTry(call: Call, itemIndex: number, draft: Draft): GroupKey | undefined {
	const { fingerprint, ledgerItem } = call.ledger.find(itemIndex, membershipOf(call, draft))?.answer ?? {};
	return typeof fingerprint === 'string' ? { fingerprint, ledgerItem: Number(ledgerItem) } : undefined;
}

async function forEach(drafts: Drafts, work: (itemIndex: number, draft: Draft) => Promise<void>): Promise<void> {
	const limit = pLimit(readsAtOnce);
	await Promise.all(
		[...drafts.open].map(([itemIndex, draft]) =>
			limit(async () => await work(itemIndex, draft).catch((thrown: unknown) => drafts.refuse(itemIndex, thrown))),
		),
	);
}

async function readDrafts(call: Call): Promise<Drafts> {
	const drafts = new Drafts(call);
	const limit = pLimit(readsAtOnce);
	const { functions, api } = call;
	await Promise.all(
		functions.getInputData().map((_item, itemIndex) =>
			limit(async () => {
				try {
					drafts.open.set(itemIndex, await readDraft(functions, api, itemIndex));
				} catch (thrown) {
					drafts.refuse(itemIndex, thrown);
				}
			}),
		),
	);
	return drafts;
}

async function checkBarcodes(call: Call, drafts: Drafts): Promise<void> {
	const counts = countBarcodes(drafts.open.values());
	await forEach(drafts, async (itemIndex, draft) => {
		// The barcode of a container that an earlier try created is in use by that container.
		if (groupOfEarlierTry(call, itemIndex, draft) !== undefined) return;
		await refuseUsedBarcode(call.api, draft, counts);
	});
}

/** Ids of the substances, one after the other: the second bottle of a new substance finds what the first one created. */
async function settleSubstances(call: Call, drafts: Drafts): Promise<Map<number, number>> {
	const byItem = new Map<number, number>();
	const created = new Map<string, Promise<number>>();
	for (const [itemIndex, { substance }] of [...drafts.open].sort(([a], [b]) => a - b)) {
		if ('id' in substance) {
			byItem.set(itemIndex, substance.id);
			continue;
		}
		const key = JSON.stringify([substance.cas, substance.name.toLowerCase()]);
		const creating = created.get(key) ?? createSubstance(call, itemIndex, substance);
		created.set(key, creating);
		try {
			byItem.set(itemIndex, await creating);
		} catch (thrown) {
			drafts.refuse(itemIndex, thrown);
		}
		drafts.stopAtFirstRefusal();
	}
	return byItem;
}

function toGroups(call: Call, drafts: Drafts, substances: ReadonlyMap<number, number>): Group[] {
	const groups = new Map<string, Omit<Group, keyof GroupKey> & { earlier?: GroupKey }>();
	for (const [itemIndex, draft] of [...drafts.open].sort(([a], [b]) => a - b)) {
		const { locationId, locationPath } = draft;
		const substanceId = substances.get(itemIndex) ?? 0;
		const earlier = groupOfEarlierTry(call, itemIndex, draft);
		const key = earlier?.fingerprint ?? `${locationId}#${substanceId}`;
		const group = groups.get(key) ?? { members: [], drafts: [], locationId, locationPath, substanceId, earlier };
		group.members.push(itemIndex);
		group.drafts.push(draft);
		groups.set(key, group);
	}
	return [...groups.values()].map(({ earlier, ...group }) => ({ ...group, ...(earlier ?? newKey(call, group)) }));
}

function newKey({ api }: Call, { members, drafts, locationId, substanceId }: Omit<Group, keyof GroupKey>): GroupKey {
	const content = drafts.map(({ given }) => given);
	return {
		fingerprint: fingerprintOf(addContainers.path, api.address, locationId, substanceId, members, content),
		ledgerItem: members[0] ?? 0,
	};
}

/** Notes the membership first: a try that ends in between must not send any member a second time. */
async function sendGroup(call: Call, group: Group): Promise<Map<number, Container>> {
	for (const [at, draft] of group.drafts.entries()) {
		call.ledger.markDone(group.members[at] ?? 0, membershipOf(call, draft), {
			fingerprint: group.fingerprint,
			ledgerItem: group.ledgerItem,
		});
	}
	return await addGroup(call, group);
}

/**
 * The plan of a run: reads and checks every item, looks substances up or has them created, and groups the items by
 * location and substance, because the endpoint applies those of the first entry to all.
 * @throws NodeApiError or NodeOperationError naming the first item that is refused, unless the node continues on fail
 */
export const planCreation = oncePerRun(async (call: Call): Promise<CreationPlan> => {
	const drafts = await readDrafts(call);
	await checkBarcodes(call, drafts);
	drafts.stopAtFirstRefusal();
	const groups = toGroups(call, drafts, await settleSubstances(call, drafts));
	const sent = new Map<Group, Promise<Map<number, Container>>>();
	return {
		async containerOf(itemIndex) {
			const refusal = drafts.refused.get(itemIndex);
			if (refusal) throw asError(refusal);
			const group = groups.find(({ members }) => members.includes(itemIndex));
			const sending = group ? (sent.get(group) ?? sendGroup(call, group)) : undefined;
			if (group && sending) sent.set(group, sending);
			const container = (await sending)?.get(itemIndex);
			if (container) return container;
			throw new Fault('incomplete', 'No container was created for this item', {
				description: 'It could not be read when the others were sent. Run the step again for this item alone.',
			});
		},
	};
});
