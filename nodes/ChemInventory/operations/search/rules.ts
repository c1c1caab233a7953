import { DateTime } from 'luxon';
import type { z } from 'zod';

import { oncePerRun } from '../../../shared/oncePerRun';
import type { ItemCall } from '../../../shared/operation';
import { badInput, checked, quote } from '../../../shared/values/badInput';
import { didYouMean } from '../../../shared/values/nearest';
import { isNothing, parseNumber, readCleanText, readWholeNumber, sameSpelling } from '../../../shared/values/text';
import { listAdvancedFilters, ruleGroup } from '../../contract/search';
import type { advancedFilter, SearchRule, SearchRuleGroup } from '../../contract/search';
import type { ChemInventoryApi } from '../../service/api';
import type { DayOperator, GivenRules, Operator } from './ruleForm';
import { dateForSearch } from './userDates';

export type AdvancedFilter = z.output<typeof advancedFilter>;

/** The fields that advanced searches know, custom ones included: one request for each run. */
export const allFilters = oncePerRun(
	async (api: ChemInventoryApi): Promise<AdvancedFilter[]> => await api.call(listAdvancedFilters, {}),
);

/** How many values each of the operators of QueryBuilder takes. */
const valuesOf: Readonly<Record<Operator, 0 | 1 | 2 | 'several'>> = {
	begins_with: 1,
	between: 2,
	contains: 1,
	ends_with: 1,
	equal: 1,
	greater: 1,
	greater_or_equal: 1,
	in: 'several',
	is_empty: 0,
	is_not_empty: 0,
	is_not_null: 0,
	is_null: 0,
	less: 1,
	less_or_equal: 1,
	not_begins_with: 1,
	not_between: 2,
	not_contains: 1,
	not_ends_with: 1,
	not_equal: 1,
	not_in: 'several',
};

/** Those that compare a part of a text. */
const partial = /^(not_)?(begins_with|contains|ends_with)$/;

const wanted = { 1: 'one value', 2: 'a list of two values', several: 'a list of values' };

/** @throws Fault `badInput` naming the nearest fields */
function findFilter(filters: readonly AdvancedFilter[], text: string, label: string): AdvancedFilter {
	const match = filters.find(({ id }) => id === text);
	if (match) return match;
	const named = filters.filter((filter) => sameSpelling(filter.label, text));
	const [only] = named;
	if (only && named.length === 1) return only;
	throw badInput(
		label,
		'names a field that this inventory cannot search',
		`There is no search field ${quote(text)}.${didYouMean(
			text,
			filters.map((filter) => filter.label),
		)} A key such as cf-363 is valid in one inventory only.`,
	);
}

const isDate = ({ type, field }: AdvancedFilter) => type === 'date' || field === 'date';
const isNumber = ({ type, field }: AdvancedFilter) =>
	['double', 'integer', 'number'].includes(type ?? '') || field === 'number';

type Call = Pick<ItemCall<ChemInventoryApi>, 'api' | 'functions' | 'hint'>;

/** One value as it goes out. A wrong one finds nothing without a word, so it is refused here. */
async function toValue(call: Call, filter: AdvancedFilter, given: unknown, label: string): Promise<number | string> {
	if (isNothing(given))
		throw badInput(
			label,
			'has a rule without a value',
			`The rule is about "${filter.label}". To find empty fields use the operator Is Empty.`,
		);
	if (isDate(filter)) return await dateForSearch(call, given, label);
	if (!isNumber(filter)) return readCleanText(given, label, 'several');
	const number = parseNumber(given);
	if (number !== undefined) return number;
	throw badInput(
		label,
		'contains a value that is not a number',
		`The rule is about "${filter.label}", its value ${quote(given)}. Write it with a decimal point.`,
	);
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
	if (
		!['equal', 'in', 'not_equal', 'not_in'].includes(operator) ||
		allowed.length === 0 ||
		allowed.length !== listed.length
	)
		return;
	if (!allowed.some((one) => one === value))
		throw badInput(
			label,
			'contains a value that is not allowed',
			`"${name}" must be one of ${allowed.map(quote).join(', ')}, not ${quote(value)}.`,
		);
}

interface GivenRule {
	field: string;
	operator: DayOperator | Operator;
	values: readonly unknown[];
}

/** The first and the last day, `YYYY-MM-DD`, both included. @param zone in which it is today */
function daysFrom(operator: DayOperator, [given]: readonly unknown[], zone: string): [string, string] {
	const today = DateTime.now().setZone(zone);
	const days = readWholeNumber(given, 'Whole Days', 0);
	const other = operator === 'in_next_days' ? today.plus({ days }) : today.minus({ days });
	const [one, two] = [today.toFormat('yyyy-MM-dd'), other.toFormat('yyyy-MM-dd')];
	return operator === 'in_next_days' ? [one, two] : [two, one];
}

/** What holds of all containers that a search finds, as far as a rule says it. */
export interface Asked {
	/** The searched field, as rows have it. */
	key: string;
	label: string;
	/** Whether a value fits; undefined where that is up to the service. */
	fits?: (value: string) => boolean;
}

interface Read {
	rule: SearchRule;
	asked: Asked;
}

const isDayOperator = (operator: DayOperator | Operator): operator is DayOperator =>
	operator === 'in_last_days' || operator === 'in_next_days';

/** What holds of a value that is there, or not. */
const emptiness: Partial<Record<Operator, (value: string) => boolean>> = {
	is_empty: isNothing,
	is_not_empty: (value) => !isNothing(value),
	is_not_null: (value) => !isNothing(value),
	is_null: isNothing,
};

