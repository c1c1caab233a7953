import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { ChemInventorySearch } from '../../../nodes/ChemInventory/ChemInventorySearch.node';
import { toLuxonFormat, toUserDate } from '../../../nodes/ChemInventory/operations/search/userDates';
import { chemOrigin, onChemSandbox } from '../../support/chemInventory';
import { bodiesOf, chemRunOnNock, chemSandboxForEachTest, pathsAsked } from '../../support/chemRuns';
import { dropdownFunctions } from '../../support/dropdown';
import { runNode } from '../../support/engine';
import { freshSandbox } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventorySearch());
const runOnNock = chemRunOnNock(new ChemInventorySearch());

beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const contents = () => (bodiesOf(sandbox(), '/search/execute') as IDataObject[]).map((body) => body.contents);
const common: IDataObject = {
	operation: 'advanced',
	scope: 'active',
	fullRows: false,
	output: 'simplified',
	options: {},
};
const withRules = (rule: IDataObject[], more: IDataObject = {}): IDataObject => ({
	...common,
	specifyRules: 'fields',
	combineRules: 'AND',
	rules: { rule },
	...more,
});
const withJson = (rules: unknown): IDataObject => ({
	...common,
	specifyRules: 'json',
	rulesJson: typeof rules === 'string' ? rules : JSON.stringify(rules),
});
const expiring = { field: 'Expiry Date', operator: 'between', value: '={{ $json.from }}', valueTo: '={{ $json.to }}' };

