import { getDownloadAddress } from '../../../nodes/ChemInventory/contract/file';
import { listUnits } from '../../../nodes/ChemInventory/contract/inventory';
import { addToCollection, loadCollection } from '../../../nodes/ChemInventory/contract/myCollection';
import { listOrders, requestOrder } from '../../../nodes/ChemInventory/contract/order';
import { startSandbox } from '../../../sandbox';
import type { FaultAction } from '../../../sandbox';
import { present } from '../../support/present';
import { fetchFrom } from '../client';
import { ChemInventoryClient, ids, success, withLab } from './client';

const order = ({ lab }: ChemInventoryClient) => ({
	substanceid: lab.substance('67-64-1').id,
	supplier: 'TCI',
	name: 'Acetone',
	containersize: '1',
	units: 3,
});

const strike = (client: ChemInventoryClient, path: string, action: FaultAction) =>
	client.sandbox.faults.add({ when: { path: `/cheminventory/api${path}` }, times: 1, do: action });

describe('a fault, addressed by path', () => {
	it('gives 429 with Retry-After once, in the envelope', async () => {
		await withLab(async (client) => {
			strike(client, listUnits.path, { kind: 'status', status: 429, retryAfterSeconds: 2 });
			expect(await client.post('/order/load')).toEqual(success());
			expect(await client.post(listUnits.path)).toMatchObject({
				status: 429,
				headers: { 'retry-after': '2' },
				body: { status: 'error', data: 'Too Many Requests' },
			});
			expect(await client.post(listUnits.path)).toEqual(success());
		});
	});

	it.each(['before', 'after'] as const)('gives 503 in HTML %s the write took effect', async (moment) => {
		await withLab(async (client) => {
			const count = client.lab.openOrders().length;
			strike(client, requestOrder.path, { kind: 'status', status: 503, moment });
			expect(await client.post(requestOrder.path, order(client))).toMatchObject({ status: 503, body: undefined });
			expect(await client.ask(listOrders, {})).toHaveLength(count + (moment === 'after' ? 1 : 0));
		});
	});

	it.each(['before', 'after'] as const)('drops the connection %s the write took effect', async (moment) => {
		await withLab(async (client) => {
			const count = client.lab.openOrders().length;
			strike(client, requestOrder.path, { kind: 'drop', moment });
			await expect(client.post(requestOrder.path, order(client))).rejects.toThrow();
			expect(await client.ask(listOrders, {})).toHaveLength(count + (moment === 'after' ? 1 : 0));
		});
	});

	it('cuts the JSON of an answer whose write took effect', async () => {
		await withLab(async (client) => {
			const { id } = present(client.lab.liveContainers().at(-1));
			strike(client, addToCollection.path, { kind: 'cut-json' });
			expect(await client.post(addToCollection.path, { containerid: id })).toMatchObject({
				status: 200,
				body: undefined,
			});
			expect(ids(await client.ask(loadCollection, {}))).toContain(id);
		});
	});

	it('gives a login page under 200, or a body without an envelope', async () => {
		await withLab(async (client) => {
			strike(client, listUnits.path, { kind: 'login-page' });
			expect(await client.post(listUnits.path)).toMatchObject({ status: 200, body: undefined });
			strike(client, listUnits.path, { kind: 'error-200' });
			expect((await client.post(listUnits.path)).body).not.toHaveProperty('status');
		});
	});

	it('cuts a download, or lets it expire', async () => {
		await withLab(async (client) => {
			const [file] = client.lab.lab.files.values();
			const { id, bytes } = present(file);
			const address = await client.ask(getDownloadAddress, { fileid: id });
			client.sandbox.faults.add({ when: { port: 'storage' }, times: 1, do: { kind: 'cut-json' } });
			expect(Buffer.byteLength((await fetchFrom(address)).text)).toBeLessThan(bytes.length);
			client.sandbox.faults.add({ when: { port: 'storage' }, times: 1, do: { kind: 'status', status: 403 } });
			expect((await fetchFrom(address)).status).toBe(403);
			expect(Buffer.byteLength((await fetchFrom(address)).text)).toBe(bytes.length);
		});
	});

	it('leads to another port, which reports the token of a body that is sent on', async () => {
		const sandbox = await startSandbox();
		const client = new ChemInventoryClient(sandbox);
		strike(client, listUnits.path, { kind: 'redirect', status: 307 });
		const { headers } = await client.post(listUnits.path);
		expect(String(headers.location).startsWith(sandbox.elsewhereOrigin)).toBe(true);
		await fetchFrom(String(headers.location), {
			method: 'POST',
			body: JSON.stringify({ authtoken: sandbox.chemInventory.token }),
		});
		expect(sandbox.leaks).toHaveLength(1);
		await expect(sandbox.close()).rejects.toThrow(/sent to another host/);
	});
});
