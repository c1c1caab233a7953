import type { Fault } from '../../shared/fault';
import type { OperationCall, PlannedItem, Refuse } from '../../shared/operation';

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
