import type { OperationCall, PlannedItem, Refuse } from '../operation';
import { badInput } from '../values/badInput';

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
	const firstItemOf = new Map<number, number>();
	for (const { itemIndex, plan } of items) {
		const again = idsOf(plan).find((id) => firstItemOf.has(id));
		for (const id of idsOf(plan)) if (!firstItemOf.has(id)) firstItemOf.set(id, itemIndex);
		if (again === undefined || ledger.begun(itemIndex)) continue;
		refuse(
			itemIndex,
			badInput(
				label,
				'names what an earlier item names as well',
				`The ID ${again} is in item ${firstItemOf.get(again)} already. Remove one of the two.`,
			),
		);
	}
}
