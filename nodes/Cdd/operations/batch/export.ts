import type { IDataObject } from 'n8n-workflow';

import { collection } from '../../../shared/form';
import { badInput } from '../../../shared/values/badInput';
import { batches } from '../../records/batch/resource';
import { exportId, exportSummary, exportToFile, fileName, format, output } from '../exportJob/exportToFile';
import { datesWithoutTimeZone } from '../list/filters';
import { timeLimit, whenTimeIsUp } from '../list/options';
import { operation } from '../operation';
import { batchFilters, batchParameters, jsonLabel } from './filters';
import { exportContent } from './returnedContent';

export const exportBatches = operation({
	option: {
		name: 'Export',
		value: 'export',
		action: 'Export batches to a file',
		description: 'Save all matching batches as one file, with counts and a checksum',
	},
	kind: 'read',
	atOnce: 'few',
	short: exportSummary,
	form: {
		output,
		format,
		filters: batchFilters,
		content: exportContent,
		options: collection(
			{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
			{ datesWithoutTimeZone, exportId, fileName, timeLimit, whenTimeIsUp },
		),
	},
	async run(call, form) {
		return await exportToFile(call, batches, form, async () => whole(await batchParameters(call, form)));
	},
});

/** A file of bare IDs is no backup. */
function whole(parameters: IDataObject): IDataObject {
	if (parameters.only_ids !== true) return parameters;
	throw badInput(
		jsonLabel,
		'asks for IDs only, but an export contains whole batches',
		"Remove only_ids. Get Many returns the IDs with 'Only Batch IDs'.",
	);
}
