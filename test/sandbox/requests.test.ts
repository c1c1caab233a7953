import type { Sandbox } from '../../sandbox';
import { freshSandbox } from '../support/sandbox';
import { Client, fetchFrom, firstId, refusal, withSandbox } from './client';

describe('every request to the sandbox', () => {
	let sandbox: Sandbox;
	let client: Client;

	beforeEach(async () => {
		sandbox = await freshSandbox();
		client = new Client(sandbox);
	});

	it.each([
		['no token', null],
		['an unknown token', 'sandbox-token-of-nobody'],
	])('is refused with 401 for %s (A2)', async (_case, token) => {
		expect(await client.send('GET', '/batches', { token })).toEqual(refusal(401, 'Unauthorized'));
	});

	it('is not let in by another header than X-CDD-Token', async () => {
		const headers = { authorization: `Bearer ${sandbox.token}`, 'cdd-token': sandbox.token };
		expect(await client.send('GET', '/batches', { token: null, headers })).toEqual(refusal(401, 'Unauthorized'));
	});

	it('reads, but does not write, with the read-only token (A2)', async () => {
		const token = sandbox.readOnlyToken;
		const sampleId = firstId(sandbox.cdd.samples);
		expect((await client.send('GET', `/inventory_samples/${sampleId}`, { token })).status).toBe(200);
		const words = 'Token has insufficient access to modify data';
		for (const [method, path] of [
			['POST', '/inventory_samples'],
			['PUT', `/inventory_samples/${sampleId}`],
			['DELETE', `/inventory_samples/${sampleId}`],
			['POST', '/batches'],
			['PUT', `/batches/${firstId(sandbox.cdd.batches)}`],
			['POST', '/slurps'],
		] as const) {
			expect(await client.send(method, path, { token, json: {} })).toEqual(refusal(401, words));
		}
		expect((await client.send('POST', '/batches/query', { token, json: {} })).status).toBe(200);
	});

	it.each([
		[1, 'does not exist'],
		[4599, 'is not open to the token'],
	])('gives 404 for vault %s, which %s (A3)', async (vaultId) => {
		const answer = await client.send('GET', '/batches', { vaultId, token: sandbox.readOnlyToken });
		expect(answer).toEqual(refusal(404, `${vaultId} not found`));
	});

	it.each([
		'/batches/7',
		'/inventory_samples/7',
		'/molecules/7',
		'/mapping_templates/7',
		'/slurps/7',
		'/export_progress/7',
		'/exports/7',
	])('gives 404 for the unknown id in %s (A3)', async (path) => {
		expect(await client.get(path)).toEqual(refusal(404, '7 not found'));
	});

	it('gives 404 for an id that is no number, and for an unknown path', async () => {
		expect(await client.get('/batches/abc')).toEqual(refusal(404, 'abc not found'));
		expect(await client.get('/collections')).toEqual(refusal(404, 'Not Found'));
		expect(await client.post('/inventory_locations/query', {})).toEqual(refusal(404, 'Not Found'));
		expect((await client.delete(`/batches/${firstId(sandbox.cdd.batches)}`)).status).toBe(404);
	});

	it('lists the vaults that the token may use', async () => {
		const all = await fetchFrom(`${sandbox.url}/vaults`, { headers: { 'x-cdd-token': sandbox.token } });
		expect(all.body).toEqual([
			{ id: 4598, name: 'Sandbox Vault' },
			{ id: 4599, name: 'Sandbox Archive Vault' },
		]);
		const one = await fetchFrom(`${sandbox.url}/vaults`, { headers: { 'x-cdd-token': sandbox.readOnlyToken } });
		expect(one.body).toEqual([{ id: 4598, name: 'Sandbox Vault' }]);
	});

	it('is refused when it is a GET with a body (A5)', async () => {
		expect(await client.send('GET', '/batches', { json: { page_size: 2 } })).toEqual(refusal(400, /body/));
	});

	it('is refused when its body is no JSON document', async () => {
		expect(await client.send('POST', '/batches/query', { text: '{"page_size":' })).toEqual(
			refusal(400, /unexpected token/),
		);
	});

	it('is refused with the names of parameters and keys that the contract does not know (A6)', async () => {
		expect(await client.get('/batches', { only_id: 'true' })).toEqual(refusal(400, 'Unknown parameter: only_id'));
		expect(await client.get('/inventory_samples', { only_ids: 'true' })).toEqual(
			refusal(400, 'Unknown parameter: only_ids'),
		);
		expect(await client.get('/projects', { page_size: '3' })).toEqual(refusal(400, 'Unknown parameter: page_size'));
		expect(await client.post('/batches/query', { field_search: [] })).toEqual(
			refusal(400, 'Unknown parameter: field_search'),
		);
		const body = {
			batch_id: firstId(sandbox.cdd.batches),
			units: 'mg',
			inventory_events: [{ fields: { Credit: 1 } }],
			batch: 7,
		};
		expect(await client.post('/inventory_samples', body)).toEqual(refusal(400, 'Unknown parameter: batch'));
	});

	it.each([
		['page_size', '0'],
		['page_size', '1001'],
		['offset', '-1'],
		['page_size', 'many'],
	])('is refused with %s %s (A7)', async (name, value) => {
		expect(await client.get('/batches', { [name]: value })).toEqual(refusal(400, new RegExp(`^${name}: `)));
	});

	it('fails as a whole for unknown ids in a list, and names them (A4)', async () => {
		const batchId = firstId(sandbox.cdd.batches);
		expect(await client.get('/batches', { batches: `${batchId},2,3` })).toEqual(refusal(404, '2, and 3 not found'));
		expect(await client.get('/inventory_samples', { batch_ids: `[2,${batchId}]` })).toEqual(
			refusal(404, '2 not found'),
		);
		expect(await client.get('/inventory_samples', { inventory_sample_ids: '4,5,6' })).toEqual(
			refusal(404, '4, 5, and 6 not found'),
		);
		expect(await client.get('/molecules', { molecules: '9' })).toEqual(refusal(404, '9 not found'));
		for (const path of ['/batches', '/inventory_samples', '/molecules']) {
			expect(await client.get(path, { projects: '8' })).toEqual(refusal(404, '8 not found'));
		}
	});

	it('records what arrived: path, query, headers, body, status and endpoint, in order', async () => {
		sandbox.clearRequests();
		const batchId = firstId(sandbox.cdd.batches);
		await client.get('/batches', { batches: String(batchId), no_structures: 'true' });
		await client.put(`/batches/${batchId}`, { projects: [] });
		expect(sandbox.requests).toMatchObject([
			{
				method: 'GET',
				path: '/api/v1/vaults/4598/batches',
				query: `batches=${batchId}&no_structures=true`,
				statusCode: 200,
				endpoint: 'listBatches',
				port: 'service',
				body: undefined,
			},
			{
				method: 'PUT',
				path: `/api/v1/vaults/4598/batches/${batchId}`,
				query: '',
				statusCode: 422,
				endpoint: 'deleteBatch',
				body: { projects: [] },
			},
		]);
		expect(sandbox.requests[0]?.headers['x-cdd-token']).toBe(sandbox.token);
	});
});

