import { runsForAgent } from '../../../../shared/agent';
import { inPieces } from '../../../../shared/breather';
import { timeLimits } from '../../../../shared/http/send';
import { thing } from '../../../../shared/operation';
import type { ItemCall, OperationCall, PlannedItem, Refuse, Thing } from '../../../../shared/operation';
import { badInput, quote } from '../../../../shared/values/badInput';
import { readId } from '../../../../shared/values/ids';
import { refuseGivenToSeveral } from '../../../../shared/writing/severalItems';
import { containerCarrying } from '../../../records/barcode';
import { rowsByIds } from '../../../records/container/rows';
import type { ContainerRow } from '../../../records/container/rows';
import { thingsOfChange } from '../../../records/container/saveField';
import type { ChemInventoryApi } from '../../../service/api';
import { draftOf } from '../create/draft';
import type { NewContainer } from '../create/form';
import { checkAndGroup, thingsOfPlan } from '../create/plan';
import type { ItemPlan } from '../create/plan';
import { changesFor } from './existing';
import type { Changes } from './existing';
import type { UpsertForm } from './form';

/** A container that is there. What is to change is known when the containers of all items were read. */
interface Existing {
	id: number;
	form: UpsertForm;
	changes?: Changes;
}

/** What an item comes to: a new container, or one that is changed. */
export type UpsertPlan = { barcode: string; raw: boolean } & ({ creation: ItemPlan } | { existing: Existing });

type Call = ItemCall<ChemInventoryApi>;

/** Of what a new container cannot do without. @throws Fault `badInput` naming what is empty */
function newContainerOf(form: UpsertForm): NewContainer {
	const { barcode, name, substance, location } = form;
	if (name !== undefined && substance !== undefined && location !== undefined)
		return { ...form, name, substance, location, chosen: 'fields', barcode: { chosen: 'refuse', barcode } };
	const given = { Name: name, Substance: substance, Location: location };
	const missing = Object.entries(given).flatMap(([label, value]) => (value === undefined ? [label] : []));
	throw badInput(
		missing[0] ?? 'Name',
		'is empty, and a new container needs it',
		`Nothing has the barcode ${quote(barcode)}, so a container would be created. Enter ${missing.join(', ')}, or correct the barcode.`,
	);
}

/** What one item comes to. Sends nothing. @throws Fault */
export async function planOf(call: Call, form: UpsertForm): Promise<UpsertPlan> {
	const { api, functions, ledger, itemIndex } = call;
	const { barcode, raw } = form;
	let isChecked = false;
	// What an earlier try of the run has created would be found.
	const { id } = await ledger.foundOnce(itemIndex, `barcode ${barcode}`, async () => {
		isChecked = true;
		return { id: (await containerCarrying(api, barcode)) ?? null };
	});
	if (id !== null) return { barcode, raw, existing: { id: readId(id, 'Barcode'), form } };
	const draft = await draftOf(call, newContainerOf(form));
	return {
		barcode,
		raw,
		creation: {
			draft,
			barcodeIsFree: isChecked,
			raw,
			missingStructures: false,
			forAgent: runsForAgent(functions),
		},
	};
}

const givenTwice = ({ barcode }: UpsertPlan) =>
	badInput(
		'Barcode',
		'is used by several items',
		`The barcode is ${quote(barcode)}. It says which container an item is about: keep only one of these rows.`,
	);

/** Looks at the containers that are there, and finds out what differs. */
async function compareAll(
	call: OperationCall<ChemInventoryApi>,
	items: ReadonlyArray<{ itemIndex: number; existing: Existing }>,
	refuse: Refuse,
): Promise<void> {
	const { table } = await rowsByIds(
		call.api,
		items.map(({ existing }) => existing.id),
		timeLimits.list,
	);
	const rowOf = new Map(table.rows.map((row): [number, ContainerRow] => [Number(row.id), row]));
	const compared = await inPieces(items, async ({ itemIndex, existing }) => {
		const { id, form } = existing;
		try {
			existing.changes = await changesFor({ ...call, itemIndex }, form, id, rowOf.get(id));
		} catch (thrown) {
			refuse(itemIndex, thrown);
		}
	});
	await Promise.all(compared);
}

/**
 * Refuses barcodes that several items give, in upper or lower case, as the service finds both; new containers are checked and
 * grouped as those of Create are.
 */
export async function checkAll(
	call: OperationCall<ChemInventoryApi>,
	items: ReadonlyArray<PlannedItem<UpsertPlan>>,
	refuse: Refuse,
): Promise<void> {
	const refused = new Set<number>();
	const refuseItem: Refuse = (itemIndex, reason) => {
		refused.add(itemIndex);
		refuse(itemIndex, reason);
	};
	refuseGivenToSeveral(call, items, refuseItem, ({ barcode }) => barcode.toLowerCase(), givenTwice);
	const open = items.filter(({ itemIndex }) => !refused.has(itemIndex));
	await compareAll(
		call,
		open.flatMap(({ itemIndex, plan }) => ('existing' in plan ? [{ itemIndex, existing: plan.existing }] : [])),
		refuse,
	);
	const creations = open.flatMap(({ itemIndex, plan }) =>
		'creation' in plan ? [{ itemIndex, plan: plan.creation }] : [],
	);
	await checkAndGroup(call, creations, refuse);
}

export function thingsOf(plan: UpsertPlan): Thing[] {
	if ('creation' in plan) return thingsOfPlan(plan.creation);
	const { id, changes } = plan.existing;
	return [thing('container', id), thing('barcode', plan.barcode), ...(changes?.asked ?? []).flatMap(thingsOfChange)];
}
