import { collection } from '../../../shared/form';
import { inventorySamples } from '../../records/sample/resource';
import { exportId, exportSummary, exportToFile, fileName, format, output } from '../exportJob/exportToFile';
import { datesWithoutTimeZone } from '../list/filters';
import { timeLimit, whenTimeIsUp } from '../list/options';
import { operation } from '../operation';
import { sampleFilters, sampleParameters } from './filters';

export const exportSamples = operation({
	option: {
		name: 'Export',
		value: 'export',
		action: 'Export inventory samples to a file',
		description: 'Save all matching inventory samples as one file, with counts and a checksum',
	},
	kind: 'read',
	atOnce: 'few',
	short: exportSummary,
	form: {
		output,
		format,
		filters: sampleFilters,
		options: collection(
			{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
			{ datesWithoutTimeZone, exportId, fileName, timeLimit, whenTimeIsUp },
		),
	},
	async run(call, form) {
		return await exportToFile(call, inventorySamples, form, async () => await sampleParameters(call, form));
	},
});
