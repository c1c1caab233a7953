import { barcode as barcodeField } from '../../../shared/form';
import { dataObject } from '../../../shared/values/json';
import { asReceived } from '../../../shared/values/received';
import { checkBarcode } from '../../contract/barcode';
import { holdersIn } from '../../records/barcode';
import { output } from '../../records/output';
import { operation } from '../operation';

export const check = operation({
	option: {
		name: 'Check',
		value: 'check',
		action: 'Check whether a barcode is free',
		description: 'See whether a barcode is free, or which containers, locations and users have it',
	},
	kind: 'read',
	form: {
		barcode: barcodeField({
			displayName: 'Barcode',
			name: 'barcode',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. ABC00123',
			description: 'The barcode to look up, one for each item',
		}),
		raw: output('barcodeChecks'),
	},
	async run({ api }, { barcode, raw: isRaw }) {
		const found = await api.call(checkBarcode, { barcode });
		if (isRaw) return dataObject(asReceived(found));
		const holders = holdersIn(found);
		return { barcode, free: holders.length === 0, holders: holders.map(dataObject) };
	},
});
