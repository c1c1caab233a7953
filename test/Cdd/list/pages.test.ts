import { sleep } from 'n8n-workflow';
import type { IDataObject, INode } from 'n8n-workflow';
import nock from 'nock';

import { cddBase } from '../../support/cdd';
import { asked, runSamples, runSamplesOnNock } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

beforeEach(forgetWaits);

interface Listed extends IDataObject {
	id: number;
}

const records = (from: number, to: number): Listed[] =>
	Array.from({ length: to - from + 1 }, (_empty, at) => ({ id: from + at, units: 'mg' }));

interface ServedPage {
	offset: number;
	page_size: number;
}

/** A list on the public server that works as documented, unless `page` says otherwise. */
function serveList(
	all: () => Listed[],
	{ longestPage = 1000, page }: { longestPage?: number; page?: (asked: ServedPage, nth: number) => unknown } = {},
): ServedPage[] {
	const pages: ServedPage[] = [];
	nock(cddBase)
		.persist()
		.get('/vaults/4598/inventory_samples')
		.query((query) => query.async === undefined)
		.reply((uri) => {
			const query = new URL(uri, cddBase).searchParams;
			const wanted = { offset: Number(query.get('offset') ?? 0), page_size: Number(query.get('page_size') ?? 50) };
			pages.push(wanted);
			const own = page?.(wanted, pages.length);
			if (own !== undefined) return [200, own as nock.Body];
			const found = all();
			return [
				200,
				{
					count: found.length,
					objects: found.slice(wanted.offset, wanted.offset + Math.min(wanted.page_size, longestPage)),
				},
			];
		});
	return pages;
}

function serveExport(objects: unknown[], count = objects.length): void {
	const vault = nock(cddBase);
	vault.get('/vaults/4598/inventory_samples').query({ async: 'true' }).reply(200, { id: 77, status: 'new' });
	vault.get('/vaults/4598/export_progress/77').reply(200, { id: 77, status: 'finished' });
	vault.get('/vaults/4598/exports/77').reply(200, JSON.stringify({ count, objects }));
}

const getAll = (parameters: INode['parameters'] = {}) => ({
	operation: 'getAll',
	returnAll: true,
	output: 'raw',
	...parameters,
});
const pagesOnly = getAll({ options: { retrieval: 'pages' } });
const idsOf = (json: IDataObject[]) => json.map(({ id }) => id);
const upTo = (last: number) => records(1, last).map(({ id }) => id);

