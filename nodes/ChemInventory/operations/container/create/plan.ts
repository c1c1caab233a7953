import { runsForAgent } from '../../../../shared/agent';
import { allOf } from '../../../../shared/allOf';
import { inPieces } from '../../../../shared/breather';
import { thing } from '../../../../shared/operation';
import type { ItemCall, OperationCall, PlannedItem, Refuse, Thing } from '../../../../shared/operation';
import { isNothing } from '../../../../shared/values/text';
import { sentWith } from '../../../../shared/writing/severalItems';
import { addContainers } from '../../../contract/container';
import { refuseIfTaken, refuseTakenBarcodes } from '../../../records/barcode';
import type { ChemInventoryApi } from '../../../service/api';
import { draftOf, thingsOf } from './draft';
import type { Draft } from './draft';
import type { NewContainer } from './form';
import type { Group } from './group';
import { Place } from './place';
import { GroupSubstance } from './substance';

/** What an item asks for, and how it shows its container. */
export interface ItemPlan {
	draft: Draft;
	/** Whether nothing carries its barcode, as far as was looked up. */
	barcodeIsFree: boolean;
	raw: boolean;
	missingStructures: boolean;
	forAgent: boolean;
	/** The call that adds its container; made when all items are known. */
	group?: Group;
}

/** What tells the call that an earlier try of the run sent the item with; undefined where its container was not sent. */
const sentWithOf = (call: OperationCall<unknown>, itemIndex: number, { given }: Draft) =>
	sentWith(call, { itemIndex, step: addContainers.path, values: given });

const barcodeOf = ({ entry: { barcode } }: Draft) => (isNothing(barcode) ? undefined : String(barcode));

const typedBarcode = (container: NewContainer): unknown => {
	if (container.chosen === 'json') return container.entry.barcode;
	return container.barcode.chosen === 'generate' ? undefined : container.barcode.barcode;
};

/**
 * Looks while the draft is looked up. Once an earlier try of the run has sent something for the item, that is left to
 * `checkAndGroup`: the barcode may be on what was sent, which only the draft shows.
 * @returns whether it was looked up. @throws Fault `badInput`
 */
async function refuseTakenBarcode(call: ItemCall<ChemInventoryApi>, container: NewContainer): Promise<boolean> {
	const { api, ledger, itemIndex } = call;
	const barcode = typedBarcode(container);
	const { chosen: check } = container.barcode;
	const isChecked = check === 'refuse' || check === 'refuseHere';
	if (!isChecked || isNothing(barcode) || ledger.begun(itemIndex)) return false;
	await refuseIfTaken(api, check, String(barcode));
	return true;
}

/** What one item asks for, looked up. Sends nothing. @throws Fault */
export async function planOf(
	call: ItemCall<ChemInventoryApi>,
	form: { container: NewContainer; raw: boolean; options: { missingStructures?: boolean } },
): Promise<ItemPlan> {
	const { container, raw, options } = form;
	const [draft, barcodeIsFree] = await allOf([draftOf(call, container), refuseTakenBarcode(call, container)]);
	return {
		draft,
		barcodeIsFree,
		raw,
		missingStructures: options.missingStructures ?? false,
		forAgent: runsForAgent(call.functions),
	};
}

/**
 * Groups the items by location and substance, because the endpoint applies those of the first entry to all. Items that an
 * earlier try sent together stay together.
 */
function group(call: OperationCall<unknown>, items: ReadonlyArray<PlannedItem<ItemPlan>>): void {
	const groups = new Map<string, Group>();
	const places = new Map<number, Place>();
	const substances = new Map<string, GroupSubstance>();
	for (const { itemIndex, plan } of items) {
		const { draft } = plan;
		const { locationId, locationPath } = draft;
		const named = GroupSubstance.keyOf(draft.substance);
		const substance = substances.get(named) ?? new GroupSubstance(draft.substance);
		substances.set(named, substance);
		substance.addItem(itemIndex);
		const place = places.get(locationId) ?? new Place(locationId, locationPath);
		places.set(locationId, place);
		const key = sentWithOf(call, itemIndex, draft) ?? `${locationId} ${named}`;
		const known = groups.get(key) ?? { members: [], place, substance };
		known.members.push({ itemIndex, draft });
		groups.set(key, known);
		plan.group = known;
	}
}

/** Refuses barcodes that are in use, or given twice, and groups what goes out in one call. */
export async function checkAndGroup(
	call: OperationCall<ChemInventoryApi>,
	items: ReadonlyArray<PlannedItem<ItemPlan>>,
	refuse: Refuse,
): Promise<void> {
	const refused = new Set<number>();
	const given = await inPieces(items, ({ itemIndex, plan: { draft, barcodeIsFree: isFree } }) => ({
		itemIndex,
		check: draft.barcode.check,
		barcode: barcodeOf(draft),
		sent: sentWithOf(call, itemIndex, draft) !== undefined,
		isFree,
	}));
	await refuseTakenBarcodes(call, given, (itemIndex, reason) => {
		refused.add(itemIndex);
		refuse(itemIndex, reason);
	});
	group(
		call,
		items.filter(({ itemIndex }) => !refused.has(itemIndex)),
	);
}

/**
 * What the call of an item depends on. It is for all items of its group, so the first one waits for what any of them needs,
 * and the others wait for the first. If each named it all, a thousand items would name a million things. Groups go side by
 * side into one location; but an agent has to settle what it left open there before it adds more.
 */
export function thingsOfPlan({ draft, group: own, forAgent }: ItemPlan): Thing[] {
	const [first, ...others] = own?.members ?? [];
	const common = first && !forAgent ? thing('new containers', first.itemIndex) : thing('location', draft.locationId);
	if (first && first.draft !== draft) return [common];
	return [...new Set([common, ...[draft, ...others.map((member) => member.draft)].flatMap(thingsOf)])];
}
