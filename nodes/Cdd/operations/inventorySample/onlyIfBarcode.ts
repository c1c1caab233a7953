import { Fault } from '../../../shared/fault';
import { barcode } from '../../../shared/form';
import { quote } from '../../../shared/values/badInput';
import type { InventorySample } from '../../contract/sample';
import { samplesById } from '../../records/sample/resource';
import { barcodeAmong, eventFieldsOf } from '../../records/sample/today';
import type { CddApi } from '../../service/api';
import { recordsOf } from '../checks';
import type { Check } from '../checks';

/** An option of what changes a sample: what was scanned must be on its tube, whatever a table of barcodes says. */
export const onlyIfBarcode = barcode({
	displayName: 'Only If Barcode Is',
	name: 'onlyIfBarcode',
	type: 'string',
	default: '',
	placeholder: 'e.g. AB12345678',
	description:
		'The barcode that must be on the tube now; if it is another one, nothing is changed. It is compared with the sample that the step reads anyway.',
});

/** A change that is to be made of one tube alone. */
interface OnOneTube {
	readonly id: number;
	readonly onlyIfBarcode?: string;
}

/** @throws Fault `badInput` if the sample has another barcode, or none */
export function refuseOtherBarcode(
	{ barcodeField }: CddApi,
	sample: InventorySample,
	{ onlyIfBarcode: wanted }: OnOneTube,
): void {
	if (wanted === undefined) return;
	const { barcode: found } = barcodeAmong(eventFieldsOf(sample), barcodeField);
	if (found === wanted) return;
	const now =
		found === ''
			? "has no barcode now in the event field called Barcode, or in the 'Barcode Field' of the credential"
			: `has the barcode ${quote(found)} now`;
	throw new Fault('badInput', "'Only If Barcode Is' is not the barcode of the sample, so nothing was sent", {
		description: `Sample ${sample.id} ${now}, not ${quote(wanted)}. Upper and lower case matter. Scan the tube again, and choose the sample that has this barcode.`,
		facts: { sampleId: sample.id, barcode: found === '' ? null : found },
	});
}

/** The same for all items, before the first is changed. */
export const refuseOtherBarcodes: Check<OnOneTube> = async (call, items, refuse) => {
	const withBarcode = items.filter(({ plan }) => plan.onlyIfBarcode !== undefined);
	if (withBarcode.length === 0) return;
	const samples = await recordsOf(call, withBarcode, refuse, samplesById, ({ id }) => id);
	for (const { itemIndex, plan } of withBarcode) {
		const sample = samples.get(plan.id);
		try {
			if (sample) refuseOtherBarcode(call.api, sample, plan);
		} catch (thrown) {
			refuse(itemIndex, thrown);
		}
	}
};
