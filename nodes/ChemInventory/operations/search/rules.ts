import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { oncePerRun } from '../../../shared/oncePerRun';
import { badInput, checked, quote } from '../../../shared/values/badInput';
import { readJson } from '../../../shared/values/json';
import { didYouMean } from '../../../shared/values/nearest';
import { parseNumber } from '../../../shared/values/text';
import { listAdvancedFilters, ruleGroup } from '../../contract/search';
import type { advancedFilter, SearchRule, SearchRuleGroup } from '../../contract/search';
import type { ChemInventoryApi } from '../../service/api';
import { toUserDate, userDateFormat } from './userDates';

export type AdvancedFilter = z.output<typeof advancedFilter>;

/** The fields that advanced searches know, custom ones included: one request for each run. */
export const allFilters = oncePerRun(
	async (api: ChemInventoryApi): Promise<AdvancedFilter[]> => await api.call(listAdvancedFilters, {}),
);

/** How many values each operator takes. */
const valuesOf: Record<string, 0 | 1 | 2> = {
	begins_with: 1,
	between: 2,
	contains: 1,
	equal: 1,
	greater: 1,
	is_empty: 0,
	is_not_empty: 0,
	less: 1,
	not_equal: 1,
};

/** @throws Fault `badInput` naming the nearest fields */
function findFilter(filters: readonly AdvancedFilter[], value: unknown, label: string): AdvancedFilter {
	const text = String(value ?? '').trim();
	if (text === '') throw badInput(label, 'has a rule without a field', 'Choose the field of each rule from the list.');
	const match = filters.find(({ id }) => id === text);
	if (match) return match;
	const named = filters.filter((filter) => filter.label === text);
	const [only] = named;
	if (only && named.length === 1) return only;
	throw badInput(
		label,
		'names a field that this inventory cannot search',
		`There is no search field ${quote(text)}.${didYouMean(
			text,
			filters.map((filter) => filter.label),
		)} A key such as cf-363 holds in one inventory only.`,
	);
}

const isDate = ({ type, field }: AdvancedFilter) => type === 'date' || field === 'date';
const isNumber = ({ type, field }: AdvancedFilter) =>
	['double', 'integer', 'number'].includes(type ?? '') || field === 'number';

/** One value as it goes out. A wrong one finds nothing without a word, so it is refused here. */
function toValue(filter: AdvancedFilter, given: unknown, label: string, dateFormat: string): number | string {
	const text = typeof given === 'string' ? given.trim() : given;
	if (text === '' || text === null || text === undefined)
		throw badInput(
			label,
			'has a rule without a value',
			`The rule is about "${filter.label}". To find empty fields use the operator Is Empty.`,
		);
	if (isDate(filter)) return toUserDate(text, label, dateFormat);
	if (isNumber(filter)) {
		const number = parseNumber(text);
		if (number !== undefined) return number;
		throw badInput(
			label,
			'holds a value that is not a number',
			`The rule is about "${filter.label}", its value ${quote(text)}. Write it with a decimal point.`,
		);
	}
	return String(text);
}

/** Texts that the field allows, where it has a list of them. */
function refuseUnknownChoice(
	{ label: name, values }: AdvancedFilter,
	operator: string,
	value: unknown,
	label: string,
): void {
	const listed: unknown[] = Array.isArray(values) ? values : [];
	const allowed = listed.filter((one) => typeof one === 'string');
	if (!['equal', 'not_equal'].includes(operator) || allowed.length === 0 || allowed.length !== listed.length) return;
	if (!allowed.some((one) => one === value))
		throw badInput(
			label,
			'holds a value that is not allowed',
			`"${name}" takes one of ${allowed.map(quote).join(', ')}, and got ${quote(value)}.`,
		);
}

interface GivenRule {
	field: unknown;
	operator: string;
	values: readonly unknown[];
}

