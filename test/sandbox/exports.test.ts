import { startSandbox } from '../../sandbox';
import type { Sandbox } from '../../sandbox';
import { freshSandbox } from '../support/sandbox';
import { Client, fetchFrom, idOf, idsOf, polled, refusal, strict, withSandbox } from './client';

let sandbox: Sandbox;
let client: Client;
let now: Date;

beforeEach(async () => {
	now = new Date('2026-05-04T10:00:00Z');
	sandbox = await freshSandbox({ now: () => now });
	client = new Client(sandbox);
});

const later = (seconds: number) => {
	now = new Date(now.getTime() + seconds * 1000);
};

const start = async (path = '/inventory_samples', query: Record<string, string> = {}) =>
	idOf(await client.get(path, { async: 'true', ...query }));

async function statuses(id: number, polls: number): Promise<string[]> {
	return await polled(client, `/export_progress/${id}`, 'status', polls);
}

async function finish(id: number): Promise<string> {
	await statuses(id, 3);
	const { status, headers } = await client.get(`/exports/${id}`);
	expect(status).toBe(302);
	return String(headers.location);
}

describe('an async export', () => {
	it('starts as new, and shows each state to a poll (A34)', async () => {
		const answer = await client.get('/inventory_samples', { async: 'true' });
		expect(answer).toMatchObject({ status: 200, body: { id: expect.any(Number), status: 'new' } });
		expect(await statuses(idOf(answer), 4)).toEqual(['new', 'started', 'finished', 'finished']);
	});

	it('is slower where the options say so (A34)', async () => {
		await withSandbox({ exportPolls: 2 }, async (slow) => {
			const id = idOf(await slow.get('/batches', { async: 'true' }));
			expect(await polled(slow, `/export_progress/${id}`, 'status', 5)).toEqual([
				'new',
				'new',
				'started',
				'started',
				'finished',
			]);
		});
		await withSandbox({ now: () => now, exportDelays: { started: 5000 } }, async (slow) => {
			const id = idOf(await slow.get('/batches', { async: 'true' }));
			for (let poll = 0; poll < 5; poll += 1) await slow.get(`/export_progress/${id}`);
			expect((await slow.get(`/export_progress/${id}`)).body).toMatchObject({ status: 'started' });
			later(5);
			expect((await slow.get(`/export_progress/${id}`)).body).toMatchObject({ status: 'finished' });
		});
	});

	it('answers 403 with its status while it is not ready, and goes on when only the file is asked for', async () => {
		const id = await start();
		for (const status of ['new', 'started'])
			expect(await client.get(`/exports/${id}`)).toMatchObject({ status: 403, body: { id, status } });
		expect((await client.get(`/exports/${id}`)).status).toBe(302);
	});

	it('redirects to another origin, where the file needs no token (A31)', async () => {
		const address = await finish(await start());
		expect(new URL(address).origin).toBe(sandbox.storageOrigin);
		expect(sandbox.storageOrigin).not.toBe(sandbox.origin);
		const file = await fetchFrom(address);
		expect(file.status).toBe(200);
		expect(file.body).toEqual({ count: 120, objects: [...sandbox.cdd.samples.values()] });
	});

	it('refuses the token at the storage, and the sandbox then fails the test run (A31)', async () => {
		const leaking = await startSandbox({ switches: strict });
		const other = new Client(leaking);
		const id = idOf(await other.get('/batches', { async: 'true' }));
		for (let poll = 0; poll < 3; poll += 1) await other.get(`/export_progress/${id}`);
		const address = String((await other.get(`/exports/${id}`)).headers.location);
		expect((await fetchFrom(address, { headers: { 'x-cdd-token': leaking.token } })).status).toBe(400);
		expect(leaking.leaks).toMatchObject([{ port: 'storage', path: `/exports/${id}.json` }]);
		await expect(leaking.close()).rejects.toThrow('The API token was sent to another host');
	});

	it('is answered with 200 and the file where the switch says so (A31)', async () => {
		await withSandbox({ switches: { exportDownload: 'direct' } }, async (direct) => {
			const id = idOf(await direct.get('/batches', { async: 'true', only_ids: 'true' }));
			for (let poll = 0; poll < 3; poll += 1) await direct.get(`/export_progress/${id}`);
			const file = await direct.get(`/exports/${id}`);
			expect(file.status).toBe(200);
			expect(idsOf(file)).toHaveLength(60);
		});
	});

	it('has an address that is valid for 60 seconds, and can be asked for another one (A31)', async () => {
		const id = await start();
		const address = await finish(id);
		later(61);
		expect((await fetchFrom(address)).status).toBe(403);
		expect((await fetchFrom(`${sandbox.storageOrigin}/exports/${id}.json?signature=guessed`)).status).toBe(403);
		expect((await fetchFrom(await finish(id))).status).toBe(200);
		expect((await client.get(`/export_progress/${id}`)).body).toMatchObject({ status: 'downloaded' });
	});

	it('is gone after 10 minutes (A31)', async () => {
		const id = await start();
		await finish(id);
		later(601);
		expect(await client.get(`/exports/${id}`)).toEqual(refusal(404, `${id} not found`));
	});

	it('can be cancelled while it runs, but not afterwards, nor in another vault (A32)', async () => {
		const id = await start();
		expect((await client.send('DELETE', `/exports/${id}`, { vaultId: sandbox.otherVaultId })).status).toBe(404);
		expect(await client.delete(`/exports/${id}`)).toMatchObject({ status: 200, body: { id, status: 'canceled' } });
		expect(await client.delete(`/exports/${id}`)).toEqual(refusal(404, `${id} not found`));
		expect(await statuses(id, 2)).toEqual(['canceled', 'canceled']);
		expect(await client.get(`/exports/${id}`)).toMatchObject({ status: 403, body: { status: 'canceled' } });
		const finished = await start();
		await finish(finished);
		expect((await client.delete(`/exports/${finished}`)).status).toBe(404);
	});

	it('belongs to the vault in its path', async () => {
		const id = await start();
		for (const path of [`/export_progress/${id}`, `/exports/${id}`]) {
			expect((await client.send('GET', path, { vaultId: sandbox.otherVaultId })).status).toBe(404);
		}
	});

	it('may be started and cancelled with the read-only token', async () => {
		const token = sandbox.readOnlyToken;
		const id = idOf(await client.send('GET', '/batches', { token, query: { async: 'true' } }));
		expect((await client.send('DELETE', `/exports/${id}`, { token })).status).toBe(200);
	});

	it('fails, or waits for ever, where a test wants it (A33)', async () => {
		const failing = await start();
		sandbox.cdd.failExport(failing);
		expect(await statuses(failing, 1)).toEqual(['failed']);
		expect(await client.get(`/exports/${failing}`)).toMatchObject({ status: 403, body: { status: 'failed' } });
		const held = await start();
		sandbox.cdd.holdExport(held);
		expect(await statuses(held, 5)).toEqual(['new', 'started', 'started', 'started', 'started']);
		sandbox.cdd.releaseExport(held);
		expect(await statuses(held, 1)).toEqual(['finished']);
	});

	it('holds what matched when it was started: filters count, pages do not', async () => {
		const [sample] = [...sandbox.cdd.samples.values()];
		const id = await start('/inventory_samples', { batch_ids: String(sample?.batch), page_size: '1', offset: '1' });
		sandbox.cdd.addSample({}, sample?.batch);
		const file = await fetchFrom(await finish(id));
		expect(file.body).toMatchObject({ count: 2 });
		expect(idsOf(file)).toHaveLength(2);
	});

	it.each(['/batches/query', '/inventory_samples/query', '/molecules/query'])(
		'starts by JSON in %s too',
		async (path) => {
			expect((await client.post(path, { async: true })).body).toEqual({ id: expect.any(Number), status: 'new' });
		},
	);

	it.each([
		['/molecules', 45],
		['/inventory_locations', 55],
		['/batches', 60],
	])('of %s holds its %i records', async (path, count) => {
		const file = await fetchFrom(await finish(await start(path)));
		expect(file.body).toMatchObject({ count });
		expect(idsOf(file)).toHaveLength(count);
	});
});
