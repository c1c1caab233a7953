import type { SearchRule, SearchRuleGroup } from '../../nodes/ChemInventory/contract/search';
import type { Asking } from './call';
import { ChemInventoryError } from './errors';
import { fieldKey, fieldsOf } from './fieldValues';
import { pathOf } from './history';
import { substanceOf } from './lookup';
import { fieldKinds } from './state';
import type { ContainerRecord, FieldRecord } from './state';
import { dateFormat, dayInFormat } from './times';

type Matcher = (container: ContainerRecord) => boolean;
type DataType = 'date' | 'double' | 'string';

interface SearchField {
	id: string;
	label: string;
	type: DataType;
	field?: FieldRecord;
	valueOf(container: ContainerRecord): string;
}

function customSearchField({ lab }: Asking, field: FieldRecord): SearchField {
	return {
		id: fieldKey(field),
		label: field.name,
		type: field.type === 'date' ? 'date' : field.type === 'number' ? 'double' : 'string',
		field,
		valueOf: (container) =>
			(field.kind === 'container' ? container.fields : substanceOf(lab, container).fields).get(field.id) ?? '',
	};
}

function searchFields(asking: Asking): SearchField[] {
	const { lab, inventory } = asking;
	return [
		{ id: 'name', label: 'Name', type: 'string', valueOf: ({ name }) => name },
		{ id: 'cas', label: 'CAS', type: 'string', valueOf: (container) => substanceOf(lab, container).cas },
		{ id: 'barcode', label: 'Barcode', type: 'string', valueOf: ({ barcode }) => barcode },
		{ id: 'supplier', label: 'Supplier', type: 'string', valueOf: ({ supplier }) => supplier ?? '' },
		{ id: 'comments', label: 'Comments', type: 'string', valueOf: ({ comments }) => comments ?? '' },
		{ id: 'location', label: 'Location', type: 'string', valueOf: ({ location }) => pathOf(lab, location) },
		{ id: 'dateacquired', label: 'Date Acquired', type: 'date', valueOf: ({ dateAcquired }) => dateAcquired ?? '' },
		...fieldKinds.flatMap((kind) => fieldsOf(lab, inventory, kind)).map((field) => customSearchField(asking, field)),
	];
}

/** The fields, as the QueryBuilder library wants its filters. Operators are not told. */
export function advancedFilters(asking: Asking) {
	const { jsformat } = dateFormat(asking.user.dateFormat);
	return searchFields(asking).map(({ id, label, type, field }) => ({
		id,
		...(field === undefined && type !== 'date' ? {} : { field: field?.type ?? 'date' }),
		label,
		type,
		...(type === 'date' ? { plugin: 'datepicker', plugin_config: { dateFormat: jsformat } } : {}),
		...(field !== undefined && field.allowedValues.length > 0
			? { input: 'select', values: [...field.allowedValues] }
			: {}),
	}));
}

/** Sorts values of one data type; undefined where a text is no such value. */
function comparable(asking: Asking, type: DataType, text: string, isStored: boolean): number | string | undefined {
	if (type === 'string') return text.toLowerCase();
	if (type === 'double') return text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
	if (isStored) return text === '' ? undefined : text;
	return dayInFormat(text, dateFormat(asking.user.dateFormat));
}

function texts(value: unknown): string[] {
	const parts: unknown[] = Array.isArray(value) ? value : [value];
	return parts
		.map((part) => (typeof part === 'number' ? String(part) : part))
		.filter((part) => typeof part === 'string');
}

type Compare = (stored: number | string, asked: Array<number | string>) => boolean;

interface Comparison {
	values: 'one' | 'several' | 'two';
	holds: Compare;
	/** The operator that holds where this one does not: of an empty value, too. */
	opposite?: string;
}

const comparisons: Record<string, Comparison> = {
	equal: { values: 'one', holds: (stored, [asked]) => stored === asked, opposite: 'not_equal' },
	in: { values: 'several', holds: (stored, asked) => asked.includes(stored), opposite: 'not_in' },
	contains: {
		values: 'one',
		holds: (stored, [asked = '']) => String(stored).includes(String(asked)),
		opposite: 'not_contains',
	},
	begins_with: {
		values: 'one',
		holds: (stored, [asked = '']) => String(stored).startsWith(String(asked)),
		opposite: 'not_begins_with',
	},
	ends_with: {
		values: 'one',
		holds: (stored, [asked = '']) => String(stored).endsWith(String(asked)),
		opposite: 'not_ends_with',
	},
	less: { values: 'one', holds: (stored, [asked]) => asked !== undefined && stored < asked },
	less_or_equal: { values: 'one', holds: (stored, [asked]) => asked !== undefined && stored <= asked },
	greater: { values: 'one', holds: (stored, [asked]) => asked !== undefined && stored > asked },
	greater_or_equal: { values: 'one', holds: (stored, [asked]) => asked !== undefined && stored >= asked },
	between: {
		values: 'two',
		holds: (stored, [from, to]) => from !== undefined && to !== undefined && stored >= from && stored <= to,
		opposite: 'not_between',
	},
};

const operators = new Map(
	Object.entries(comparisons).flatMap(([name, comparison]) => {
		const { opposite } = comparison;
		const own: [string, Comparison & { isNegated: boolean }] = [name, { ...comparison, isNegated: false }];
		return opposite === undefined ? [own] : [own, [opposite, { ...comparison, isNegated: true }] as const];
	}),
);

/** Operators that ask whether there is a value. Nothing is null here but what is empty. */
const emptiness: Record<string, boolean> = { is_empty: true, is_null: true, is_not_empty: false, is_not_null: false };

const fitsCount = ({ values }: Comparison, count: number) =>
	values === 'several' ? count > 0 : count === (values === 'one' ? 1 : 2);

/** A value in the wrong format is no error: it fits nothing (trap 13). */
function matchesRule(asking: Asking, rule: SearchRule): Matcher {
	const searched = searchFields(asking).find(({ id }) => id === rule.id);
	if (searched === undefined) throw new ChemInventoryError(`There is no search field ${rule.id}.`);
	const { type, valueOf } = searched;
	const asksEmpty = emptiness[rule.operator];
	if (asksEmpty !== undefined) return (container) => (valueOf(container) === '') === asksEmpty;

	const comparison = operators.get(rule.operator);
	if (comparison === undefined) throw new ChemInventoryError(`There is no operator ${rule.operator}.`);
	const given = texts(rule.value);
	if (!fitsCount(comparison, given.length))
		throw new ChemInventoryError(`The operator ${rule.operator} takes another number of values: ${comparison.values}.`);
	const asked = given.flatMap((text) => comparable(asking, type, text, false) ?? []);
	if (asked.length !== given.length) return () => false;
	return (container) => {
		const stored = comparable(asking, type, valueOf(container), true);
		return (stored !== undefined && comparison.holds(stored, asked)) !== comparison.isNegated;
	};
}

const isGroup = (rule: SearchRule | SearchRuleGroup): rule is SearchRuleGroup => 'condition' in rule;

/** A group that QueryBuilder's own extension has turned round. */
const isNegated = (group: SearchRuleGroup): boolean => 'not' in group && group.not === true;

export function matchesRules(asking: Asking, group: SearchRuleGroup): Matcher {
	const { condition, rules } = group;
	const matchers = rules.map((rule) => (isGroup(rule) ? matchesRules(asking, rule) : matchesRule(asking, rule)));
	const holds: Matcher = (container) =>
		condition === 'AND' ? matchers.every((fits) => fits(container)) : matchers.some((fits) => fits(container));
	return (container) => holds(container) !== isNegated(group);
}
