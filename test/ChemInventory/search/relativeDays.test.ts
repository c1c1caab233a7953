import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { ChemInventorySearch } from '../../../nodes/ChemInventory/ChemInventorySearch.node';
import { fieldIds } from '../../../sandbox/cheminventory/seed';
import { chemOrigin } from '../../support/chemInventory';
import { bodiesOf, chemRunOnNock, chemSandboxForEachTest, pathsAsked } from '../../support/chemRuns';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventorySearch());
const runOnNock = chemRunOnNock(new ChemInventorySearch());

/** In Berlin it is the next day already, on which the clocks change. */
beforeEach(() => {
	forgetWaits();
	vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-03-29T23:30:00Z') });
});
afterEach(() => vi.useRealTimers());

const live = () => sandbox().chemInventory.lab;
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
const expiry = (operator: string, days: number | string) => ({ field: 'Expiry Date', operator, days });

/** In the time zone of the workflow. */
const day = (days: number) => DateTime.fromISO('2031-03-30').plus({ days }).toFormat('yyyy-MM-dd');
const due = (days: number) => live().addContainer({ fields: new Map([[fieldIds.expiryDate, day(days)]]) }).id;
const inOrder = (json: readonly IDataObject[], ids: readonly number[]) =>
	json.map(({ id }) => Number(id)).filter((id) => ids.includes(id));

describe('days from today', () => {
	const around = () => [-31, -30, -1, 0, 1, 30, 31].map((days) => due(days));

	it.each([
		['in_next_days', 30, [0, 1, 30]],
		['In the Next … Days', '30', [0, 1, 30]],
		['in_last_days', 30, [-30, -1, 0]],
		['in_next_days', 0, [0]],
		['in_last_days', 0, [0]],
		['in_next_days', 31, [0, 1, 30, 31]],
	])('%s %j finds whole days, today and the last one included', async (operator, days, found) => {
		const ids = around();
		const { json, error } = await run([{}], withRules([expiry(operator, days)]));
		expect(error).toBeUndefined();
		expect(inOrder(json, ids).sort()).toEqual(
			found.map((one) => ids[[-31, -30, -1, 0, 1, 30, 31].indexOf(one)]).sort(),
		);
	});

	it("goes out as days in the format of the token's user", async () => {
		await run([{}], withRules([expiry('in_next_days', 7)]));
		const written = [day(0), day(7)].map((one) => DateTime.fromISO(one).setLocale('en-US').toFormat('d LLL yyyy'));
		expect(bodiesOf(sandbox(), '/search/execute')).toMatchObject([
			{ contents: { rules: [{ id: 'cf-363', operator: 'between', value: written }] } },
		]);
	});

	it.each([
		[
			'of a field that is not a date',
			{ field: 'Remaining', operator: 'in_next_days', days: 3 },
			'counts days in a field',
		],
		['below 0', expiry('in_next_days', -1), "'Whole Days'"],
		['that are not whole', expiry('in_next_days', 1.5), "'Whole Days'"],
		['that are missing', expiry('in_next_days', ''), "'Whole Days'"],
	])('refuses days %s', async (_what, rule, message) => {
		const { error } = await run([{}], withRules([rule]));
		expect(error?.message).toContain(message);
		expect(bodiesOf(sandbox(), '/search/execute')).toEqual([]);
	});
});

describe('what a search asked about', () => {
	it('is in its answer without Full Rows, and comes first', async () => {
		const id = due(3);
		const { json } = await run([{}], withRules([expiry('in_next_days', 5)]));
		const record = json.find((one) => one.id === id) ?? {};
		expect(Object.keys(record).slice(0, 4)).toEqual(['id', 'name', 'barcode', 'Expiry Date']);
		expect(record['Expiry Date']).toBe(day(3));
	});

	it.each([false, true])('comes first with one field, too (Full Rows: %j)', async (fullRows) => {
		const { id } = live().addContainer({ fields: new Map([[fieldIds.productCode, 'P-77']]) });
		const { json } = await run([{}], {
			...common,
			operation: 'byCustomField',
			field: 'Product Code',
			value: 'P-77',
			fullRows,
		});
		expect(json.map((one) => [Object.keys(one).slice(0, 4), one.id, one['Product Code']])).toEqual([
			[['id', 'name', 'barcode', 'Product Code'], id, 'P-77'],
		]);
	});

	it('is not read where Raw Data shows what ChemInventory sends', async () => {
		due(3);
		await run([{}], withRules([expiry('in_next_days', 5)], { output: 'raw' }));
		expect(pathsAsked(sandbox())).not.toContain('/general/exportbyid');
	});
});

