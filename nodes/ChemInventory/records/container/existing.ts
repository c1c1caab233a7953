import { timeLimits } from '../../../shared/http/send';
import type { OperationCall, PlannedItem, Refuse } from '../../../shared/operation';
import { badInput } from '../../../shared/values/badInput';
import { idsText } from '../../../shared/writing/noted';
import type { ChemInventoryApi } from '../../service/api';
import { rowsByIds } from './rows';

/** The containers that an item names. */
export interface NamedContainers {
	ids: readonly number[];
	/** Whether they were given by ID: those that were found by their barcodes exist. */
	mayBeMissing: boolean;
}

/**
 * Refuses items that name containers that do not exist.
 * @param label of the field that names them
 * @param more what else can be done about it
 */
export function refuseMissing(
	items: ReadonlyArray<PlannedItem<NamedContainers>>,
	missing: ReadonlySet<number>,
	refuse: Refuse,
	label: string,
	more = '',
): void {
	for (const { itemIndex, plan } of items) {
		const unknown = plan.mayBeMissing ? plan.ids.filter((id) => missing.has(id)) : [];
		if (unknown.length > 0)
			refuse(
				itemIndex,
				badInput(
					label,
					'names containers that do not exist, so nothing was sent',
					`Not in the active inventory: ${idsText(unknown)}. They may be deleted. Correct the IDs${more}.`,
				),
			);
	}
}

/** The same, for containers that are looked up here. What an earlier try of the run has changed may be gone by that. */
export async function refuseMissingContainers(
	{ api, ledger }: OperationCall<ChemInventoryApi>,
	items: ReadonlyArray<PlannedItem<NamedContainers>>,
	refuse: Refuse,
	label: string,
	more = '',
): Promise<void> {
	const asked = items.filter(({ itemIndex, plan }) => plan.mayBeMissing && !ledger.begun(itemIndex));
	if (asked.length === 0) return;
	const ids = new Set(asked.flatMap(({ plan }) => plan.ids));
	const { missing } = await rowsByIds(api, [...ids], timeLimits.list);
	refuseMissing(asked, new Set(missing), refuse, label, more);
}

/** The same for a write that reads its containers first: one item alone need not be asked about twice. */
export async function refuseMissingAmongSeveral(
	call: OperationCall<ChemInventoryApi>,
	items: ReadonlyArray<PlannedItem<NamedContainers>>,
	refuse: Refuse,
	label: string,
): Promise<void> {
	if (items.length > 1) await refuseMissingContainers(call, items, refuse, label);
}
