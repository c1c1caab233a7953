import { filledFrom } from '../../../shared/dropdown';
import { connectChemInventory } from '../../service/api';
import { allFilters, comparesDates, readRules } from './rules';
import { searchOperation } from './searchOperation';

export const getAdvancedFilters = filledFrom(connectChemInventory, async (api) => {
	const filters = await allFilters(api);
	return filters.map(({ id, label, type }) => ({ name: label, value: id, description: type ?? undefined }));
});

export const advanced = searchOperation({
	option: {
		name: 'Advanced Search',
		value: 'advanced',
		action: 'Search containers with rules',
		description: 'Find containers by several rules at once, such as an expiry date within a month',
	},
	fields: [
		{
			displayName: 'Specify Rules',
			name: 'specifyRules',
			type: 'options',
			options: [
				{ name: 'Using Fields Below', value: 'fields' },
				{
					name: 'Using JSON',
					value: 'json',
					description: 'For nested groups: rules as getRules of jQuery QueryBuilder writes them',
				},
			],
			default: 'fields',
			description: 'Whether to fill in a form or to give the rules as JSON',
		},
		{
			displayName: 'Combine Rules',
			name: 'combine',
			type: 'options',
			options: [
				{ name: 'All Rules Must Hold', value: 'AND' },
				{ name: 'Any Rule May Hold', value: 'OR' },
			],
			default: 'AND',
			description: 'How the rules belong together',
			displayOptions: { show: { specifyRules: ['fields'] } },
		},
		{
			displayName: 'Rules',
			name: 'rules',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Rule',
			default: {},
			description: 'What the containers must be like',
			displayOptions: { show: { specifyRules: ['fields'] } },
			options: [
				{
					displayName: 'Rule',
					name: 'rule',
					values: [
						{
							displayName: 'Field Name or ID',
							name: 'field',
							type: 'options',
							typeOptions: { loadOptionsMethod: 'getAdvancedFilters' },
							default: '',
							description:
								'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
						},
						{
							displayName: 'Operator',
							name: 'operator',
							type: 'options',
							options: [
								{ name: 'Begins With', value: 'begins_with' },
								{ name: 'Between', value: 'between', description: 'From Value to Value To, both included' },
								{ name: 'Contains', value: 'contains' },
								{ name: 'Equal', value: 'equal' },
								{ name: 'Greater', value: 'greater', description: 'Or later, for dates' },
								{ name: 'Is Empty', value: 'is_empty' },
								{ name: 'Is Not Empty', value: 'is_not_empty' },
								{ name: 'Less', value: 'less', description: 'Or earlier, for dates' },
								{ name: 'Not Equal', value: 'not_equal' },
							],
							default: 'equal',
							description: 'How the field is compared',
						},
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							default: '',
							placeholder: 'e.g. 2026-11-01',
							description: 'What the field is compared with. Dates as 2026-11-01, numbers with a decimal point.',
						},
						{
							displayName: 'Value To',
							name: 'valueTo',
							type: 'string',
							default: '',
							placeholder: 'e.g. 2026-11-30',
							description: 'The upper end, for the operator Between only',
						},
					],
				},
			],
		},
		{
			displayName: 'Rules (JSON)',
			name: 'rulesJson',
			type: 'json',
			default: '{ "condition": "AND", "rules": [{ "id": "name", "operator": "contains", "value": "acetone" }] }',
			description:
				'A group of rules. Dates are written as 2026-11-30, whatever format the user has chosen in ChemInventory.',
			displayOptions: { show: { specifyRules: ['json'] } },
		},
	],
	query: async ({ functions, api }, itemIndex) => ({
		type: 'advanced',
		contents: await readRules(functions, api, itemIndex),
	}),
	remark({ hint }, found, { contents }) {
		if (found.length > 0 || typeof contents === 'string' || !('rules' in contents) || !comparesDates(contents)) return;
		hint(
			`Nothing was found. The rules went out with dates in the format of the token's user: ${JSON.stringify(contents)}. Before you trust an empty report, search once for a date that is surely there.`,
		);
	},
});
