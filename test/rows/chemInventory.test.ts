import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import { dataObject } from '../../nodes/shared/values/json';
import { fieldIds } from '../../sandbox/cheminventory/seed';
import { bodiesOf, pathsAsked } from '../support/chemRuns';
import type { RunOptions } from '../support/engine';
import { present } from '../support/present';
import { sandboxForTests } from '../support/sandbox';
import { forgetWaits } from '../support/waits';
import { expectedOf, exportedOf, isNumber, standing } from './chemLab';
import { batchOfRows, chemRows, furnish, labels } from './chemRows';
import { byItem, ChemSteps, itemOf } from './chemSteps';
import { shares } from './deal';
import type { Row } from './deal';
import { seedsOf } from './part';
import { isRefusedFor, stoppedAt } from './refusals';
import { twinRows } from './twins';

const sandbox = sandboxForTests();
beforeEach(forgetWaits);

const live = () => sandbox().chemInventory.lab;
const seeds = seedsOf(batchOfRows, 2);
const goingOn: RunOptions['settings'] = { onError: 'continueErrorOutput' };

const inUse = () =>
	live()
		.liveContainers()
		.flatMap(({ barcode }) => (barcode === '' ? [] : [barcode]));

const changing = new Set(['/container/add', '/container/delete', '/container/information/save', '/container/move']);

/** What changed something: a substance that is named by its ID is only looked up. */
const changesSent = () => [
	...pathsAsked(sandbox()).filter((path) => changing.has(path)),
	...bodiesOf(sandbox(), '/container/getsubstance').filter((body) => !Object.hasOwn(Object(body), 'substanceid')),
];

it('the rows are those of a dirty inventory', () => {
	const rows = seeds.flatMap((seed) => chemRows(seed, ['IN-USE'])).flatMap(({ rows: own }) => own);
	const shareOf = (fits: (row: Row) => boolean) => rows.filter(fits).length / rows.length;
	expect([...shares(rows)].filter(([, share]) => share < 5)).toEqual([]);
	expect(shareOf(({ refused }) => refused.length === 0)).toBeGreaterThanOrEqual(0.6);
	expect(shareOf(({ refused }) => refused.length === 1)).toBeGreaterThanOrEqual(0.1);
});

/** A row that was accepted, and its container. */
interface Stored {
	row: Row;
	id: number;
	expected: IDataObject;
}

/** The rows go in; what is refused is refused first. */
async function storedRows(seed: number): Promise<Stored[]> {
	const steps = new ChemSteps(sandbox());
	const stored: Stored[] = [];
	for (const { mode, rows } of chemRows(seed, inUse())) {
		const inputs = rows.map(({ json }) => json);
		sandbox().clearRequests();
		const stopped = await steps.create(inputs, mode);
		expect(isRefusedFor(rows[stoppedAt(stopped)], labels, stopped.error?.message)).toBe(true);
		expect(changesSent()).toEqual([]);

		const known = new Set(live().containers.keys());
		const { outputs } = await steps.create(inputs, mode, { settings: goingOn });
		const [created = [], refused = []] = outputs.map((items) => items ?? []);
		const wrongly = refused.filter((item) => !isRefusedFor(rows[itemOf(item)], labels, item.json.message));
		expect(wrongly.map(({ json }) => json)).toEqual([]);
		expect(created.map(itemOf)).toEqual(rows.flatMap((row, at) => (row.refused.length === 0 ? [at] : [])));
		expect([...live().containers.keys()].filter((id) => !known.has(id))).toHaveLength(created.length);
		for (const item of created) {
			const row = present(rows[itemOf(item)]);
			stored.push({ row, id: Number(item.json.id), expected: expectedOf(row) });
		}
	}
	return stored;
}

/** Rows that are told apart by a text alone. */
async function storedTwins(seed: number): Promise<Stored[]> {
	const rows = twinRows(seed);
	const run = await new ChemSteps(sandbox()).create(
		rows.map(({ json }) => json),
		'cas',
	);
	return byItem(run, rows.length).map(({ id }, at) => {
		const row = present(rows[at]);
		return { row, id: Number(id), expected: expectedOf(row) };
	});
}

function expectStanding(stored: readonly Stored[]): void {
	for (const { row, id, expected } of stored)
		expect([row.json, standing(sandbox(), id, expected)]).toEqual([row.json, expected]);
}

const containersWith = (field: number, value: unknown) =>
	live()
		.liveContainers()
		.flatMap(({ id, fields }) => (fields.get(field) === value ? [id] : []))
		.sort((a, b) => a - b);

/** A day as the token's user has chosen to see it: D MMM YYYY. */
const asTheUserWrites = (day: unknown) => DateTime.fromISO(String(day)).toFormat('d LLL yyyy', { locale: 'en' });

/** Each stored row holds its own container, and none of another one. */
const idsOf = (records: readonly IDataObject[]) => records.map(({ id }) => Number(id));

