import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { ChemInventorySearch } from '../../../nodes/ChemInventory/ChemInventorySearch.node';
import { chemOrigin } from '../../support/chemInventory';
import { chemRunOnNock } from '../../support/chemRuns';
import { forgetWaits } from '../../support/waits';

/** What the service documents and what QueryBuilder writes, sent to a service that only takes note of it. */
const run = chemRunOnNock(new ChemInventorySearch());
let sent: unknown[] = [];

const filters = [
	{ id: 'name', label: 'Name', type: 'string' },
	{ id: 'cf-365', field: 'number', label: 'Remaining', type: 'double' },
	{ id: 'cf-363', field: 'date', label: 'Expiry Date', type: 'date' },
	{ id: 'cf-367', label: 'Storage Class', type: 'string', input: 'select', values: ['Flammable', 'Toxic'] },
];

function service(more: IDataObject = {}): void {
	const ok = (data: unknown) => ({ status: 'success', data });
	const user = { id: 1, inventory: 9, accounttype: 2, dateformat: { momentformat: 'D MMM YYYY' }, ...more };
	nock(chemOrigin)
		.persist()
		.post('/api/general/getdetails')
		.optionally()
		.reply(200, ok({ user, inventory: { id: 9 } }))
		.post('/api/search/loadadvancedsearch')
		.optionally()
		.reply(200, ok(filters))
		.post('/api/search/execute')
		.optionally()
		.reply(200, (_uri, body) => {
			sent.push((body as IDataObject).contents);
			return ok({ orders: [], containers: [] });
		});
}

beforeEach(() => {
	forgetWaits();
	sent = [];
});

const common: IDataObject = {
	operation: 'advanced',
	scope: 'active',
	fullRows: false,
	output: 'simplified',
	options: {},
};
const withJson = (rules: unknown) => ({ ...common, specifyRules: 'json', rulesJson: JSON.stringify(rules) });
const withRules = (...rule: IDataObject[]) => ({
	...common,
	specifyRules: 'fields',
	combineRules: 'AND',
	rules: { rule },
});

const operators = {
	equal: 1,
	not_equal: 1,
	in: 'several',
	not_in: 'several',
	less: 1,
	less_or_equal: 1,
	greater: 1,
	greater_or_equal: 1,
	between: 2,
	not_between: 2,
	begins_with: 1,
	not_begins_with: 1,
	contains: 1,
	not_contains: 1,
	ends_with: 1,
	not_ends_with: 1,
	is_empty: 0,
	is_not_empty: 0,
	is_null: 0,
	is_not_null: 0,
} as const;
const cases = Object.entries(operators);

it('knows all twenty operators of QueryBuilder', () => {
	expect(cases).toHaveLength(20);
});

describe.each(cases)('the operator %s', (operator, count) => {
	const value = count === 0 ? null : count === 1 ? 'a' : ['a', 'b'];

	it('goes out from JSON as it is', async () => {
		service();
		const { error } = await run([{}], withJson({ condition: 'AND', rules: [{ id: 'name', operator, value }] }));
		expect(error).toBeUndefined();
		expect(sent).toEqual([
			{ condition: 'AND', rules: [{ id: 'name', field: 'name', type: 'string', input: 'text', operator, value }] },
		]);
	});

	it('goes out from the form in the same way', async () => {
		service();
		const fields = {
			0: {},
			1: { value: 'a' },
			2: { value: 'a', valueTo: 'b' },
			several: { values: 'a, b' },
		};
		const { error } = await run([{}], withRules({ field: 'Name', operator, ...fields[count] }));
		expect(error).toBeUndefined();
		expect(sent).toMatchObject([{ rules: [{ id: 'name', operator, value }] }]);
	});

	if (count !== 0)
		it('is refused without what it compares with', async () => {
			service();
			const { error } = await run([{}], withJson({ condition: 'AND', rules: [{ id: 'name', operator, value: [] }] }));
			expect(error?.message).toContain("'Rules (JSON)'");
			expect(sent).toEqual([]);
		});

	if (/begins|contains|ends/.test(operator))
		it('is refused for a date, of which there is no part', async () => {
			service();
			const { error } = await run(
				[{}],
				withJson({ condition: 'AND', rules: [{ id: 'cf-363', operator, value: 'a' }] }),
			);
			expect(error?.message).toBe("'Rules (JSON)' asks for part of a date [row 1]");
			expect(sent).toEqual([]);
		});
});

