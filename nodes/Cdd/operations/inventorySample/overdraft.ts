import { Fault } from '../../../shared/fault';
import type { OperationCall, PlannedItem, Refuse } from '../../../shared/operation';
import { Decimal } from '../../../shared/values/decimal';
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

/** What the events take away in all, after what they add: 0.1 and 0.2 are what a vial of 0.3 holds. */
const netDebit = (events: PlannedEvents) =>
	events.reduce(
		(sum, { event: { fields } }) => sum.plus(Decimal.of(fields.Debit ?? 0)).minus(Decimal.of(fields.Credit ?? 0)),
		Decimal.zero,
	);

function amountOf({ current_amount: amount, depleted }: InventorySample): Decimal | undefined {
	if (typeof amount === 'number') return Decimal.of(amount);
	return depleted === true ? Decimal.zero : undefined;
}

/** @param sample the sample as it was read; its amount is told in the error item too */
const overdraft = ({ id, units }: InventorySample, holds: Decimal, seen: string) =>
	new Fault('badInput', "'Debit' is more than the sample holds, so nothing was sent", {
		description: `${seen} Correct the debit, or switch on 'Allow Overdraft'.`,
		facts: { sampleId: id, holds: Number(holds.toString()), units: units ?? null },
	});

/** Two workflows may debit at the same moment, so this catches mistakes and promises nothing. */
export function refuseOverdraft(sample: InventorySample, { events, allowOverdraft }: Withdrawal): void {
	const { id, units } = sample;
	const amount = amountOf(sample);
	const debit = netDebit(events);
	if (allowOverdraft || amount === undefined || !debit.isMoreThan(amount)) return;
	throw overdraft(
		sample,
		amount,
		`Sample ${id} holds ${amount.toString()} ${units ?? ''}; the events take ${debit.toString()}.`,
	);
}

/** Refuses items whose sample does not exist, and those that take more than the items before them leave in it. */
export async function refuseOverdrafts(
	call: OperationCall<CddApi>,
	items: ReadonlyArray<PlannedItem<Withdrawal>>,
	refuse: Refuse,
): Promise<void> {
	const samples = await recordsOf(call, items, refuse, samplesById, ({ id }) => id);
	const left = new Map([...samples].map(([id, sample]) => [id, amountOf(sample)]));
	for (const { itemIndex, plan } of items) {
		const { id, events, allowOverdraft } = plan;
		const amount = left.get(id);
		const sample = samples.get(id);
		if (amount === undefined || sample === undefined) continue;
		const debit = netDebit(events);
		if (allowOverdraft || !debit.isMoreThan(amount)) left.set(id, amount.minus(debit));
		else {
			refuse(
				itemIndex,
				overdraft(
					sample,
					amount,
					`Sample ${id} holds ${sample.current_amount ?? 0} ${sample.units ?? ''}; the rows before this one leave ${amount.toString()} of it, and this one takes ${debit.toString()}.`,
				),
			);
		}
	}
}