describe('what the service finds', () => {
	const answer = (data: unknown) => ({ status: 'success', data });
	const filters = [{ id: 'cf-363', field: 'date', label: 'Expiry Date', type: 'date' }];
	const service = (value: string) =>
		nock(chemOrigin)
			.persist()
			.post('/api/general/getdetails')
			.reply(
				200,
				answer({
					user: { id: 1, inventory: 9, accounttype: 2, dateformat: { momentformat: 'DD/MM/YYYY' } },
					inventory: { id: 9 },
				}),
			)
			.post('/api/search/loadadvancedsearch')
			.reply(200, answer(filters))
			.post('/api/customfields/get')
			.optionally()
			.reply(200, answer({ container: [{ id: 363, name: 'Expiry Date', type: 'date' }], substance: [] }))
			.post('/api/search/execute')
			.reply(200, answer({ orders: [], containers: [{ id: 5 }, { id: 6 }] }))
			.post('/api/general/exportbyid')
			.reply(
				200,
				answer({
					columns: [],
					rows: [
						{ id: 5, 'cf-363': day(1) },
						{ id: 6, 'cf-363': value },
					],
				}),
			);

	it.each([
		['another day', expiry('in_next_days', 5), day(60)],
		['no day', expiry('in_next_days', 5), ''],
	])('is refused where a container has %s: others may be missing', async (_what, rule, value) => {
		service(value);
		const { error } = await runOnNock([{}], withRules([rule]));
		expect(error?.message).toBe('ChemInventory found containers that do not fit the rules [row 1]');
		expect(error?.description).toContain('In "Expiry Date" the containers 6 have other values');
	});

	it('is refused where Is Empty finds a value', async () => {
		service('');
		const { error } = await runOnNock([{}], withRules([{ field: 'Expiry Date', operator: 'is_empty' }]));
		expect(error?.description).toContain('the containers 5 have other values');
	});

	const comments = (operator: string, values: [unknown, unknown]) => {
		nock(chemOrigin)
			.post('/api/general/getdetails')
			.reply(200, answer({ user: { id: 1, inventory: 9, accounttype: 2 }, inventory: { id: 9 } }))
			.post('/api/search/loadadvancedsearch')
			.reply(200, answer([{ id: 'comments', label: 'Comments', type: 'string' }]))
			.post('/api/search/execute')
			.reply(200, answer({ orders: [], containers: [{ id: 5 }, { id: 6 }] }))
			.post('/api/general/exportbyid')
			.reply(200, answer({ columns: [], rows: values.map((value, at) => ({ id: at + 5, comments: value })) }));
		return withRules([{ field: 'Comments', operator }]);
	};

	it.each([
		['is_empty', ['None', null], undefined],
		['is_empty', ['', 'Opened'], 'the containers 6 have other values'],
		['is_not_empty', ['Opened', 'None'], undefined],
		['is_not_empty', ['', 'Opened'], 'the containers 5 have other values'],
	] as const)('is compared in fields that every container has: %s, %j', async (operator, values, refusal) => {
		const { json, error } = await runOnNock([{}], comments(operator, [...values]));
		expect(error?.description ?? '').toContain(refusal ?? '');
		expect(error?.message).toBe(refusal && 'ChemInventory found containers that do not fit the rules [row 1]');
		if (!refusal) expect(json.map(({ id }) => id)).toEqual([5, 6]);
	});

	it('is not compared where one rule of several is enough', async () => {
		service(day(60));
		const rules = [expiry('in_next_days', 5), expiry('in_last_days', 5)];
		const { json, error } = await runOnNock([{}], withRules(rules, { combineRules: 'OR' }));
		expect(error).toBeUndefined();
		expect(json.map(({ id }) => id)).toEqual([5, 6]);
	});
});

describe('Is Empty and Is Not Empty', () => {
	it.each(['supplier', 'comments'])('find by one of the two what has, and what lacks, a value in %s', async (field) => {
		const { id: location } = live().location('Stores');
		const lacks = live().addContainer({ location, supplier: null, comments: null }).id;
		const has = live().addContainer({ location, supplier: 'VWR', comments: 'Opened' }).id;
		for (const operator of ['is_empty', 'is_not_empty']) {
			const { json, error } = await run([{}], withRules([{ field, operator }]));
			expect([error?.message, error?.description]).toEqual([undefined, undefined]);
			const wanted = operator === 'is_empty' ? lacks : has;
			expect(json.map(({ id }) => id).filter((id) => id === lacks || id === has)).toEqual([wanted]);
		}
	});
});