describe('dates', () => {
	/** The vendor's own example. */
	const april = { id: 'cf-363', field: 'date', type: 'date', input: 'text', operator: 'between' };

	it.each([
		[['1 Apr 2022', '30 Apr 2022']],
		[['01 Apr 2022', '30 apr 2022 ']],
		[['2022-04-01', '2022-04-30']],
		[['2022-04-01', '30 Apr 2022']],
	])("are taken in ISO form and as the token's user writes them: %j", async (value) => {
		service();
		const { error } = await run([{}], withJson({ condition: 'AND', rules: [{ ...april, value }] }));
		expect(error).toBeUndefined();
		expect(sent).toEqual([{ condition: 'AND', rules: [{ ...april, value: ['1 Apr 2022', '30 Apr 2022'] }] }]);
	});

	it.each(['1/4/2022', '31 Apr 2022', '1 Avril 2022', 'Apr 2022'])('that are none are refused: %s', async (value) => {
		service();
		const { error } = await run([{}], withRules({ field: 'Expiry Date', operator: 'less', value }));
		expect(error?.message).toBe("'Rules' is not a date [row 1]");
		expect(sent).toEqual([]);
	});
});

describe('groups that are turned around', () => {
	const inner = { condition: 'AND', rules: [{ id: 'name', operator: 'equal', value: 'a' }] };

	it.each([
		['the whole', { ...inner, not: true }],
		['a group within', { condition: 'OR', rules: [{ ...inner, not: true }] }],
		['a group within, by a number', { condition: 'OR', rules: [{ ...inner, not: 1 }] }],
		['the whole, by a text', { ...inner, not: 'true' }],
		['a rule', { condition: 'AND', rules: [{ id: 'name', operator: 'equal', value: 'a', not: true }] }],
	])('are refused, as the opposite could be found: %s', async (_what, rules) => {
		service();
		const { error } = await run([{}], withJson(rules));
		expect(error?.message).toBe(`'Rules (JSON)' contains a "not" [row 1]`);
		expect(error?.description).toContain('opposite operator');
		expect(sent).toEqual([]);
	});

	it('may say that they are not', async () => {
		service();
		const { error } = await run([{}], withJson({ ...inner, not: false, valid: true }));
		expect(error).toBeUndefined();
		expect(sent).toMatchObject([{ condition: 'AND', rules: [{ id: 'name' }] }]);
	});
});

it('refuses a value that a list does not have among several', async () => {
	service();
	const { error } = await run([{}], withRules({ field: 'Storage Class', operator: 'in', values: 'Toxic, Cold' }));
	expect(error?.message).toBe("'Rules' contains a value that is not allowed [row 1]");
	expect(sent).toEqual([]);
});

it('sends numbers as numbers, several too', async () => {
	service();
	await run([{}], withRules({ field: 'Remaining', operator: 'in', values: '1, 2.5' }));
	expect(sent).toMatchObject([{ rules: [{ value: [1, 2.5] }] }]);
});

describe('"limit search to"', () => {
	it.each([
		['nowhere', { limitlocations: { 9: [] }, ll: {} }, false],
		['nowhere, in empty lists', { limitlocations: [], ll: [] }, false],
		['under its long name', { limitlocations: { 9: [5] }, ll: {} }, true],
		['under its short name', { limitlocations: { 9: [] }, ll: { 9: [5] } }, true],
		['under its short name alone', { ll: { 9: ['5'] } }, true],
		['in a form that nobody knows', { ll: { 9: { w: 100 } } }, true],
		['for another inventory', { limitlocations: { 8: [5] }, ll: { 8: [5] } }, false],
	])('is told where the service keeps it %s', async (_what, preferences, told) => {
		service({ preferences });
		const { hints, error } = await run([{}], withRules({ field: 'Name', operator: 'equal', value: 'a' }));
		expect(error).toBeUndefined();
		expect(hints.some((hint) => hint.includes('limit search to'))).toBe(told);
	});
});