describe('dates', () => {
	const at = '2025-03-10T07:30:00.000Z';

	async function found(query: Record<string, string>, ownerTimeZone?: string): Promise<boolean> {
		let isFound = false;
		await withSandbox({ ownerTimeZone }, async (client, sandbox) => {
			const { id } = sandbox.cdd.addSample({ created_at: at, modified_at: at });
			const answer = await client.get('/inventory_samples', { ...query, page_size: '1000' });
			expect(answer.status).toBe(200);
			isFound = answer.text.includes(`{"id":${id},`);
		});
		return isFound;
	}

	it('are inclusive bounds (A9)', async () => {
		expect(await found({ created_after: at, created_before: at, modified_after: at, modified_before: at })).toBe(true);
		expect(await found({ created_after: '2025-03-10T07:30:01Z' })).toBe(false);
		expect(await found({ modified_before: '2025-03-10T07:29:59Z' })).toBe(false);
	});

	it('are read in the time zone of the token owner where they carry no offset (A9)', async () => {
		expect(await found({ created_after: '2025-03-10' })).toBe(true);
		expect(await found({ created_before: '2025-03-10' })).toBe(false);
		expect(await found({ created_after: '2025-03-10' }, 'America/Chicago')).toBe(true);
		expect(await found({ created_before: '2025-03-10T00:00:00' })).toBe(false);
		expect(await found({ created_before: '2025-03-10 00:30:00' })).toBe(true);
		expect(await found({ created_before: '2025-03-10 07:30:00' }, 'UTC')).toBe(true);
		expect(await found({ created_before: '2025-03-10 07:30:00' }, 'Europe/Berlin')).toBe(false);
	});

	it('keep their offset where they carry one', async () => {
		expect(await found({ created_after: '2025-03-10T09:30:00+02:00' })).toBe(true);
		expect(await found({ created_after: '2025-03-10T09:30:01+02:00' })).toBe(false);
	});

	it('are refused with 400 when the plus sign arrives as a blank (A9)', async () => {
		await withSandbox({}, async (client, sandbox) => {
			const url = `${sandbox.url}/vaults/${sandbox.vaultId}/inventory_samples?created_after=2025-03-10T09:30:00+02:00`;
			const answer = await fetchFrom(url, { headers: { 'x-cdd-token': sandbox.token } });
			expect(answer).toEqual(refusal(400, /^created_after: /));
			expect(await client.get('/batches', { created_after: '2025-02-31' })).toEqual(refusal(400, /^created_after: /));
		});
	});

	it('filter molecules of batches by the six parameters', async () => {
		await withSandbox({}, async (client, sandbox) => {
			const [molecule] = [...sandbox.cdd.molecules.values()];
			if (molecule === undefined) throw new Error('There is no molecule');
			molecule.created_at = '2019-01-01T00:00:00.000Z';
			const old = { molecule_created_before: '2019-01-02', molecule_created_after: '2018-12-30' };
			expect((await client.get('/batches', old)).body).toMatchObject({ count: 2 });
		});
	});
});

