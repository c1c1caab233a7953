import type { Fault } from '../fault';
import type { OperationCall, PlannedItem, Refuse } from '../operation';
import { rowOf } from '../row';
import { badInput } from '../values/badInput';
import type { WriteName } from './ledger';

/**
 * Refuses items that name what an earlier item of the run names: the change for that one leaves nothing to change.
 * @param idsOf what an item names
 * @param label of the field that names it
 */
export function refuseNamedTwice<Plan>(
	{ ledger }: OperationCall<unknown>,
	items: ReadonlyArray<PlannedItem<Plan>>,
	refuse: Refuse,
	idsOf: (plan: Plan) => readonly number[],
	label: string,
): void {
	const firstRowOf = new Map<number, number>();
	for (const { itemIndex, plan } of items) {
		const again = idsOf(plan).find((id) => firstRowOf.has(id));
		for (const id of idsOf(plan)) if (!firstRowOf.has(id)) firstRowOf.set(id, rowOf(itemIndex));
		if (again === undefined || ledger.begun(itemIndex)) continue;
		refuse(
			itemIndex,
			badInput(
				label,
				'names what an earlier row already names',
				`The ID ${again} is in row ${firstRowOf.get(again)} already. Remove one of the two.`,
			),
		);
	}
}

/**
 * Refuses items of one run that give what only one record may have, such as the same new name. What an earlier try has
 * sent is not asked again.
 * @param keyOf equal for plans that give the same
 */
export function refuseGivenToSeveral<Plan>(
	{ ledger }: OperationCall<unknown>,
	items: ReadonlyArray<PlannedItem<Plan>>,
	refuse: Refuse,
	keyOf: (plan: Plan) => string,
	reason: (plan: Plan) => Fault,
): void {
	const open = items.filter(({ itemIndex }) => !ledger.begun(itemIndex));
	const counts = new Map<string, number>();
	for (const { plan } of open) counts.set(keyOf(plan), (counts.get(keyOf(plan)) ?? 0) + 1);
	for (const { itemIndex, plan } of open) if ((counts.get(keyOf(plan)) ?? 0) > 1) refuse(itemIndex, reason(plan));
}

/**
 * What names the call that an earlier try of the run sent an item with, the same for all of its items: they stay together.
 * Undefined where it was not sent.
 */
export function sentWith({ ledger }: OperationCall<unknown>, name: WriteName): string | undefined {
	const known = ledger.find(name);
	return known?.same ? `sent with ${known.entry.items.join(', ')}` : undefined;
}