describe.each(seeds)('the rows of seed %i', (seed) => {
	it('are refused before anything is sent, or are stored, found, moved, exported and deleted as they are', async () => {
		furnish(live());
		const steps = new ChemSteps(sandbox());
		const stored = [...(await storedRows(seed)), ...(await storedTwins(seed))];
		expectStanding(stored);

		const labelled = stored.filter(({ expected }) => expected.barcode !== '');
		const inputs = labelled.map(({ row }) => row.json);
		const ids = labelled.map(({ id }) => id);
		expect(idsOf(byItem(await steps.get(inputs), inputs.length))).toEqual(ids);
		expect(idsOf(byItem(await steps.search(inputs, 'barcode'), inputs.length))).toEqual(ids);
		const named = await steps.search(inputs, 'name');
		for (const [at, id] of ids.entries())
			expect(idsOf(named.items.filter((item) => itemOf(item) === at).map(({ json }) => json))).toContain(id);

		const dated = stored.filter(({ expected }) => typeof expected.expiry === 'string');
		const onItsDay = dated.map(({ expected: { expiry } }) => containersWith(fieldIds.expiryDate, expiry));
		expect(await steps.expiring(dated.map(({ row }) => row.json.expiry))).toEqual(onItsDay);
		expect(await steps.expiring(dated.map(({ expected }) => asTheUserWrites(expected.expiry)))).toEqual(onItsDay);

		const got = byItem(await steps.getById(stored.map(({ id }) => ({ id }))), stored.length);
		const isWordy = (at: number) => !isNumber(stored[at]?.expected.size);
		sandbox().clearRequests();
		const { outputs } = await steps.updateWithItself(got, { settings: goingOn });
		expect(outputs[1]?.map(itemOf)).toEqual([...stored.keys()].filter(isWordy));
		expect(outputs[1]?.filter(({ json }) => !String(json.message).startsWith("'Size' "))).toEqual([]);
		expect(outputs[0]?.flatMap(({ json }) => json.savedFields ?? [])).toEqual([]);
		expect(changesSent()).toEqual([]);

		// Each gets name, comments, code and place of the row behind it.
		const others = labelled.map((one, at) => ({ one, next: labelled[(at + 1) % labelled.length] ?? one }));
		const changed = others.map(({ one, next }): Stored & { location: unknown } => {
			const { name, comments, code, location } = next.row.json;
			const { expected } = next;
			const kept = {
				comments: expected.comments ?? one.expected.comments,
				code: expected.code ?? one.expected.code,
			};
			return {
				row: { ...one.row, json: { barcode: one.row.json.barcode, name, comments, code, location } },
				id: one.id,
				expected: { ...one.expected, name: expected.name, ...kept },
				location: expected.location,
			};
		});
		const edits = changed.map(({ row }) => row.json);
		expect(idsOf(byItem(await steps.rename(edits), edits.length))).toEqual(ids);
		expectStanding(changed);
		const moved = byItem(await steps.move(edits), edits.length);
		expect(moved.map(({ moved: gone, alreadyThere }) => [gone ?? [], alreadyThere ?? []].flat())).toEqual(
			ids.map((id) => [id]),
		);
		const placed = changed.map(({ row, id, expected, location }): Stored => ({
			row,
			id,
			expected: dataObject({ ...expected, location }),
		}));
		expectStanding(placed);

		const rows = await steps.export();
		for (const { id, expected } of placed) expect(rows.get(id)).toMatchObject(exportedOf(sandbox(), id, expected));

		const deleted = byItem(await steps.delete(inputs), inputs.length);
		expect(deleted.map(({ id, name, barcode }) => ({ id, name, barcode }))).toEqual(
			placed.map(({ id, expected: { name, barcode } }) => ({ id, name, barcode })),
		);
		expect(stored.filter(({ id }) => live().container(id).deleted).map(({ id }) => id)).toEqual(ids);
	}, 300_000);
});

it('a barcode that two rows have is refused for both, whatever a scanner put around it', async () => {
	furnish(live());
	const asScanned = (barcode: string) => [barcode, `\u0002${barcode}\r\n`, `]C1${barcode}`, `\ufeff${barcode}`];
	const barcodes = [...asScanned('008075'), ...asScanned('TW-β'), '8075', 'tw-β'];
	const inputs = twinRows(present(seeds[0])).flatMap(({ json }, at): IDataObject[] => {
		const barcode = barcodes[at];
		return barcode === undefined ? [] : [{ ...json, barcode }];
	});
	const steps = new ChemSteps(sandbox());
	const stopped = await steps.create(inputs, 'cas');
	expect(stopped.error?.message).toBe("'Barcode' is used by several rows [row 1]");
	expect(changesSent()).toEqual([]);
	const { outputs } = await steps.create(inputs, 'cas', { settings: goingOn });
	// in lower case as well: the service would find it in use
	expect(outputs[1]?.map(itemOf)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 9]);
	expect(outputs[0]?.map(({ json }) => json.barcode)).toEqual(['8075']);
});