async function toRule(
	api: ChemInventoryApi,
	{ field: name, operator, values }: GivenRule,
	label: string,
): Promise<SearchRule> {
	const filter = findFilter(await allFilters(api), name, label);
	const count = valuesOf[operator];
	if (count === undefined)
		throw badInput(
			label,
			'holds an operator that is not known',
			`It is ${quote(operator)}. Operators: ${Object.keys(valuesOf).join(', ')}.`,
		);
	if (isDate(filter) && (operator === 'contains' || operator === 'begins_with'))
		throw badInput(
			label,
			'asks for part of a date',
			`"${filter.label}" is a date: use Equal, Less, Greater or Between.`,
		);
	if (values.length !== count && count > 0)
		throw badInput(
			label,
			'has a rule with the wrong number of values',
			`The operator ${operator} takes ${count === 2 ? 'a list of two values' : 'one value'}; the rule is about "${filter.label}".`,
		);
	const dateFormat = isDate(filter) && count > 0 ? await userDateFormat(api) : '';
	const sent = count === 0 ? [] : values.map((value) => toValue(filter, value, label, dateFormat));
	for (const value of sent) refuseUnknownChoice(filter, operator, value, label);
	return {
		id: filter.id,
		field: filter.field ?? filter.id,
		type: filter.type ?? 'string',
		input: typeof filter.input === 'string' ? filter.input : 'text',
		operator,
		value: count === 2 ? sent : (sent[0] ?? null),
	};
}

const ruleForm = z
	.object({
		rule: z
			.array(
				z.object({
					field: z.unknown(),
					operator: z.string().default('equal'),
					value: z.unknown(),
					valueTo: z.unknown(),
				}),
			)
			.default([]),
	})
	.default({});

async function readForm(
	functions: IExecuteFunctions,
	api: ChemInventoryApi,
	itemIndex: number,
): Promise<SearchRuleGroup> {
	const given = checked(ruleForm, functions.getNodeParameter('rules', itemIndex, {}), 'Rules').rule;
	const rules: SearchRule[] = [];
	for (const { field, operator, value, valueTo } of given) {
		rules.push(
			await toRule(api, { field, operator, values: operator === 'between' ? [value, valueTo] : [value] }, 'Rules'),
		);
	}
	if (rules.length === 0)
		throw badInput('Rules', 'is empty', 'Add at least one rule. A search without rules would find everything.');
	return { condition: functions.getNodeParameter('combine', itemIndex) === 'OR' ? 'OR' : 'AND', rules };
}

const jsonLabel = 'Rules (JSON)';

async function checkGroup(api: ChemInventoryApi, { condition, rules }: SearchRuleGroup): Promise<SearchRuleGroup> {
	const sent: Array<SearchRule | SearchRuleGroup> = [];
	for (const rule of rules) {
		if ('rules' in rule) {
			sent.push(await checkGroup(api, rule));
		} else {
			const values: unknown[] = Array.isArray(rule.value) ? rule.value : [rule.value];
			sent.push(await toRule(api, { field: rule.id, operator: rule.operator, values }, jsonLabel));
		}
	}
	return { condition, rules: sent };
}

/**
 * The rules of an advanced search, from the form or as QueryBuilder's getRules() writes them. Dates are given in ISO form and go
 * out as the token's user writes them.
 * @throws Fault `badInput`
 */
export async function readRules(
	functions: IExecuteFunctions,
	api: ChemInventoryApi,
	itemIndex: number,
): Promise<SearchRuleGroup> {
	if (functions.getNodeParameter('specifyRules', itemIndex) !== 'json')
		return await readForm(functions, api, itemIndex);
	const given = readJson(functions.getNodeParameter('rulesJson', itemIndex), jsonLabel);
	return await checkGroup(api, checked(ruleGroup, given, jsonLabel));
}

/** Whether rules compare dates: an empty result may then mean a format that the service did not understand. */
export function comparesDates(group: SearchRuleGroup): boolean {
	return group.rules.some((rule) =>
		'rules' in rule ? comparesDates(rule) : rule.type === 'date' && rule.value !== null,
	);
}
