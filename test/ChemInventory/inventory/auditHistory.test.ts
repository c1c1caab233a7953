import nock from 'nock';

import { ChemInventory } from '../../../nodes/ChemInventory/ChemInventory.node';
import { chemOrigin } from '../../support/chemInventory';
import { bodiesOf, chemRunOnNock, chemSandboxForEachTest, pathsAsked } from '../../support/chemRuns';
import { forgetWaits } from '../../support/waits';

const { sandbox, run } = chemSandboxForEachTest(new ChemInventory());
const runOnNock = chemRunOnNock(new ChemInventory());

beforeEach(forgetWaits);

const history = {
	resource: 'inventory',
	operation: 'getAuditHistory',
	from: '={{ $json.from }}',
	to: '={{ $json.to }}',
	output: 'simplified',
};

const rows = [
	['2026-03-10 23:30:00', 'User, Lab', 'Container', 'Movement', 'late'],
	['2026-03-09 22:59:59', 'User, Lab', 'Container', 'Movement', 'too early'],
	['2026-03-09 23:00:00', 'User, Lab', 'Container', 'Movement', 'first'],
	['2026-03-10 22:59:59', 'User, Lab', 'Container', 'Movement', 'last'],
];

function prepare(data: unknown) {
	const asked: unknown[] = [];
	nock(chemOrigin)
		.post('/api/inventorymanagement/audithistory/load', (body) => {
			asked.push(body);
			return true;
		})
		.reply(200, { status: 'success', data });
	return asked;
}

describe('the audit history', () => {
	it('covers exactly the days asked for in the time zone of the workflow, oldest first, in named fields', async () => {
		const asked = prepare(rows);
		const { json } = await runOnNock([{ from: '2026-03-10', to: '2026-03-10' }], history, {
			timezone: 'Europe/Berlin',
		});
		expect(json).toEqual([
			{ time: '2026-03-09T23:00:00Z', user: 'User, Lab', area: 'Container', action: 'Movement', text: 'first' },
			{ time: '2026-03-10T22:59:59Z', user: 'User, Lab', area: 'Container', action: 'Movement', text: 'last' },
		]);
		expect(asked).toMatchObject([{ startdate: '2026-03-08', enddate: '2026-03-11' }]);
	});

	it.each([
		['the last day too', '2026-03-09T00:00:00', ['too early', 'first', 'last']],
		['the one day that both fields name', '2026-03-10T00:00:00', ['first', 'last']],
	])('covers, with days as the date picker writes them, %s', async (_what, from, texts) => {
		prepare(rows);
		const { json } = await runOnNock([{ from, to: '2026-03-10T00:00:00' }], history, { timezone: 'Europe/Berlin' });
		expect(json.map(({ text }) => text)).toEqual(texts);
	});

	it('ends a whole day where the next one begins, on the day that the clocks change, too', async () => {
		prepare([
			['2026-03-29 21:59:59', 'User, Lab', 'Container', 'Movement', 'last'],
			['2026-03-29 22:00:00', 'User, Lab', 'Container', 'Movement', 'of the next day'],
		]);
		const { json } = await runOnNock([{ from: '2026-03-29', to: '2026-03-29' }], history, {
			timezone: 'Europe/Berlin',
		});
		expect(json.map(({ text }) => text)).toEqual(['last']);
	});

	it('covers a period to the second where times are given', async () => {
		prepare(rows);
		const { json } = await runOnNock([{ from: '2026-03-10T22:59:59Z', to: '2026-03-10T23:30:00+00:00' }], history);
		expect(json.map(({ text }) => text)).toEqual(['last', 'late']);
	});

	it('asks for a day more on both sides, because the service may not include the last one', async () => {
		const asked = prepare([]);
		await runOnNock([{ from: '2026-03-01T00:00:00Z', to: '2026-03-31T12:00:00Z' }], history);
		expect(asked).toMatchObject([{ startdate: '2026-02-28', enddate: '2026-04-01' }]);
	});

	it('keeps the time as the service sends it in raw data', async () => {
		prepare(rows);
		const { json } = await runOnNock([{ from: '2026-03-10', to: '2026-03-10' }], { ...history, output: 'raw' });
		expect(json[0]).toMatchObject({ time: '2026-03-09 23:00:00' });
	});

	it('keeps entries without a time, and says so', async () => {
		prepare([[null, 'User, Lab', 'Container', 'Movement', 'timeless'], ...rows]);
		const { json, hints } = await runOnNock([{ from: '2026-03-10', to: '2026-03-10' }], history, {
			timezone: 'Europe/Berlin',
		});
		expect(json.map(({ text }) => text)).toEqual(['first', 'last', 'timeless']);
		expect(hints).toEqual(['1 entries have no readable time; they are at the end of the output.']);
	});

	it('shows what the nodes did to a container', async () => {
		const { lab } = sandbox().chemInventory;
		const ids = lab.containersIn('Cupboards > Cupboard 1').map(({ id }) => id);
		const parameters = {
			resource: 'location',
			operation: 'deleteAll',
			location: { __rl: true, mode: 'path', value: 'Cupboards > Cupboard 1' },
			expectedNumber: ids.length,
		};
		const since = new Date(Date.now() - 2000).toISOString();
		await run([{}], parameters);
		const { json } = await run([{ from: since, to: new Date(Date.now() + 60_000).toISOString() }], history);
		expect(
			json.filter(({ action, text }) => action === 'Deletion' && String(text).includes('Cupboards > Cupboard 1')),
		).toHaveLength(ids.length);
	});

	it('gives each item its own period, linked to it', async () => {
		const { items } = await run(
			[
				{ from: '2020-01-01', to: '2020-01-02' },
				{ from: '2020-01-01', to: '2099-01-01' },
			],
			history,
		);
		expect(items.length).toBeGreaterThan(0);
		for (const { pairedItem } of items) expect(pairedItem).toEqual({ item: 1 });
		expect(bodiesOf(sandbox(), '/inventorymanagement/audithistory/load')).toHaveLength(2);
	});

	it.each([
		[{ from: 'yesterday', to: '2026-03-10' }, "'From' is not a date"],
		[{ from: '2026-02-30', to: '2026-03-10' }, "'From' is not a date"],
		[{ from: '2026-03-10', to: '10.03.2026' }, "'To' is not a date"],
		[{ from: '2026-03-10' }, "'To' is empty"],
		[{ from: '2026-03-10', to: '2026-03-09' }, "'To' is before the start"],
	])('refuses %j before anything is sent', async (item, message) => {
		const { error } = await run([item], history);
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(pathsAsked(sandbox())).toEqual([]);
	});

	it('says who may do it when the role is too low', async () => {
		const { error } = await run([{ from: '2026-03-10', to: '2026-03-10' }], history, {
			secrets: { apiToken: sandbox().chemInventory.tokens.orders },
		});
		expect(error?.description).toContain('This needs the API token of a group administrator.');
	});

	it('says so when the answer is not what is documented', async () => {
		prepare({ rows });
		const { error } = await runOnNock([{ from: '2026-03-10', to: '2026-03-10' }], history);
		expect(error?.message).toContain('its documentation does not describe');
	});
});