describe('an advanced search from the form', () => {
	it("sends ISO dates in the format of the token's user", async () => {
		await run(
			[
				{ from: '2022-04-01', to: '2022-04-30T00:00:00' },
				{ from: '2023-09-05', to: '2023-12-31' },
			],
			withRules([expiring]),
		);
		const rule = (value: string[]) => ({
			condition: 'AND',
			rules: [{ id: 'cf-363', field: 'date', type: 'date', input: 'text', operator: 'between', value }],
		});
		expect(contents()).toEqual([rule(['1 Apr 2022', '30 Apr 2022']), rule(['5 Sep 2023', '31 Dec 2023'])]);
		expect(pathsAsked(sandbox()).filter((path) => path === '/general/getdetails')).toHaveLength(1);
		expect(pathsAsked(sandbox()).filter((path) => path === '/search/loadadvancedsearch')).toHaveLength(1);
	});

	it('finds what expires within the days given, both included', async () => {
		const { id } = live().addContainer({ fields: new Map([[363, '2031-05-31']]) });
		live().addContainer({ fields: new Map([[363, '2031-06-01']]) });
		const { json } = await run([{ from: '2031-05-01', to: '2031-05-31' }], withRules([expiring]));
		expect(json.map((container) => container.id)).toEqual([id]);
	});

	it.each(['YYYY-MM-DD', 'DD/MM/YYYY', 'MM/DD/YYYY'] as const)(
		'finds the same for a user who writes dates as %s',
		async (dateFormat) => {
			const lab = await freshSandbox({ chemInventory: { dateFormat } });
			const { id } = lab.chemInventory.lab.addContainer({ fields: new Map([[363, '2031-05-02']]) });
			const run = await runNode(
				onChemSandbox(new ChemInventorySearch(), lab),
				[{ from: '2031-05-01', to: '2031-05-03' }],
				withRules([expiring]) as never,
			);
			expect(run.json.map((container) => container.id)).toEqual([id]);
		},
	);

	it('takes every operator, in the form that QueryBuilder gives', async () => {
		const rules = [
			{ field: 'name', operator: 'contains', value: 'acet' },
			{ field: 'Supplier', operator: 'begins_with', value: 'Sigma' },
			{ field: 'Remaining', operator: 'less', value: '12.5' },
			{ field: 'Remaining', operator: 'greater', value: '0' },
			{ field: 'Storage Class', operator: 'equal', value: 'Flammable' },
			{ field: 'cf-367', operator: 'not_equal', value: 'Toxic' },
			{ field: 'Comments', operator: 'is_empty', value: '' },
			{ field: 'Expiry Date', operator: 'is_not_empty', value: '' },
		];
		const { error } = await run([{}], withRules(rules, { combineRules: 'OR' }));
		expect(error).toBeUndefined();
		expect(contents()[0]).toMatchObject({
			condition: 'OR',
			rules: [
				{ id: 'name', field: 'name', type: 'string', operator: 'contains', value: 'acet' },
				{ id: 'supplier', operator: 'begins_with', value: 'Sigma' },
				{ id: 'cf-365', field: 'number', type: 'double', operator: 'less', value: 12.5 },
				{ id: 'cf-365', operator: 'greater', value: 0 },
				{ id: 'cf-367', operator: 'equal', value: 'Flammable' },
				{ id: 'cf-367', operator: 'not_equal', value: 'Toxic' },
				{ id: 'comments', operator: 'is_empty', value: null },
				{ id: 'cf-363', operator: 'is_not_empty', value: null },
			],
		});
	});

	it.each([
		['no rules', [], "'Rules' is empty", 'Add at least one rule'],
		['no field', [{ operator: 'equal', value: 'a' }], "'Field Name or ID' is empty", 'Fill it in'],
		[
			'an unknown field',
			[{ field: 'Expiry', operator: 'equal', value: '2026-01-01' }],
			"'Rules' names a field that this inventory cannot search",
			'Did you mean "Expiry Date"',
		],
		[
			'a field of another inventory',
			[{ field: 'cf-1363', operator: 'equal', value: '2026-01-01' }],
			"'Rules' names a field that this inventory cannot search",
			'is valid in one inventory only',
		],
		[
			'an unknown operator',
			[{ field: 'name', operator: 'sounds_like', value: 'a' }],
			"'Operator' is not one of the choices",
			'Begins With',
		],
		['no value', [{ field: 'name', operator: 'equal', value: '' }], "'Rules' has a rule without a value", 'Is Empty'],
		[
			'a date that is none',
			[{ field: 'Expiry Date', operator: 'less', value: '30/11/2026' }],
			"'Rules' is not a date",
			'2026-11-30',
		],
		[
			'part of a date',
			[{ field: 'Expiry Date', operator: 'contains', value: '2026' }],
			"'Rules' asks for part of a date",
			'Between',
		],
		[
			'half a range',
			[{ field: 'Expiry Date', operator: 'between', value: '2026-01-01', valueTo: '' }],
			"'Rules' has a rule without a value",
			'Expiry Date',
		],
		[
			'a number that is none',
			[{ field: 'Remaining', operator: 'less', value: '12,5' }],
			"'Rules' contains a value that is not a number",
			'decimal point',
		],
		[
			'a value that the drop-down does not have',
			[{ field: 'Storage Class', operator: 'equal', value: 'Cold' }],
			"'Rules' contains a value that is not allowed",
			'Flammable',
		],
	])(
		'refuses %s, because the service would find nothing without a word',
		async (_what, rules, message, explanation) => {
			const { error } = await run([{}], withRules(rules));
			expect(error?.message).toBe(`${message} [row 1]`);
			expect(error?.description).toContain(explanation);
			expect(contents()).toEqual([]);
		},
	);

	it.each([
		['OR', 'OR'],
		['or', 'OR'],
		['At Least One Rule Must Hold', 'OR'],
		['AND', 'AND'],
	])('combines its rules by %j, a value or a label', async (combineRules, condition) => {
		const rules = [{ field: 'name', operator: 'contains', value: 'acet' }];
		await run([{ combineRules }], withRules(rules, { combineRules: '={{ $json.combineRules }}' }));
		expect(contents()).toMatchObject([{ condition }]);
	});

	it.each([
		[undefined, "'Combine Rules' is empty"],
		['', "'Combine Rules' is empty"],
		['XOR', "'Combine Rules' is not one of the choices"],
		[true, "'Combine Rules' is not one of the choices"],
	])('never takes %j for one way of combining its rules', async (combineRules, message) => {
		const rules = [{ field: 'name', operator: 'contains', value: 'acet' }];
		const { error } = await run([{ combineRules }], withRules(rules, { combineRules: '={{ $json.combineRules }}' }));
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(error?.description).toContain('"At Least One Rule Must Hold"');
		expect(contents()).toEqual([]);
	});

	it('takes a label for an operator, and one that is left out as Equal', async () => {
		await run(
			[{}],
			withRules([
				{ field: 'name', operator: 'Is Not Empty' },
				{ field: 'name', value: 'acetone' },
			]),
		);
		expect(contents()).toMatchObject([
			{
				rules: [
					{ operator: 'is_not_empty', value: null },
					{ operator: 'equal', value: 'acetone' },
				],
			},
		]);
	});

	it.each(['10', '12:30', '2026', '1130', '2026-W48', '2026-11', '202611', 20261130])(
		'refuses %j, which is not a day',
		async (from) => {
			const { error } = await run([{ from, to: '2031-05-31' }], withRules([expiring]));
			expect(error?.message).toBe("'Rules' is not a date [row 1]");
			expect(contents()).toEqual([]);
		},
	);

	it.each([
		['2024-01-01T23:00:00.000Z', '1 Jan 2024', 1],
		['2024-01-02T00:00:00.000+01:00', '2 Jan 2024', 0],
		['2024-01-02', '2 Jan 2024', 0],
	])('takes the day of %s as it is written, and says where the zone has another', async (from, text, hints) => {
		const after = { ...expiring, operator: 'greater' };
		const ran = await run([{ from }], withRules([{ ...after, value: '={{ $json.from }}' }]));
		expect(contents()).toMatchObject([{ rules: [{ value: text }] }]);
		expect(ran.hints.filter((hint) => hint.includes('was read as the day that is written'))).toHaveLength(hints);
		await run([{ from }], withRules([{ ...after, value: '={{ DateTime.fromISO($json.from, { setZone: true }) }}' }]));
		expect(contents()[1]).toMatchObject({ rules: [{ value: text }] });
	});

	it.each(['0x10', '0b11', 'Infinity', '1,000'])('refuses %j as a number', async (value) => {
		const { error } = await run([{}], withRules([{ field: 'Remaining', operator: 'less', value }]));
		expect(error?.message).toBe("'Rules' contains a value that is not a number [row 1]");
	});

	it.each([
		[['acetone'], 'It contains a list'],
		[true, 'It contains "true"'],
		[{ name: 'acetone' }, 'It contains an object'],
	])('refuses %j as a text, in words that are true', async (value, words) => {
		const { error } = await run(
			[{ value }],
			withRules([{ field: 'name', operator: 'equal', value: '={{ $json.value }}' }]),
		);
		expect(error?.message).toBe("'Rules' does not contain a text [row 1]");
		expect(error?.description).toContain(words);
		expect(contents()).toEqual([]);
	});

	it('says what was asked when dates found nothing', async () => {
		const { json, hints } = await run([{ from: '1990-01-01', to: '1990-01-31' }], withRules([expiring]));
		expect(json).toEqual([]);
		expect(hints.join()).toContain('1 Jan 1990');
	});
});