/** A rule as it goes out. One about today is sent as the days that it means. @throws Fault `badInput` */
async function toRule(call: Call, given: GivenRule, label: string): Promise<Read> {
	const filter = findFilter(await allFilters(call.api), given.field, label);
	const asked = { key: filter.id, label: filter.label };
	if (!isDayOperator(given.operator)) {
		const { operator, values } = given;
		const rule = await toKnownRule(call, filter, { operator, values }, label);
		return { rule, asked: { ...asked, fits: emptiness[operator] } };
	}
	if (!isDate(filter))
		throw badInput(
			label,
			'counts days in a field that is not a date',
			`The field "${filter.label}" does not hold dates. Use another operator.`,
		);
	const [from, to] = daysFrom(given.operator, given.values, call.functions.getTimezone());
	return {
		rule: await toKnownRule(call, filter, { operator: 'between', values: [from, to] }, label),
		asked: { ...asked, fits: (value) => value.slice(0, 10) >= from && value.slice(0, 10) <= to },
	};
}

async function toKnownRule(
	call: Call,
	filter: AdvancedFilter,
	{ operator, values }: { operator: Operator; values: readonly unknown[] },
	label: string,
): Promise<SearchRule> {
	const count = valuesOf[operator];
	if (isDate(filter) && partial.test(operator))
		throw badInput(
			label,
			'asks for part of a date',
			`"${filter.label}" is a date: use Equal, Less, Greater or Between.`,
		);
	if (count !== 0 && (count === 'several' ? values.length === 0 : values.length !== count))
		throw badInput(
			label,
			'has a rule with the wrong number of values',
			`The operator ${operator} takes ${wanted[count]}; the rule is about "${filter.label}".`,
		);
	const sent: Array<number | string> = [];
	if (count !== 0) for (const value of values) sent.push(await toValue(call, filter, value, label));
	for (const value of sent) refuseUnknownChoice(filter, operator, value, label);
	return {
		id: filter.id,
		field: filter.field ?? filter.id,
		type: filter.type ?? 'string',
		input: typeof filter.input === 'string' ? filter.input : 'text',
		operator,
		value: count === 2 || count === 'several' ? sent : (sent[0] ?? null),
	};
}

const jsonLabel = 'Rules (JSON)';

const isOperator = (text: string): text is Operator => Object.hasOwn(valuesOf, text);

/** @throws Fault `badInput` */
function readOperator(text: string): Operator {
	if (isOperator(text)) return text;
	throw badInput(
		jsonLabel,
		'contains an operator that is not known',
		`It is ${quote(text)}. Operators: ${Object.keys(valuesOf).join(', ')}.`,
	);
}

/** A plugin of QueryBuilder turns groups around. A service that does not know it would find the opposite set. */
function refuseTurnedAround({ not }: { not?: unknown }): void {
	if (not === undefined || not === null || not === false) return;
	throw badInput(
		jsonLabel,
		'contains a "not"',
		'ChemInventory does not document it, and without it the search would find the opposite. Use the opposite operator in each rule, such as not_equal, and AND in place of OR.',
	);
}

/** Rules as they go out, and what they ask about. */
export interface CheckedRules {
	group: SearchRuleGroup;
	asked: Asked[];
}

/** Where one rule is enough, none needs to hold of what is found. */
const withoutFits = (asked: readonly Asked[]): Asked[] => asked.map(({ key, label }) => ({ key, label }));

const joined = (condition: SearchRuleGroup['condition'], asked: readonly Asked[]) =>
	condition === 'AND' ? [...asked] : withoutFits(asked);

async function checkGroup(call: Call, group: SearchRuleGroup): Promise<CheckedRules> {
	const { condition, rules } = group;
	refuseTurnedAround(group);
	const sent: Array<SearchRule | SearchRuleGroup> = [];
	const asked: Asked[] = [];
	for (const rule of rules) {
		refuseTurnedAround(rule);
		if ('rules' in rule) {
			const inner = await checkGroup(call, rule);
			sent.push(inner.group);
			asked.push(...inner.asked);
		} else {
			const values: unknown[] = Array.isArray(rule.value) ? rule.value : [rule.value];
			const read = await toRule(call, { field: rule.id, operator: readOperator(rule.operator), values }, jsonLabel);
			sent.push(read.rule);
			asked.push(read.asked);
		}
	}
	return { group: { condition, rules: sent }, asked: joined(condition, asked) };
}

/**
 * The rules of an advanced search. Dates are given in ISO form or as the token's user writes them, and go out as the latter.
 * @throws Fault `badInput`
 */
export async function checkRules(call: Call, given: GivenRules): Promise<CheckedRules> {
	if (given.chosen === 'json') return await checkGroup(call, checked(ruleGroup, given.rulesJson, jsonLabel));
	const rules: Read[] = [];
	for (const { field, comparison } of given.rules) rules.push(await toRule(call, { field, ...comparison }, 'Rules'));
	return {
		group: { condition: given.combineRules, rules: rules.map(({ rule }) => rule) },
		asked: joined(
			given.combineRules,
			rules.map(({ asked }) => asked),
		),
	};
}

/** The dates that rules compare: an empty result may mean a format that the service did not understand. */
export const datesIn = (group: SearchRuleGroup): unknown[] =>
	group.rules.flatMap((rule) => {
		if ('rules' in rule) return datesIn(rule);
		return rule.type === 'date' && rule.value !== null ? [rule.value].flat() : [];
	});
