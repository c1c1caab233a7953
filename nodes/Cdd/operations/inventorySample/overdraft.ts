import type { OperationCall, PlannedItem, Refuse } from '../../../shared/operation';
import { badInput } from '../../../shared/values/badInput';
import type { InventorySample } from '../../contract/sample';
import { samplesById } from '../../records/sample/resource';
import type { CddApi } from '../../service/api';
import { recordsOf } from '../checks';
import type { PlannedEvents } from './events';

/** What an update takes from a sample. */
export interface Withdrawal {
	id: number;
	events: PlannedEvents;
	allowOverdraft: boolean;
}

/** Without the tail of binary fractions that sums of decimal amounts carry: 0.1 and 0.2 are what a vial of 0.3 holds. */
const exact = (amount: number) => Math.round(amount * 1e9) / 1e9;

/** What the events take away in all, after what they add. */
const netDebit = (events: PlannedEvents) =>
	exact(events.reduce((sum, { event: { fields } }) => sum + (fields.Debit ?? 0) - (fields.Credit ?? 0), 0));

function overdraft(seen: string) {
	return badInput(
		'Debit',
		'is more than the sample holds, so nothing was sent',
		`${seen} Correct the debit, or switch on 'Allow Overdraft'.`,
	);
}

/** Two workflows may debit at the same moment, so this catches mistakes and promises nothing. */
export function refuseOverdraft(sample: InventorySample, { events, allowOverdraft }: Withdrawal): void {
	const { id, current_amount: amount, units } = sample;
	const debit = netDebit(events);
	if (allowOverdraft || typeof amount !== 'number' || debit <= exact(amount)) return;
	throw overdraft(`Sample ${id} holds ${amount} ${units ?? ''}; the events take ${debit}.`);
}

/** Refuses items whose sample does not exist, and those that take more than the items before them leave in it. */
export async function refuseOverdrafts(
	call: OperationCall<CddApi>,
	items: ReadonlyArray<PlannedItem<Withdrawal>>,
	refuse: Refuse,
): Promise<void> {
	const samples = await recordsOf(call, items, refuse, samplesById, ({ id }) => id);
	const left = new Map([...samples].map(([id, { current_amount: amount }]) => [id, amount]));
	for (const { itemIndex, plan } of items) {
		const { id, events, allowOverdraft } = plan;
		const amount = left.get(id);
		if (typeof amount !== 'number') continue;
		const debit = netDebit(events);
		if (allowOverdraft || debit <= exact(amount)) left.set(id, exact(amount - debit));
		else {
			const sample = samples.get(id);
			refuse(
				itemIndex,
				overdraft(
					`Sample ${id} holds ${sample?.current_amount ?? 0} ${sample?.units ?? ''}; the items before this one leave ${exact(amount)} of it, and this one takes ${debit}.`,
				),
			);
		}
	}
}
