import type { Sandbox } from '../../sandbox';
import { parseFault } from '../../sandbox/faultGrammar';
import { freshSandbox } from '../support/sandbox';
import { Client, fetchFrom, firstId, idOf, idsOf, polled } from './client';

let sandbox: Sandbox;
let client: Client;

beforeEach(async () => {
	sandbox = await freshSandbox();
	client = new Client(sandbox);
});

const debit = async (id: number) =>
	await client.put(`/inventory_samples/${id}`, { inventory_events: [{ fields: { Debit: 10 } }] });

/** A sample with 100 mg. */
const amountOf = (id: number) => sandbox.cdd.samples.get(id)?.current_amount;

describe('a fault', () => {
	it('strikes the requests that it names, as often as it says', async () => {
		sandbox.faults.add({ when: { endpoint: 'listBatches' }, times: 2, do: { kind: 'status', status: 503 } });
		const seen = [];
		for (const path of ['/batches', '/projects', '/batches', '/batches']) seen.push((await client.get(path)).status);
		expect(seen).toEqual([503, 200, 503, 200]);
	});

	it('strikes the nth request only', async () => {
		sandbox.faults.add({ when: { method: 'GET', path: '/batches/{id}', nth: 2 }, do: { kind: 'status', status: 500 } });
		const id = firstId(sandbox.cdd.batches);
		const seen = [];
		for (const path of [`/batches/${id}`, '/batches', `/batches/${id}`, `/batches/${id}`])
			seen.push((await client.get(path)).status);
		expect(seen).toEqual([200, 200, 500, 200]);
	});

	it('strikes until faults are cleared where no number is given', async () => {
		sandbox.faults.add({ when: { path: /projects$/ }, do: { kind: 'status', status: 502 } });
		expect([(await client.get('/projects')).status, (await client.get('/projects')).status]).toEqual([502, 502]);
		sandbox.faults.clear();
		expect((await client.get('/projects')).status).toBe(200);
	});

	it('can be asked for by a header of one request', async () => {
		expect((await client.send('GET', '/projects', { headers: { 'x-sandbox-fault': '504' } })).status).toBe(504);
		expect((await client.get('/projects')).status).toBe(200);
		expect((await client.send('GET', '/projects', { headers: { 'x-sandbox-fault': 'gremlins' } })).text).toContain(
			'There is no fault "gremlins"',
		);
	});

	it.each([
		['status', { kind: 'status', status: 503 }],
		['drop', { kind: 'drop' }],
	] as const)('of kind %s comes before a write takes effect', async (_kind, fault) => {
		const { id } = sandbox.cdd.addSample();
		sandbox.faults.add({ when: { endpoint: 'updateInventorySample' }, times: 1, do: fault });
		if (fault.kind === 'drop') await expect(debit(id)).rejects.toThrow();
		else expect((await debit(id)).status).toBe(503);
		expect(amountOf(id)).toBe(100);
	});

	it.each([
		['status', { kind: 'status', status: 502, moment: 'after' }],
		['drop', { kind: 'drop', moment: 'after' }],
		['drop midway', { kind: 'drop', moment: 'midway' }],
	] as const)('of kind %s can come after a write took effect (A42)', async (_kind, fault) => {
		const { id } = sandbox.cdd.addSample();
		sandbox.faults.add({ times: 1, do: fault });
		if (fault.kind === 'drop') await expect(debit(id)).rejects.toThrow();
		else expect((await debit(id)).status).toBe(502);
		expect(amountOf(id)).toBe(90);
		expect(sandbox.requests).toHaveLength(1);
	});

	it.each([
		['before', 100],
		['after', 90],
	] as const)('may be that no answer comes, until the client gives up (%s the effect)', async (moment, amount) => {
		const { id } = sandbox.cdd.addSample();
		sandbox.faults.add({ times: 1, do: { kind: 'silence', moment } });
		const controller = new AbortController();
		const asked = fetch(`${sandbox.url}/vaults/${sandbox.vaultId}/inventory_samples/${id}`, {
			method: 'PUT',
			headers: { 'x-cdd-token': sandbox.token, 'content-type': 'application/json' },
			body: JSON.stringify({ inventory_events: [{ fields: { Debit: 10 } }] }),
			signal: controller.signal,
		});
		await vi.waitFor(() => expect(sandbox.requests).toMatchObject([{ tookEffect: amount === 90 }]));
		controller.abort();
		await expect(asked).rejects.toThrow();
		expect(amountOf(id)).toBe(amount);
	});

	it('is noted with the request that it struck, and whether that one took effect', async () => {
		const { id } = sandbox.cdd.addSample();
		const effects = async (...faults: string[]) => {
			sandbox.clearRequests();
			for (const fault of faults) sandbox.faults.add({ times: 1, do: parseFault(fault).do });
			await debit(id).catch(() => undefined);
			return sandbox.requests.map(({ tookEffect, faults: struck }) => [tookEffect, struck.map(({ kind }) => kind)]);
		};
		expect(await effects()).toEqual([[true, []]]);
		expect(await effects('503')).toEqual([[false, ['status']]]);
		expect(await effects('503:after')).toEqual([[true, ['status']]]);
		expect(await effects('cut-json', 'latency:1')).toEqual([[true, ['cut-json', 'latency']]]);
		expect(await effects('redirect')).toEqual([[false, ['redirect']]]);
		sandbox.cdd.deleteSample(id);
		expect(await effects()).toEqual([[false, []]]);
		const lab = sandbox.chemInventory;
		await fetch(`${lab.url}/order/delete`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ authtoken: lab.token, orderid: 1 }),
		});
		expect(sandbox.requests.at(-1)).toMatchObject({ statusCode: 200, tookEffect: false });
	});

	it('carries Retry-After as seconds, as a date, or not at all', async () => {
		const retryAfter = async (text: string) =>
			(await client.send('GET', '/projects', { headers: { 'x-sandbox-fault': text } })).headers['retry-after'];
		expect(await retryAfter('429:retry-after=2')).toBe('2');
		expect(await retryAfter('429:retry-after-date=60')).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
		expect(await retryAfter('429')).toBeUndefined();
	});

	it('delays an answer', async () => {
		sandbox.faults.add({ when: { endpoint: 'listProjects' }, do: { kind: 'latency', milliseconds: 300 } });
		const finished: string[] = [];
		await Promise.all([
			client.get('/projects').then(() => finished.push('projects')),
			client.get('/data_sets').then(() => finished.push('data sets')),
		]);
		expect(finished).toEqual(['data sets', 'projects']);
	});

	it('cuts JSON off under a status of 200', async () => {
		const answer = await client.send('GET', '/batches', { headers: { 'x-sandbox-fault': 'cut-json' } });
		expect(answer).toMatchObject({
			status: 200,
			headers: { 'content-type': expect.stringContaining('application/json') },
			text: expect.stringMatching(/^\{"count":60/),
			body: undefined,
		});
	});

	it('answers with a login page, or with an error, under a status of 200', async () => {
		expect(await client.send('GET', '/batches', { headers: { 'x-sandbox-fault': 'login-page' } })).toMatchObject({
			status: 200,
			headers: { 'content-type': expect.stringContaining('text/html') },
			text: expect.stringContaining('<html>'),
		});
		expect(await client.send('GET', '/batches', { headers: { 'x-sandbox-fault': 'error-200' } })).toMatchObject({
			status: 200,
			body: { error: expect.any(String) },
		});
	});

	it('redirects to another port, which records the headers that it gets', async () => {
		sandbox.faults.add({ do: { kind: 'redirect' } });
		const { status, headers } = await client.get('/batches', { offset: '5' });
		expect([status, headers.location]).toEqual([302, `${sandbox.elsewhereOrigin}/api/v1/vaults/4598/batches?offset=5`]);
		await fetchFrom(String(headers.location), { headers: { 'x-own-header': 'here' } });
		expect(sandbox.requests.at(-1)).toMatchObject({ port: 'elsewhere', headers: { 'x-own-header': 'here' } });
		expect(sandbox.leaks).toEqual([]);
	});

	it('of the other port shows when it saw the token, in whatever header', async () => {
		for (const headers of [{ 'x-cdd-token': 'x' }, { authorization: `Bearer ${sandbox.token}` }])
			await fetchFrom(`${sandbox.elsewhereOrigin}/`, { headers });
		await fetchFrom(`${sandbox.elsewhereOrigin}/?token=${sandbox.readOnlyToken}`);
		expect(sandbox.leaks).toHaveLength(3);
		sandbox.clearRequests();
	});
});

