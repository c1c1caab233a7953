import { limit } from '../../../shared/form';
import { listAssignedBarcodes } from '../../contract/barcode';
import { holderWords } from '../../records/otherWords';
import { columnNames, output, shownIn, tableRecords } from '../../records/output';
import { onlyTimeLimit, usualTimeLimit } from '../fields';
import { operation } from '../operation';

const showHolder = shownIn(holderWords);

export const getAll = operation({
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many barcodes',
		description: "List the barcodes in use, and what has them. Needs a group administrator's token.",
	},
	kind: 'read',
	form: { limit, columnNames, raw: output('barcodes'), options: onlyTimeLimit },
	async run({ api }, form) {
		const table = await api.call(listAssignedBarcodes, {}, form.options.timeLimit ?? usualTimeLimit);
		return await tableRecords(showHolder, { ...table, rows: table.rows.slice(0, form.limit) }, form);
	},
});
