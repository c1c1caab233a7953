import { listFrom } from '../../shared/dropdown';
import { optionalLocator } from '../../shared/form';
import { listMappingTemplates } from '../contract/vault';
import { connectCdd } from '../service/api';
import { byName } from './named';

/** The vendor takes a template by its ID, a number, or by its name, a text. */
export const mappingTemplatePicker = optionalLocator(
	{
		displayName: 'Mapping Template',
		name: 'mappingTemplate',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description:
			'Says which column of the file goes where. Leave empty to let CDD Vault find the one that matches; it refuses the file when several match.',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchMappingTemplates', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 36708' },
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Plate reader export' },
		],
	},
	{ list: 'id', id: 'id', name: 'name' },
);

export const searchMappingTemplates = listFrom(connectCdd, async (api) => byName(await api.call(listMappingTemplates)));
