import type { FilledItem, OperationCall } from '../../../../shared/operation';
import { Plans } from '../../../../shared/plans';
import { fingerprintOf } from '../../../../shared/values/fingerprint';
import { addContainers } from '../../../contract/container';
import type { ChemInventoryApi } from '../../../service/api';
import { countBarcodes, refuseUsedBarcode } from './barcodes';
import { draftOf } from './draft';
import type { Draft } from './draft';
import type { NewContainer } from './form';
import type { Group } from './group';
import { createSubstance } from './substance';

type Call = OperationCall<ChemInventoryApi>;

/** What an item asks for, and how it shows its container. */
interface ItemDraft extends Draft {
	raw: boolean;
	missingStructures: boolean;
}

type Drafts = Plans<ItemDraft>;

/** n8n's Retry On Fail makes the groups anew: items that were sent keep the group that they were sent with. */
const membershipOf = ({ api }: Call, { given }: Draft) =>
	fingerprintOf('an item of /container/add', api.address, given);

/** Under which name and item the ledger knows the group that an item was sent with. */
type GroupKey = Pick<Group, 'fingerprint' | 'ledgerItem'>;

function groupOfEarlierTry(call: Call, itemIndex: number, draft: Draft): GroupKey | undefined {
	const { fingerprint, ledgerItem } = call.ledger.find(itemIndex, membershipOf(call, draft))?.answer ?? {};
	return typeof fingerprint === 'string' ? { fingerprint, ledgerItem: Number(ledgerItem) } : undefined;
}

/** What every item asks for, looked up and checked. Sends nothing. */
export async function readDrafts(
	call: Call,
	items: ReadonlyArray<FilledItem<{ container: NewContainer; raw: boolean; options: { missingStructures?: boolean } }>>,
): Promise<Drafts> {
	const { functions, api } = call;
	const drafts: Drafts = new Plans(functions);
	await drafts.make(items, async ({ form: { container, raw, options } }) => ({
		...(await draftOf(call, container)),
		raw,
		missingStructures: options.missingStructures ?? false,
	}));
	const counts = countBarcodes(drafts.open.map(([, draft]) => draft));
	await drafts.check(async (itemIndex, draft) => {
		// The barcode of a container that an earlier try created is in use by that container.
		if (groupOfEarlierTry(call, itemIndex, draft) !== undefined) return;
		await refuseUsedBarcode(api, draft, counts);
	});
	return drafts;
}

/** IDs of the substances, one after the other: the second bottle of a new substance finds what the first one created. */
async function settleSubstances(call: Call, drafts: Drafts): Promise<Map<number, number>> {
	const byItem = new Map<number, number>();
	const created = new Map<string, Promise<number>>();
	for (const [itemIndex, { substance }] of drafts.open) {
		if (drafts.endHere) break;
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
	}
	return byItem;
}

/**
 * Groups the items by location and substance, because the endpoint applies those of the first entry to all. Substances
 * that are missing are created first.
 */
export async function groupDrafts(call: Call, drafts: Drafts): Promise<Group[]> {
	const substances = await settleSubstances(call, drafts);
	const groups = new Map<string, Omit<Group, keyof GroupKey> & { earlier?: GroupKey }>();
	for (const [itemIndex, draft] of drafts.open) {
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

/** Notes who belongs to a group before it is sent: a try that ends in between must not send any member a second time. */
export function noteMembers(call: Call, { members, drafts, fingerprint, ledgerItem }: Group): void {
	for (const [at, draft] of drafts.entries())
		call.ledger.markDone(members[at] ?? 0, membershipOf(call, draft), { fingerprint, ledgerItem });
}
