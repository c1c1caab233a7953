import { badInput, quote } from '../../../shared/values/badInput';
import { stillHasBarcode } from '../../records/sample/byBarcode';
import type { LocatedSample } from '../../records/sample/located';
import { samplesById } from '../../records/sample/resource';
import { recordsOf } from '../checks';
import type { Check } from '../checks';

interface OnSample {
	readonly id: number;
	readonly located: LocatedSample;
}

/**
 * Refuses items whose sample was found by a barcode and has another one by now: the reading of a large vault takes minutes,
 * and tubes are relabelled meanwhile. This holds for a single item as well, and where the node continues on error.
 * @param others what is checked beside
 */
export const onSameTube =
	<Plan extends OnSample>(others: Check<Plan>): Check<Plan> =>
	async (call, items, refuse) => {
		const refused = new Set<number>();
		await refuseRelabelled(call, items, (itemIndex, reason) => {
			refused.add(itemIndex);
			refuse(itemIndex, reason);
		});
		await others(
			call,
			items.filter(({ itemIndex }) => !refused.has(itemIndex)),
			refuse,
		);
	};

const refuseRelabelled: Check<OnSample> = async (call, items, refuse) => {
	const byBarcode = items.flatMap(({ itemIndex, plan: { id, located } }) =>
		located.by === 'barcode' && !call.ledger.begun(itemIndex)
			? [{ itemIndex, plan: { id, barcode: located.text } }]
			: [],
	);
	if (byBarcode.length === 0) return;
	const samples = await recordsOf(call, byBarcode, refuse, samplesById, ({ id }) => id);
	for (const { itemIndex, plan } of byBarcode) {
		const sample = samples.get(plan.id);
		if (sample === undefined || (await stillHasBarcode(call.api, plan.barcode, sample))) continue;
		refuse(itemIndex, relabelled(plan));
	}
};

const relabelled = ({ id, barcode }: { id: number; barcode: string }) =>
	badInput(
		'Sample',
		'got another barcode while the step looked for it',
		`The barcode ${quote(barcode)} is no longer on sample ${id}. Nothing was changed. Run this step again.`,
	);
