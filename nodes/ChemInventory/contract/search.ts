import { z } from 'zod';

import { containerList } from './container';
import { endpoint } from './endpoint';
import { id, nobody } from './scalars';

export const searchTypes = [
	'name',
	'cas',
	'barcode',
	'ghs',
	'advanced',
	'exactstructure',
	'substructure',
	'substanceid',
	'containerid',
] as const;

/** A condition as QueryBuilder writes it: `id` names the field, `field` repeats the data type. */
export interface SearchRule {
	id: string;
	field?: string;
	type?: string;
	input?: string;
	operator: string;
	value?: unknown;
	not?: unknown;
}

export interface SearchRuleGroup {
	condition: 'AND' | 'OR';
	rules: Array<SearchRule | SearchRuleGroup>;
	not?: unknown;
}

const rule: z.ZodType<SearchRule> = z
	.object({
		id: z.string().min(1),
		field: z.string().optional(),
		type: z.string().optional(),
		input: z.string().optional(),
		operator: z.string().min(1),
		value: z.unknown().optional(),
	})
	.passthrough();

/** QueryBuilder's getRules(); `between` wants an array of two. */
export const ruleGroup: z.ZodType<SearchRuleGroup> = z.lazy(() =>
	z.object({ condition: z.enum(['AND', 'OR']), rules: z.array(z.union([ruleGroup, rule])).nonempty() }).passthrough(),
);

/** Only "or" is documented. */
const ghsContents = z.object({ searchtype: z.literal('or'), items: z.array(z.string().min(1)).nonempty() }).strict();

export const executeSearch = endpoint({
	path: '/search/execute',
	access: 'read',
	summary: 'Search containers',
	body: z
		.object({
			inventory: z.union([id, z.enum(['site', 'enterprise', 'recycling'])]),
			type: z.union([
				z.enum(searchTypes),
				z.string().regex(/^(cf|sf)-[a-z]+-\d+$/, 'must be a search type, such as name or cf-date-363'),
			]),
			contents: z.union([z.string().min(1), ghsContents, ruleGroup]),
		})
		.strict(),
	data: containerList,
});

export const advancedFilter = z
	.object({ id: z.string(), label: z.string(), type: z.string().nullish(), field: z.string().nullish() })
	.passthrough();

export const listAdvancedFilters = endpoint({
	path: '/search/loadadvancedsearch',
	access: 'read',
	summary: 'Fields for advanced searches',
	body: nobody,
	data: z.array(advancedFilter),
});