describe('an advanced search from JSON', () => {
	it('takes nested groups, and writes dates as the user does', async () => {
		const rules = {
			condition: 'AND',
			rules: [
				{ id: 'name', field: 'name', type: 'string', input: 'text', operator: 'contains', value: 'acetone' },
				{
					condition: 'OR',
					rules: [
						{
							id: 'cf-363',
							field: 'date',
							type: 'date',
							input: 'text',
							operator: 'between',
							value: ['2022-04-01', '2022-04-30'],
						},
						{ id: 'cf-363', operator: 'is_empty', value: null },
					],
				},
			],
			valid: true,
		};
		const { error } = await run([{}], withJson(rules));
		expect(error).toBeUndefined();
		expect(contents()[0]).toMatchObject({
			rules: [
				{ id: 'name' },
				{
					condition: 'OR',
					rules: [{ operator: 'between', value: ['1 Apr 2022', '30 Apr 2022'] }, { operator: 'is_empty' }],
				},
			],
		});
	});

	it.each([
		['{', "'Rules (JSON)' is not valid JSON"],
		[{ rules: [{ id: 'name', operator: 'equal', value: 'a' }] }, "'Rules (JSON)' does not have the expected form"],
		[
			{ condition: 'XOR', rules: [{ id: 'name', operator: 'equal', value: 'a' }] },
			"'Rules (JSON)' does not have the expected form",
		],
		[{ condition: 'AND', rules: [] }, "'Rules (JSON)' does not have the expected form"],
		[{ condition: 'AND', rules: [{ field: 'name', value: 'a' }] }, "'Rules (JSON)' does not have the expected form"],
		[
			{ condition: 'AND', rules: [{ id: 'cf-363', operator: 'between', value: '2022-04-01' }] },
			"'Rules (JSON)' has a rule with the wrong number of values",
		],
		[
			{ condition: 'AND', rules: [{ id: 'cf-1363', operator: 'equal', value: '2022-04-01' }] },
			"'Rules (JSON)' names a field that this inventory cannot search",
		],
	])('refuses rules of the wrong shape: %j', async (rules, message) => {
		const { error } = await run([{}], withJson(rules));
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(contents()).toEqual([]);
	});
});

