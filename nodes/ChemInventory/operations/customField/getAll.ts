import { choice, limit } from '../../../shared/form';
import { fieldKinds, listCustomFields } from '../../contract/customField';
import { output } from '../../records/output';
import { operation } from '../operation';
import { fieldRecord } from './fields';

export const getAll = operation({
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many custom fields',
		description: 'List the custom fields of containers and substances, with the keys of their values',
	},
	kind: 'read',
	short: [
		'id',
		'key',
		'name',
		'fieldOf',
		'type',
		'allowedValues',
		'searchable',
		'showForOrders',
		'onlyAdministratorsEdit',
		'hidden',
	],
	form: {
		fieldsOf: choice({
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
		}),
		limit,
		raw: output('customFields'),
	},
	async run({ api }, form) {
		const fields = await api.call(listCustomFields, {});
		return fieldKinds
			.filter((kind) => form.fieldsOf === 'both' || form.fieldsOf === kind)
			.flatMap((kind) => fields[kind].map((field) => fieldRecord(kind, field, form.raw)))
			.slice(0, form.limit);
	},
});
