import { limitField, returnAllField } from '../../../shared/fields';
import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { readLocator } from '../../../shared/values/locator';
import { listFilesOfSubstance } from '../../contract/file';
import { rawDataField, toRecords } from '../../records/output';
import { resolveSubstanceId, substanceField } from '../../records/substance/picker';
import type { ChemInventoryApi } from '../../service/api';
import { limited } from '../fields';

export const getBySubstance: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get by Substance',
		value: 'getBySubstance',
		action: 'Get the files of a substance',
		description: 'List the files that are linked to a substance, such as its safety data sheets',
	},
	kind: 'read',
	short: ['id', 'name', 'categoryname', 'categoryid', 'size', 'mimetype', 'dateuploaded'],
	fields: [substanceField, returnAllField, limitField, rawDataField],
	async run({ functions, api }, itemIndex) {
		const { mode, value } = readLocator(functions, 'substance', itemIndex);
		const substanceid = await resolveSubstanceId(api, mode, value);
		const files = limited(functions, itemIndex, await api.call(listFilesOfSubstance, { substanceid }));
		return await toRecords(api, files, wantsRaw(functions, itemIndex));
	},
};