describe('Return All', () => {
	it('takes one request where one page is enough', async () => {
		const pages = serveList(() => records(1, 120));
		expect(idsOf((await runSamplesOnNock([{}], getAll())).json)).toEqual(upTo(120));
		expect(pages).toEqual([{ offset: 0, page_size: 1000 }]);
	});

	it('brings 2500 records from three pages, in their order, each of which begins with the last record of the one before', async () => {
		const pages = serveList(() => records(1, 2500));
		const { json, items } = await runSamplesOnNock([{}], getAll());
		expect(idsOf(json)).toEqual(upTo(2500));
		expect(items.every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(true);
		expect(pages.map(({ offset }) => offset).sort((a, b) => a - b)).toEqual([0, 999, 1998]);
	});

	it('asks for no page behind a last one that is exactly full', async () => {
		const pages = serveList(() => records(1, 2998));
		expect(idsOf((await runSamplesOnNock([{}], getAll())).json)).toEqual(upTo(2998));
		expect(pages).toHaveLength(3);
	});

	it('brings no item for an empty list', async () => {
		serveList(() => []);
		const { json, error } = await runSamplesOnNock([{}], getAll());
		expect(json).toEqual([]);
		expect(error).toBeUndefined();
	});

	it('reads four pages at a time at most, and keeps the order although answers come as they like', async () => {
		const all = records(1, 4500);
		let running = 0;
		let most = 0;
		nock(cddBase)
			.persist()
			.get('/vaults/4598/inventory_samples')
			.query(true)
			.reply(async (uri) => {
				const offset = Number(new URL(uri, cddBase).searchParams.get('offset') ?? 0);
				most = Math.max(most, ++running);
				for (let turns = offset === 1000 ? 20 : 2; turns > 0; turns--) await sleep(0);
				running--;
				return [200, { count: all.length, objects: all.slice(offset, offset + 1000) }];
			});
		expect(idsOf((await runSamplesOnNock([{}], getAll())).json)).toEqual(upTo(4500));
		expect(most).toBeGreaterThan(1);
		expect(most).toBeLessThanOrEqual(4);
	});

	it('reads on when the server makes its pages shorter than asked for', async () => {
		const pages = serveList(() => records(1, 430), { longestPage: 100 });
		expect(idsOf((await runSamplesOnNock([{}], getAll())).json)).toEqual(upTo(430));
		expect(pages).toHaveLength(5);
	});

	it('accepts the array around the list that an older page of the vendor shows', async () => {
		serveList(() => [], { page: () => [{ count: 2, objects: records(1, 2) }] });
		expect(idsOf((await runSamplesOnNock([{}], getAll())).json)).toEqual([1, 2]);
	});

	it('reads again when the count changes under way, and brings a whole list', async () => {
		let all = records(1, 2500);
		const pages = serveList(() => all, {
			page: (_asked, nth) => {
				if (nth === 2) all = all.slice(1);
				return undefined;
			},
		});
		expect(idsOf((await runSamplesOnNock([{}], pagesOnly)).json)).toEqual(upTo(2500).slice(1));
		expect(pages.length).toBeGreaterThan(3);
	});

	it('reads again when one page counts otherwise, although as many records came as were counted at first', async () => {
		// While the second page is read the first record is gone, before the third one another was added at the end.
		const afterwards = records(2, 2501);
		let pass = 0;
		serveList(() => afterwards, {
			page: ({ offset }) => {
				if (offset === 0) pass++;
				if (pass > 1 || offset === 1998) return undefined;
				if (offset === 0) return { count: 2500, objects: records(1, 1000) };
				return { count: 2499, objects: afterwards.slice(999, 1999) };
			},
		});
		expect(idsOf((await runSamplesOnNock([{}], pagesOnly)).json)).toEqual(upTo(2501).slice(1));
		expect(pass).toBe(2);
	});

	it('reads again when a page repeats, and then fails instead of leaving records out', async () => {
		const all = records(1, 2500);
		serveList(() => all, {
			page: ({ offset }) => (offset === 1998 ? { count: 2500, objects: all.slice(0, 1000) } : undefined),
		});
		const { error, items } = await runSamplesOnNock([{}], pagesOnly);
		expect(items).toEqual([]);
		expect(error?.message).toBe('The list changed while it was read, so it is not complete [row 1]');
		expect(error?.description).toContain(
			'CDD Vault counted 2500 inventory samples; 1999 different ones were read in 3 tries, but the pages did not match. Choose',
		);
	});

	it('reads again when one record was deleted and another added between two pages, which leaves the count as it was', async () => {
		let all = records(1, 1520);
		const pages = serveList(() => all, {
			page: (_asked, nth) => {
				if (nth === 2) all = [...all.filter(({ id }) => id !== 17), ...records(1521, 1521)];
				return undefined;
			},
		});
		const { json } = await runSamplesOnNock([{}], getAll());
		expect(idsOf(json)).toEqual(upTo(1521).filter((id) => id !== 17));
		expect(pages).toHaveLength(4);
	});

	it('does not take pages for whole that one gap and one double make as long as the count', async () => {
		const all = records(1, 2500);
		serveList(() => all, {
			page: ({ offset }) => {
				if (offset === 0) return undefined;
				return { count: 2500, objects: offset === 999 ? all.slice(1000, 2000) : all.slice(1998) };
			},
		});
		expect((await runSamplesOnNock([{}], pagesOnly)).error?.description).toContain('the pages did not match');
	});

	it('names the counts when a list never stands still (Pages)', async () => {
		let last = 1500;
		serveList(() => records(1, last++));
		const { error } = await runSamplesOnNock([{}], pagesOnly);
		expect(error?.description).toMatch(/counted 150\d, then 150\d inventory samples/);
		expect(error?.description).toContain("Choose 'Async Export' as 'Retrieval'");
	});

	it('turns to an async export when a list never stands still (Automatic)', async () => {
		let last = 1500;
		const pages = serveList(() => records(1, last++));
		serveExport(records(1, 1600));
		expect(idsOf((await runSamplesOnNock([{}], getAll())).json)).toEqual(upTo(1600));
		expect(pages.length).toBe(6);
	});

	it('drops doubles by ID when the order changes between pages, and does not stop at fewer records', async () => {
		const all = records(1, 1500);
		let pass = 0;
		serveList(() => all, {
			page: ({ offset }) => {
				if (offset === 0) pass++;
				return pass === 1 && offset > 0 ? { count: 1500, objects: [...all].reverse().slice(offset) } : undefined;
			},
		});
		expect(idsOf((await runSamplesOnNock([{}], pagesOnly)).json)).toEqual(upTo(1500));
		expect(pass).toBe(2);
	});

	it('reads a list in another order than that of the IDs twice, as a change may move a record there', async () => {
		const byName = records(1, 1500).sort((one, other) => (one.id % 7) - (other.id % 7) || one.id - other.id);
		const pages = serveList(() => byName);
		expect(idsOf((await runSamplesOnNock([{}], getAll())).json)).toEqual(idsOf(byName));
		expect(pages).toHaveLength(4);
	});

	it('finds a record that moved behind the reading, in a list by name, while others were deleted and added', async () => {
		const last = records(1500, 1500);
		const others = records(1, 1499).reverse();
		let all = [...others, ...last];
		const pages = serveList(() => all, {
			page: (_asked, nth) => {
				// The last one gets the first name, one of the first page goes, and one comes at the end.
				if (nth === 2) all = [...last, ...others.filter(({ id }) => id !== 1200), ...records(1501, 1501)];
				return undefined;
			},
		});
		const { json } = await runSamplesOnNock([{}], pagesOnly);
		expect(idsOf(json)).toEqual(idsOf(all));
		expect(pages).toHaveLength(6);
	});

	it('reads 5000 records in pages and starts an export beyond (Automatic)', async () => {
		const pages = serveList(() => records(1, 5000));
		expect((await runSamplesOnNock([{}], getAll())).json).toHaveLength(5000);
		expect(pages).toHaveLength(6);
		nock.cleanAll();
		const more = serveList(() => records(1, 5001));
		serveExport(records(1, 5001));
		expect(idsOf((await runSamplesOnNock([{}], getAll())).json)).toEqual(upTo(5001));
		expect(more).toHaveLength(1);
	});

	it('reads pages however many there are, where Pages was chosen', async () => {
		const pages = serveList(() => records(1, 5001));
		expect((await runSamplesOnNock([{}], pagesOnly)).json).toHaveLength(5001);
		expect(pages).toHaveLength(6);
	});

	it('fails when an export holds fewer records than the vault counted', async () => {
		serveExport(records(1, 9), 10);
		const { error, items } = await runSamplesOnNock([{}], getAll({ options: { retrieval: 'asyncExport' } }));
		expect(items).toEqual([]);
		expect(error?.message).toBe('The export does not hold every record [row 1]');
		expect(error?.description).toContain('counted 10, and the export holds 9 different inventory samples');
	});

	it('gives none of the pages when one of them is refused', async () => {
		serveList(() => records(1, 2500), {
			page: ({ offset }) => (offset === 1998 ? { error: 'Something went wrong' } : undefined),
		});
		const { items, error } = await runSamplesOnNock([{}], getAll());
		expect(items).toEqual([]);
		expect(error?.description).toContain('CDD Vault says: "Something went wrong"');
	});

	it.each([
		['another program', 'It works!', 'It starts: "It works!"'],
		['nothing', '', 'The answer is empty'],
		['something else', { objects: [] }, 'What does not match'],
		['a list without IDs', { count: 1, objects: [{ name: 'x' }] }, 'What does not match'],
	])('says so when the vault answers with %s', async (_what, answer, explanation) => {
		serveList(() => [], { page: () => answer });
		const { error } = await runSamplesOnNock([{}], getAll());
		expect(error?.message).toBe('CDD Vault sent an answer that its documentation does not describe [row 1]');
		expect(error?.description).toContain(explanation);
	});
});

describe('Limit', () => {
	it('below the size of a page is asked for, and no more', async () => {
		const pages = serveList(() => records(1, 2500));
		expect(idsOf((await runSamplesOnNock([{}], getAll({ returnAll: false, limit: 10 }))).json)).toEqual(upTo(10));
		expect(pages).toEqual([{ offset: 0, page_size: 10 }]);
	});

	it('above it takes as many pages as it needs', async () => {
		const pages = serveList(() => records(1, 2500));
		expect(idsOf((await runSamplesOnNock([{}], getAll({ returnAll: false, limit: 1500 }))).json)).toEqual(upTo(1500));
		expect(pages).toEqual([
			{ offset: 0, page_size: 1000 },
			{ offset: 999, page_size: 501 },
		]);
	});

	it('above the count brings all there are', async () => {
		serveList(() => records(1, 1200));
		expect(idsOf((await runSamplesOnNock([{}], getAll({ returnAll: false, limit: 9999 }))).json)).toEqual(upTo(1200));
	});

	it('is reached although the server makes its pages shorter', async () => {
		serveList(() => records(1, 300), { longestPage: 50 });
		expect(idsOf((await runSamplesOnNock([{}], getAll({ returnAll: false, limit: 120 }))).json)).toEqual(upTo(120));
	});

	it('fails when the same page comes again and again', async () => {
		serveList(() => [], { page: () => ({ count: 2500, objects: records(1, 1000) }) });
		const { error } = await runSamplesOnNock([{}], getAll({ returnAll: false, limit: 2000 }));
		expect(error?.message).toBe('The list changed while it was read, so it is not complete [row 1]');
		expect(error?.description).toContain(
			'CDD Vault counted 2500 inventory samples; 1000 different ones were read in 3 tries',
		);
	});

	it('reads again when the list changes between two of its pages', async () => {
		let all = records(1, 1500);
		serveList(() => all, {
			page: (_asked, nth) => {
				if (nth === 2) all = all.slice(1);
				return undefined;
			},
		});
		expect(idsOf((await runSamplesOnNock([{}], getAll({ returnAll: false, limit: 9999 }))).json)).toEqual(
			upTo(1500).slice(1),
		);
	});

	it('reads again when a page counts otherwise, although as many records came as it counted', async () => {
		// Before the second page the first record is gone, and two were added at the end.
		const afterwards = records(2, 1502);
		const pages = serveList(() => afterwards, {
			page: (_asked, nth) => (nth === 1 ? { count: 1500, objects: records(1, 1000) } : undefined),
		});
		expect(idsOf((await runSamplesOnNock([{}], getAll({ returnAll: false, limit: 9999 }))).json)).toEqual(
			upTo(1502).slice(1),
		);
		expect(pages.length).toBeGreaterThan(2);
	});

	it('fails instead of leaving records out when the order changes between pages', async () => {
		const all = records(1, 1500);
		serveList(() => all, {
			page: ({ offset }) => (offset > 0 ? { count: 1500, objects: [...all].reverse().slice(offset) } : undefined),
		});
		const { error, items } = await runSamplesOnNock([{}], getAll({ returnAll: false, limit: 9999 }));
		expect(items).toEqual([]);
		expect(error?.message).toContain('so it is not complete');
	});
});

describe('against the sandbox', () => {
	const sandbox = sandboxForTests();

	it.each(['automatic', 'pages', 'asyncExport'])('every sample of the vault comes once (%s)', async (retrieval) => {
		const { json } = await runSamples(sandbox(), [{}], getAll({ options: { retrieval } }));
		expect(idsOf(json)).toEqual([...sandbox().cdd.samples.keys()]);
	});

	it('each item has filters of its own', async () => {
		const batches = [...sandbox().cdd.batches.keys()].slice(0, 2);
		const { items } = await runSamples(
			sandbox(),
			batches.map((batch) => ({ batch })),
			getAll({ filters: { batchIds: '={{ $json.batch }}' } }),
		);
		const found = items.map(({ json, pairedItem }) => [json.batch, pairedItem]);
		expect(found).toEqual(
			[...sandbox().cdd.samples.values()]
				.filter(({ batch }) => batch === batches[0])
				.map(({ batch }) => [batch, { item: 0 }])
				.concat(
					[...sandbox().cdd.samples.values()]
						.filter(({ batch }) => batch === batches[1])
						.map(({ batch }) => [batch, { item: 1 }]),
				),
		);
		expect(new Set(found.map(([batch]) => batch)).size).toBe(2);
	});

	it('a list that somebody edits while it is read comes whole', async () => {
		sandbox().faults.add({
			when: { endpoint: 'listInventorySamples', nth: 1 },
			do: { kind: 'edit', change: 'remove' },
		});
		const { json } = await runSamples(sandbox(), [{}], getAll());
		expect(idsOf(json)).toEqual([...sandbox().cdd.samples.keys()]);
	});

	it('a page that fails for a moment is asked for again', async () => {
		sandbox().faults.add({ when: { endpoint: 'listInventorySamples' }, times: 2, do: { kind: 'status', status: 503 } });
		const { json } = await runSamples(sandbox(), [{}], getAll());
		expect(json).toHaveLength(sandbox().cdd.samples.size);
		expect(asked(sandbox())).toHaveLength(3);
	});

	it('a page is asked for ever more slowly while CDD Vault gets too many requests', async () => {
		sandbox().faults.add({ when: { endpoint: 'listInventorySamples' }, times: 8, do: { kind: 'status', status: 503 } });
		const { json } = await runSamples(sandbox(), [{}], getAll());
		expect(json).toHaveLength(sandbox().cdd.samples.size);
		expect(asked(sandbox())).toHaveLength(9);
	});

	it('a request is sent once when the token is unknown, and says what to check', async () => {
		const { error } = await runSamples(sandbox(), [{}], getAll(), { secrets: { apiToken: 'sandbox-token-unknown' } });
		expect(error?.message).toBe('CDD Vault did not accept the API token [row 1]');
		expect(error?.description).toContain('Check the API token and the server (US or EU)');
		expect(asked(sandbox())).toHaveLength(1);
	});

	it('a redirect to another host is not followed, and its host never sees the token', async () => {
		sandbox().faults.add({ when: { endpoint: 'listInventorySamples' }, do: { kind: 'redirect' } });
		const { error } = await runSamples(sandbox(), [{}], getAll());
		expect(error?.message).toBe('CDD Vault redirected the request to another address, which was not followed [row 1]');
		expect(sandbox().requests.filter(({ port }) => port === 'elsewhere')).toEqual([]);
	});

	it('Simplified leaves out the events', async () => {
		const { json } = await runSamples(sandbox(), [{}], getAll({ output: 'simplified', returnAll: false, limit: 5 }));
		expect(json).toHaveLength(5);
		for (const record of json) expect(record).not.toHaveProperty('inventory_events');
	});
});
