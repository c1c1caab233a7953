import { limitField, returnAllField } from '../../../shared/fields';
import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { fieldKinds, listCustomFields } from '../../contract/customField';
import { rawDataField } from '../../records/output';
import type { ChemInventoryApi } from '../../service/api';
import { limited } from '../fields';
import { fieldRecord } from './fields';

export const getAll: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many custom fields',
		description: 'List the custom fields of containers and substances, with the keys that their values go by',
	},
	kind: 'read',
	short: [
		'id',
		'key',
		'name',
		'fieldtype',
		'type',
		'allowedvalues',
		'searchable',
		'showfororders',
		'admineditonly',
		'hidden',
	],
	fields: [
		{
			displayName: 'Fields Of',
			name: 'fieldsOf',
			type: 'options',
			options: [
				{ name: 'Both', value: 'both' },
				{ name: 'Containers', value: 'container' },
				{ name: 'Substances', value: 'substance' },
			],
			default: 'both',
			description: 'Which custom fields to list',
		},
		returnAllField,
		limitField,
		rawDataField,
	],
	async run({ functions, api }, itemIndex) {
		const wanted = functions.getNodeParameter('fieldsOf', itemIndex);
		const fields = await api.call(listCustomFields, {});
		const raw = wantsRaw(functions, itemIndex);
		const records = fieldKinds
			.filter((kind) => wanted === 'both' || wanted === kind)
			.flatMap((kind) => fields[kind].map((field) => fieldRecord(kind, field, raw)));
		return limited(functions, itemIndex, records);
	},
};