describe('faults of exports', () => {
	const started = async (fault: string) =>
		idOf(await client.send('GET', '/batches', { query: { async: 'true' }, headers: { 'x-sandbox-fault': fault } }));

	async function statuses(id: number, polls: number): Promise<string[]> {
		return await polled(client, `/export_progress/${id}`, 'status', polls);
	}

	it('make one slow, failed or endless (A33)', async () => {
		expect(await statuses(await started('slow-export:polls=3'), 5)).toEqual([
			'new',
			'started',
			'started',
			'started',
			'finished',
		]);
		expect(await statuses(await started('failed-export'), 3)).toEqual(['new', 'started', 'failed']);
		expect(await statuses(await started('endless-export'), 6)).toEqual([
			'new',
			'started',
			'started',
			'started',
			'started',
			'started',
		]);
	});

	it('wait for a request that starts an export', async () => {
		sandbox.faults.add({ times: 1, do: { kind: 'failed-export' } });
		for (const path of ['/projects', '/batches']) await client.get(path);
		const id = idOf(await client.post('/batches/query', { async: true }));
		expect(await statuses(id, 3)).toEqual(['new', 'started', 'failed']);
	});

	it('strike the download from the storage too', async () => {
		const id = await started('slow-export:polls=1');
		await statuses(id, 3);
		const address = async () => String((await client.get(`/exports/${id}`)).headers.location);
		sandbox.faults.add({ when: { port: 'storage' }, times: 1, do: { kind: 'cut-json' } });
		expect(await fetchFrom(await address())).toMatchObject({ status: 200, body: undefined });
		sandbox.faults.add({ when: { port: 'storage' }, times: 1, do: { kind: 'drop', moment: 'midway' } });
		await expect(fetchFrom(await address())).rejects.toThrow();
		expect((await fetchFrom(await address())).body).toMatchObject({ count: 60 });
	});
});