describe('switches', () => {
	it('choose the body of errors (A1)', async () => {
		await withSandbox({ switches: { errorBody: 'plain text' } }, async (client) => {
			expect(await client.get('/batches/7')).toMatchObject({ status: 404, text: '7 not found', body: undefined });
		});
		await withSandbox({ switches: { errorBody: 'message only' } }, async (client) => {
			expect(await client.get('/batches/7')).toMatchObject({ status: 404, body: { message: '7 not found' } });
		});
		await withSandbox({ switches: { errorBody: 'error under 200' } }, async (client) => {
			expect(await client.get('/batches/7')).toMatchObject({ status: 200, body: { error: '7 not found', code: 404 } });
		});
	});

	it('let GET bodies count (A5)', async () => {
		await withSandbox({ switches: { getWithBody: 'accept' } }, async (client) => {
			expect((await client.send('GET', '/batches', { json: { page_size: 2 } })).body).toMatchObject({ page_size: 2 });
		});
	});

	it('let unknown parameters pass (A6)', async () => {
		await withSandbox({ switches: { unknownParameters: 'ignore' } }, async (client) => {
			expect((await client.get('/batches', { only_id: 'true', page_size: '2' })).body).toMatchObject({
				count: 60,
				page_size: 2,
			});
			expect((await client.get('/projects', { page_size: '2' })).status).toBe(200);
		});
	});

	it('clamp pages that cannot be asked for (A7)', async () => {
		await withSandbox({ switches: { pageOutOfRange: 'clamp' } }, async (client) => {
			expect((await client.get('/batches', { page_size: '5000', offset: '-3' })).body).toMatchObject({
				page_size: 1000,
				offset: 0,
			});
			expect((await client.post('/batches/query', { page_size: 0 })).body).toMatchObject({ page_size: 1 });
		});
	});

	it('change the sort order between pages (A8)', async () => {
		await withSandbox({ switches: { sortOrder: 'changing' } }, async (client) => {
			const first = await client.get('/batches', { page_size: '1' });
			const second = await client.get('/batches', { page_size: '1' });
			expect(first.text).not.toBe(second.text);
		});
	});

	it('limit the rate, with and without Retry-After (A41)', async () => {
		const now = () => new Date('2026-01-01T00:00:00Z');
		await withSandbox({ now, switches: { rateLimit: 'with Retry-After', rateLimitRequests: 2 } }, async (client) => {
			expect((await client.get('/projects')).status).toBe(200);
			expect((await client.get('/projects')).status).toBe(200);
			expect(await client.get('/projects')).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
		});
		for (const rateLimitStatus of ['503', '429'] as const) {
			const switches = { rateLimit: 'without Retry-After', rateLimitRequests: 1, rateLimitStatus } as const;
			await withSandbox({ now, switches }, async (client) => {
				await client.get('/projects');
				const refused = await client.get('/projects');
				expect(String(refused.status)).toBe(rateLimitStatus);
				expect(refused.headers['retry-after']).toBeUndefined();
			});
		}
	});
});
