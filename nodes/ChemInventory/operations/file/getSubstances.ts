import { limitField, returnAllField } from '../../../shared/fields';
import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { readId } from '../../../shared/values/ids';
import { readLocator } from '../../../shared/values/locator';
import { listSubstancesOfFile } from '../../contract/file';
import { fileField } from '../../records/file';
import { rawDataField, toRecords } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { limited } from '../fields';

export const getSubstances: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get Substances',
		value: 'getSubstances',
		action: 'Get the substances of a file',
		description: 'List the substances that a file is linked to',
	},
	kind: 'read',
	short: ['id', 'name', 'cas'],
	fields: [fileField, returnAllField, limitField, rawDataField],
	async run({ functions, api }, itemIndex) {
		const fileid = readId(readLocator(functions, 'file', itemIndex).value, 'File');
		const substances = limited(functions, itemIndex, await api.call(listSubstancesOfFile, { fileid }));
		return await toRecords(api, substances, wantsRaw(functions, itemIndex));
	},
};