describe('faults of lists', () => {
	const page = async (offset: number) => await client.get('/batches', { offset: String(offset), page_size: '20' });

	it('add, remove or change a record between two pages', async () => {
		const all = [...sandbox.cdd.batches.keys()];
		sandbox.faults.add({ when: { endpoint: 'listBatches', nth: 2 }, do: { kind: 'edit', change: 'remove' } });
		const first = await page(0);
		const second = await page(20);
		expect([first.body, second.body]).toMatchObject([{ count: 60 }, { count: 59 }]);
		expect([...idsOf(first), ...idsOf(second)]).not.toContain(all[20]);

		sandbox.faults.add({ times: 1, do: { kind: 'edit', change: 'add' } });
		expect((await page(40)).body).toMatchObject({ count: 60 });
		const before = sandbox.cdd.batches.get(all.at(-1) ?? 0)?.modified_at;
		sandbox.faults.clear();
		sandbox.faults.add({ times: 1, do: { kind: 'edit', change: 'change' } });
		await page(0);
		const last = [...sandbox.cdd.batches.values()].at(-1);
		expect(last?.modified_at).not.toBe(before);
	});

	it('repeat a page, also of locations, which tell no count', async () => {
		sandbox.faults.add({ do: { kind: 'repeat-page' } });
		const [first, second] = [await page(0), await page(20)];
		expect(idsOf(second)).toEqual(idsOf(first));
		expect(second.body).toMatchObject({ offset: 20, count: 60 });
		expect((await client.get('/inventory_locations', { offset: '50' })).text).toBe(
			(await client.get('/inventory_locations')).text,
		);
	});

	it('turn the order round (A8)', async () => {
		sandbox.faults.add({ when: { nth: 2 }, do: { kind: 'reorder' } });
		const [first, second] = [await page(0), await page(20)];
		expect(idsOf(first)[0]).toBe(firstId(sandbox.cdd.batches));
		expect(idsOf(second)).toEqual([...sandbox.cdd.batches.keys()].reverse().slice(20, 40));
	});
});

