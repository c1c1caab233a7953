import {
	cell,
	choice,
	json,
	list,
	mapped,
	onceConnected,
	oneListed,
	texts,
	variants,
	wholeNumber,
} from '../../../shared/form';
import type { Value } from '../../../shared/form';
import { badInput } from '../../../shared/values/badInput';

const operator = choice({
	displayName: 'Operator',
	name: 'operator',
	type: 'options',
	options: [
		{ name: 'Begins With', value: 'begins_with' },
		{ name: 'Between', value: 'between', description: 'From Value to Value To, both included' },
		{ name: 'Contains', value: 'contains' },
		{ name: 'Does Not Begin With', value: 'not_begins_with' },
		{ name: 'Does Not Contain', value: 'not_contains' },
		{ name: 'Does Not End With', value: 'not_ends_with' },
		{ name: 'Ends With', value: 'ends_with' },
		{ name: 'Equal', value: 'equal' },
		{ name: 'Greater', value: 'greater', description: 'Or later, for dates' },
		{ name: 'Greater or Equal', value: 'greater_or_equal', description: 'On that day or later, for dates' },
		{ name: 'In', value: 'in', description: 'One of several values' },
		{
			name: 'In the Last … Days',
			value: 'in_last_days',
			description: 'For dates: today and as many days before it as Whole Days says, in the time zone of the workflow',
		},
		{
			name: 'In the Next … Days',
			value: 'in_next_days',
			description: 'For dates: today and as many days after it as Whole Days says, in the time zone of the workflow',
		},
		{ name: 'Is Empty', value: 'is_empty' },
		{ name: 'Is Not Empty', value: 'is_not_empty' },
		{ name: 'Is Not Null', value: 'is_not_null', description: 'A value was saved, even an empty one' },
		{ name: 'Is Null', value: 'is_null', description: 'No value was ever saved' },
		{ name: 'Less', value: 'less', description: 'Or earlier, for dates' },
		{ name: 'Less or Equal', value: 'less_or_equal', description: 'On that day or earlier, for dates' },
		{ name: 'Not Between', value: 'not_between', description: 'Before Value or after Value To' },
		{ name: 'Not Equal', value: 'not_equal' },
		{ name: 'Not In', value: 'not_in', description: 'None of several values' },
	],
	default: 'equal',
	description: 'How the field is compared',
});
/** Those that are about today, which QueryBuilder does not have. */
export type DayOperator = 'in_last_days' | 'in_next_days';
/** QueryBuilder's own. */
export type Operator = Exclude<Value<typeof operator>, DayOperator>;

/** What a value may be is up to the type of the field. */
const value = cell({
	displayName: 'Value',
	name: 'value',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2026-11-01',
	description:
		'What the field is compared with. Write numbers with a decimal point, and dates as 2026-11-01; time and time zone are ignored.',
});

const valueTo = cell({
	displayName: 'Value To',
	name: 'valueTo',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2026-11-30',
	description: 'The upper end, which is included. Of a date, time and time zone are ignored.',
});

const values = texts({
	displayName: 'Values',
	name: 'values',
	type: 'string',
	default: '',
	placeholder: 'e.g. Flammable, Toxic',
	description:
		'What the field is compared with, separated by commas or line breaks. Of dates, time and time zone are ignored.',
});

const days = wholeNumber({
	displayName: 'Whole Days',
	name: 'days',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 30,
	description: 'How many days before or after today; 0 is today alone',
});

const comparison = mapped(
	variants(operator, {
		begins_with: { value },
		between: { value, valueTo },
		contains: { value },
		ends_with: { value },
		equal: { value },
		greater: { value },
		greater_or_equal: { value },
		in: { values },
		in_last_days: { days },
		in_next_days: { days },
		is_empty: {},
		is_not_empty: {},
		is_not_null: {},
		is_null: {},
		less: { value },
		less_or_equal: { value },
		not_begins_with: { value },
		not_between: { value, valueTo },
		not_contains: { value },
		not_ends_with: { value },
		not_equal: { value },
		not_in: { values },
	}),
	(given) => ({ operator: given.chosen, values: valuesOf(given) }),
);

/** In the order in which they go out. */
function valuesOf(given: object): unknown[] {
	if ('values' in given) return [given.values].flat();
	if ('days' in given) return [given.days];
	const from = 'value' in given ? [given.value] : [];
	return 'valueTo' in given ? [...from, given.valueTo] : from;
}

const rules = list(
	{
		displayName: 'Rules',
		name: 'rules',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Rule',
		default: { rule: [{}] },
		description: 'Conditions that the containers must meet',
	},
	{ displayName: 'Rule', name: 'rule' },
	{
		field: oneListed({
			displayName: 'Field Name or ID',
			name: 'field',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getAdvancedFilters' },
			default: '',
			description:
				'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		}),
		comparison,
	},
);

/** The rules of an advanced search: filled in, or as QueryBuilder's getRules() writes them. */
export const ruleForm = variants(
	choice({
		displayName: 'Specify Rules',
		name: 'specifyRules',
		type: 'options',
		options: [
			{ name: 'Using Fields Below', value: 'fields' },
			{
				name: 'Using JSON',
				value: 'json',
				description: 'For nested groups, in the format that getRules of jQuery QueryBuilder returns',
			},
		],
		default: 'fields',
		description: 'Whether to fill in a form or to give the rules as JSON',
	}),
	{
		fields: {
			rules: onceConnected(
				mapped(rules, (given) => {
					if (given.length > 0) return given;
					throw badInput('Rules', 'is empty', 'Add at least one rule. A search without rules would find everything.');
				}),
				'Choose a credential above. The fields that your inventory can be searched by then appear here.',
			),
			combineRules: choice({
				displayName: 'Combine Rules',
				name: 'combineRules',
				type: 'options',
				options: [
					{ name: 'All Rules Must Hold', value: 'AND' },
					{ name: 'At Least One Rule Must Hold', value: 'OR' },
				],
				default: 'AND',
				description: 'How to combine the rules',
			}),
		},
		json: {
			rulesJson: json({
				displayName: 'Rules (JSON)',
				name: 'rulesJson',
				type: 'json',
				default: '{ "condition": "AND", "rules": [{ "id": "name", "operator": "contains", "value": "acetone" }] }',
				description: "A group of rules. Dates are written as 2026-11-30, or in the format of the token's user.",
			}),
		},
	},
);
export type GivenRules = Value<typeof ruleForm>;
