import type { IDataObject } from 'n8n-workflow';

import { runsForAgent } from '../../../../shared/agent';
import { thing } from '../../../../shared/operation';
import type { ItemCall, OperationCall, PlannedItem, Refuse, Thing } from '../../../../shared/operation';
import { badInput, quote } from '../../../../shared/values/badInput';
import { refuseGivenToSeveral } from '../../../../shared/writing/severalItems';
import { containerCarrying } from '../../../records/barcode';
import { rowById } from '../../../records/container/rows';
import { thingsOfChange } from '../../../records/container/saveField';
import type { ChemInventoryApi } from '../../../service/api';
import { draftOf } from '../create/draft';
import type { NewContainer } from '../create/form';
import { checkAndGroup, thingsOfPlan } from '../create/plan';
import type { ItemPlan } from '../create/plan';
import { changesFor } from './existing';
import type { Changes, Found } from './existing';
import type { UpsertForm } from './form';

/** What an item comes to: a new container, or one that is changed. */
export type UpsertPlan = { barcode: string; raw: boolean } & ({ creation: ItemPlan } | { changes: Changes });

type Call = ItemCall<ChemInventoryApi>;

const textOf = (value: unknown) => String(value ?? '');

async function look(api: ChemInventoryApi, barcode: string): Promise<IDataObject> {
	const id = await containerCarrying(api, barcode);
	if (id === undefined) return { found: null };
	const row = await rowById(api, id);
	const found: Found = {
		id,
		name: textOf(row.name),
		barcode: textOf(row.barcode),
		size: textOf(row.size),
		unit: textOf(row.unit),
		cas: textOf(row.cas),
		substance: Number(row.substanceid),
	};
	return { found: { ...found } };
}

function foundIn(value: unknown): Found | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const { id, name, barcode, size, unit, cas, substance }: Partial<Record<keyof Found, unknown>> = value;
	return {
		id: Number(id),
		name: textOf(name),
		barcode: textOf(barcode),
		size: textOf(size),
		unit: textOf(unit),
		cas: textOf(cas),
		substance: Number(substance),
	};
}

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
		`Nothing carries the barcode ${quote(barcode)}, so a container would be created. Give ${missing.join(', ')}, or correct the barcode.`,
	);
}

/** What one item comes to. Sends nothing. @throws Fault */
export async function planOf(call: Call, form: UpsertForm): Promise<UpsertPlan> {
	const { api, ledger, itemIndex } = call;
	const { barcode, raw } = form;
	// What an earlier try of the run has created would be found, and what it has changed would look unchanged.
	const { found: noted } = await ledger.foundOnce(
		itemIndex,
		`barcode ${barcode}`,
		async () => await look(api, barcode),
	);
	const found = foundIn(noted);
	if (found) return { barcode, raw, changes: await changesFor(call, form, found) };
	const draft = await draftOf(call, newContainerOf(form));
	return {
		barcode,
		raw,
		creation: { draft, raw, missingStructures: false, forAgent: runsForAgent(call.functions) },
	};
}

const givenTwice = ({ barcode }: UpsertPlan) =>
	badInput(
		'Barcode',
		'is given to several items',
		`The barcode is ${quote(barcode)}. It says which container an item is about: keep one of these rows.`,
	);

/** Refuses barcodes that several items give; new containers are checked and grouped as those of Create are. */
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
	refuseGivenToSeveral(call, items, refuseItem, ({ barcode }) => barcode, givenTwice);
	const creations = items.flatMap(({ itemIndex, plan }) =>
		'creation' in plan && !refused.has(itemIndex) ? [{ itemIndex, plan: plan.creation }] : [],
	);
	await checkAndGroup(call, creations, refuse);
}

export function thingsOf(plan: UpsertPlan): Thing[] {
	if ('creation' in plan) return thingsOfPlan(plan.creation);
	const { id, asked } = plan.changes;
	return [thing('container', id), thing('barcode', plan.barcode), ...asked.flatMap(thingsOfChange)];
}