describe('control calls', () => {
	const control = async (method: 'DELETE' | 'GET' | 'POST', path: string, body?: string) =>
		await fetchFrom(`${sandbox.origin}/sandbox${path}`, { method, body });

	it('set and clear faults, as text or as JSON, without a token', async () => {
		expect((await control('POST', '/faults', '503:1@listProjects')).status).toBe(200);
		expect(
			(await control('POST', '/faults', JSON.stringify({ when: { path: '/data_sets' }, do: { kind: 'error-200' } })))
				.status,
		).toBe(200);
		expect((await client.get('/projects')).status).toBe(503);
		expect((await client.get('/projects')).status).toBe(200);
		expect((await client.get('/data_sets')).text).toContain('error');
		await control('DELETE', '/faults');
		expect((await client.get('/data_sets')).text).not.toContain('error');
		expect(await control('POST', '/faults', '{"do":{"kind":"gremlins"}}')).toMatchObject({ status: 400 });
	});

	it('show and forget what arrived, and are not recorded themselves', async () => {
		await client.get('/projects');
		expect((await control('GET', '/requests')).body).toMatchObject([
			{ method: 'GET', endpoint: 'listProjects', statusCode: 200 },
		]);
		await control('DELETE', '/requests');
		expect(sandbox.requests).toEqual([]);
	});

	it('decide imports and exports as a person would, and know no other ids', async () => {
		const id = idOf(await client.get('/batches', { async: 'true' }));
		expect((await control('POST', `/exports/${id}/fail`)).body).toEqual({ id, status: 'failed' });
		expect((await control('POST', '/exports/7/fail')).status).toBe(404);
		expect((await control('POST', '/slurps/7/commit')).status).toBe(404);
	});

	it('describe the API in OpenAPI 3.1, every documented call with its parameters', async () => {
		const { body } = await control('GET', '/openapi.json');
		expect(body).toMatchObject({
			openapi: '3.1.0',
			paths: {
				'/vaults': { get: {} },
				'/vaults/{vault_id}/inventory_samples': {
					get: { parameters: expect.arrayContaining([expect.objectContaining({ name: 'batch_ids', in: 'query' })]) },
					post: { requestBody: {} },
				},
				'/vaults/{vault_id}/inventory_samples/{id}': { get: {}, put: {}, delete: {} },
				'/vaults/{vault_id}/batches/{id}': {
					put: { requestBody: { content: { 'application/json': { schema: { anyOf: [{}, {}] } } } } },
				},
				'/vaults/{vault_id}/slurps': { post: { requestBody: { content: { 'multipart/form-data': {} } } } },
			},
		});
	});
});

describe('the text form of a fault', () => {
	it.each([
		['silence:after:1', { times: 1, do: { kind: 'silence', moment: 'after' } }],
		['latency:200', { when: {}, do: { kind: 'latency', milliseconds: 200 } }],
		['latency:200:3@/batches', { when: { path: '/batches' }, times: 3, do: { kind: 'latency', milliseconds: 200 } }],
		[
			'503:1:after@updateInventorySample',
			{ when: { endpoint: 'updateInventorySample' }, times: 1, do: { kind: 'status', status: 503, moment: 'after' } },
		],
		['drop:midway:port=storage', { when: { port: 'storage' }, do: { kind: 'drop', moment: 'midway' } }],
		[
			'edit:remove:nth=2@GET /batches',
			{ when: { nth: 2, method: 'GET', path: '/batches' }, do: { kind: 'edit', change: 'remove' } },
		],
	])('reads %s', (text, fault) => {
		expect(parseFault(text)).toMatchObject(fault);
	});

	it.each(['latency', 'edit', 'latency:x', '503:retry-after=soon', '503@nowhere', 'explode'])(
		'refuses %s in words',
		(text) => {
			expect(() => parseFault(text)).toThrow(/needs|There is no fault|neither/);
		},
	);
});