describe("the format of the user's dates", () => {
	it.each([
		['D MMM YYYY', '1 Apr 2022'],
		['YYYY-MM-DD', '2022-04-01'],
		['DD/MM/YYYY', '01/04/2022'],
		['MM/DD/YY', '04/01/22'],
		['MMMM D, YYYY', 'April 1, 2022'],
		['D.M.YYYY', '1.4.2022'],
	])('%s is written as %s', (format, text) => {
		expect(toUserDate('2022-04-01', toLuxonFormat(format) ?? '')).toBe(text);
	});

	it.each(['', 'Do MMM YYYY', 'dddd D MMM YYYY', 'L', 'D MMM', 'YYYY', '[on] D MMM YYYY'])(
		'%j is not known',
		(format) => {
			expect(toLuxonFormat(format)).toBeUndefined();
		},
	);

	it('that is not known is refused, because a wrong one would find nothing', async () => {
		const ok = (data: unknown) => ({ status: 'success', data });
		nock(chemOrigin)
			.post('/api/general/getdetails')
			.reply(
				200,
				ok({
					user: { id: 1, inventory: 9, accounttype: 2, dateformat: { momentformat: 'Do MMM YYYY' } },
					inventory: { id: 9 },
				}),
			);
		nock(chemOrigin)
			.post('/api/search/loadadvancedsearch')
			.reply(200, ok([{ id: 'cf-363', field: 'date', label: 'Expiry Date', type: 'date' }]));
		const { error } = await runOnNock([{ from: '2022-04-01', to: '2022-04-30' }], withRules([expiring]));
		expect(error?.message).toContain('date format');
		expect(error?.description).toContain('Do MMM YYYY');
	});
});

describe('the fields of advanced searches', () => {
	it('are listed as items, custom ones included', async () => {
		const { json } = await run([{}], { operation: 'getFilters', output: 'simplified' });
		expect(json).toContainEqual({ id: 'cf-363', label: 'Expiry Date', type: 'date' });
		expect(json).toContainEqual({
			id: 'cf-367',
			label: 'Storage Class',
			type: 'string',
			allowedValues: expect.arrayContaining(['Flammable']),
		});
	});

	it('come raw on request', async () => {
		const { json } = await run([{}], { operation: 'getFilters', output: 'raw' });
		expect(json.find(({ id }) => id === 'cf-363')).toMatchObject({ plugin: 'datepicker' });
	});

	it('fill the list in the editor', async () => {
		const node = new ChemInventorySearch();
		const options = await node.methods.loadOptions.getAdvancedFilters.call(
			dropdownFunctions(onChemSandbox(node, sandbox())),
		);
		expect(options).toContainEqual({ name: 'Expiry Date', value: 'cf-363', description: 'date' });
	});
});
