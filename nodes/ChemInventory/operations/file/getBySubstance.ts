import { limit } from '../../../shared/form';
import { listFilesOfSubstance } from '../../contract/file';
import { showFile } from '../../records/file';
import { output, toRecords } from '../../records/output';
import { findSubstanceId, substancePicker } from '../../records/substance/picker';
import { operation } from '../operation';

export const getBySubstance = operation({
	option: {
		name: 'Get by Substance',
		value: 'getBySubstance',
		action: 'Get the files of a substance',
		description: 'List the files that are linked to a substance, such as its safety data sheets',
	},
	kind: 'read',
	short: ['id', 'name', 'category', 'categoryId', 'size', 'mimeType', 'dateUploaded'],
	form: { substance: substancePicker, limit, raw: output('files') },
	async run({ api }, form) {
		const substanceid = await findSubstanceId(api, form.substance);
		const files = await api.call(listFilesOfSubstance, { substanceid });
		return await toRecords(showFile, files.slice(0, form.limit), form.raw);
	},
});
