import { limit } from '../../../shared/form';
import { listSubstancesOfFile } from '../../contract/file';
import { filePicker } from '../../records/file';
import { output, shownIn, toRecords } from '../../records/output';
import { substanceWords } from '../../records/vocabulary';
import { operation } from '../operation';

const showSubstance = shownIn(substanceWords);

export const getSubstances = operation({
	option: {
		name: 'Get Substances',
		value: 'getSubstances',
		action: 'Get the substances of a file',
		description: 'List the substances that a file is linked to',
	},
	kind: 'read',
	short: ['id', 'name', 'cas'],
	form: { file: filePicker, limit, raw: output('linkedSubstances') },
	async run({ api }, form) {
		const substances = await api.call(listSubstancesOfFile, { fileid: form.file.id });
		return await toRecords(showSubstance, substances.slice(0, form.limit), form.raw);
	},
});
