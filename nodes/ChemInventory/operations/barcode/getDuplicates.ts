import { dataObject } from '../../../shared/values/json';
import { asReceived } from '../../../shared/values/received';
import { listDuplicateBarcodes } from '../../contract/barcode';
import { toHolder } from '../../records/barcode';
import { output } from '../../records/output';
import { onlyTimeLimit, usualTimeLimit } from '../fields';
import { operation } from '../operation';

export const getDuplicates = operation({
	option: {
		name: 'Get Duplicates',
		value: 'getDuplicates',
		action: 'Get duplicate barcodes',
		description:
			"List barcodes that are used more than once: one item for each container, location or user that has one. Needs a group administrator's token.",
	},
	kind: 'read',
	form: { raw: output('barcodes'), options: onlyTimeLimit },
	async run({ api }, form) {
		const found = await api.call(listDuplicateBarcodes, {}, form.options.timeLimit ?? usualTimeLimit);
		if (form.raw) return dataObject(asReceived(found));
		return Object.entries(found).flatMap(([barcode, holders]) =>
			holders.map((holder) => dataObject({ barcode, ...toHolder(holder) })),
		);
	},
});
