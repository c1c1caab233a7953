import '../support/waits';

import { inspect } from 'node:util';
import type { INode } from 'n8n-workflow';

import { startSandbox } from '../../sandbox';
import type { Sandbox, WorldOptions } from '../../sandbox';
import { runNode } from '../support/engine';
import { offeredOperations, subjectOf, workingCalls } from '../support/everyOperation';
import { ChemInventoryClient } from './cheminventory/client';
import { Client, fetchFrom, firstId, idsOf } from './client';

const clock = { now: 0 };
const now = () => new Date(clock.now);
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ now });
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	clock.now = Date.parse('2026-05-04T10:00:00Z');
	sandbox.reset();
});

/** Everything that is kept for both services, in its order, private parts included. */
const everythingIn = ({ cdd, chemInventory, requests, leaks }: Sandbox) =>
	inspect(
		{ vaults: cdd.vaults, cdd, lab: chemInventory.lab, requests, leaks },
		{ depth: Infinity, maxArrayLength: null, maxStringLength: null },
	);

/** What the lists of both services answer at first. */
async function firstAnswers(): Promise<unknown> {
	const client = new Client(sandbox);
	const lab = new ChemInventoryClient(sandbox);
	return [
		(await client.get('/batches', { page_size: '5' })).body,
		(await client.get('/inventory_samples', { page_size: '5' })).body,
		(await lab.post('/order/load')).body,
		(await lab.post('/inventorymanagement/export')).body,
	];
}

/** Every operation once, and what no operation can do. */
async function turnEverythingOver(): Promise<void> {
	for (const operation of offeredOperations) {
		const call = workingCalls(sandbox).get(operation.name);
		if (!call) continue;
		const parameters = call.parameters as INode['parameters'];
		await runNode(subjectOf(operation, sandbox), [{}], parameters, { binary: [call.binary] });
	}
	const { cdd, chemInventory } = sandbox;
	cdd.setSlurpResult({ ending: 'invalid' });
	cdd.addSample();
	cdd.deleteSample(firstId(cdd.samples));
	chemInventory.lab.addContainer();
	chemInventory.lab.removeLocation('Missing');
	chemInventory.lab.limitSearchTo('admin', ['Cupboards']);
	chemInventory.lab.revoke('user');
}

describe('a sandbox that is reset', () => {
	it('holds what it held at the start, whatever was done to it', async () => {
		const atStart = everythingIn(sandbox);
		const answered = await firstAnswers();
		await turnEverythingOver();
		expect(everythingIn(sandbox)).not.toBe(atStart);
		sandbox.reset();
		expect(everythingIn(sandbox)).toBe(atStart);
		expect(await firstAnswers()).toEqual(answered);
	});

	it('holds what a new one would hold by now', async () => {
		clock.now += 90 * 24 * 3_600_000;
		const fresh = await startSandbox({ now });
		const expected = everythingIn(fresh);
		await fresh.close();
		expect(everythingIn(sandbox)).not.toBe(expected);
		sandbox.reset();
		expect(everythingIn(sandbox)).toBe(expected);
	});

	it('has no faults any more', async () => {
		sandbox.faults.add({ do: { kind: 'status', status: 500 } });
		sandbox.reset();
		expect((await new Client(sandbox).get('/batches')).status).toBe(200);
	});

	it('sets the faults anew that it was started with, as often as they strike', async () => {
		const options: WorldOptions = { faults: [{ times: 1, do: { kind: 'status', status: 503 } }] };
		for (let round = 0; round < 2; round++) {
			sandbox.reset(options);
			const statuses = [await new Client(sandbox).get('/batches'), await new Client(sandbox).get('/batches')];
			expect(statuses.map(({ status }) => status)).toEqual([503, 200]);
		}
	});

	it('takes other switches for the time until the next reset', async () => {
		const units = async () => (await new ChemInventoryClient(sandbox).post('/general/units')).body;
		const replies: unknown[] = [];
		for (const options of [{ chemInventory: { replyEncoding: 'twice' } }, undefined] as const) {
			sandbox.reset(options);
			replies.push(typeof (await units()));
		}
		expect(replies).toEqual(['string', 'object']);
	});

	it('counts requests from the first one again', async () => {
		const options: WorldOptions = { now, switches: { rateLimit: 'without Retry-After', rateLimitRequests: 1 } };
		sandbox.reset(options);
		const ask = async () => (await new Client(sandbox).get('/batches')).status;
		expect([await ask(), await ask()]).toEqual([200, 503]);
		sandbox.reset(options);
		expect([await ask(), await ask()]).toEqual([200, 503]);
	});

	it('shows a changing order from its first side again', async () => {
		const options: WorldOptions = { switches: { sortOrder: 'changing' } };
		sandbox.reset(options);
		const ask = async () => idsOf(await new Client(sandbox).get('/batches', { only_ids: 'true' }));
		const first = await ask();
		sandbox.reset(options);
		expect(await ask()).toEqual(first);
		expect(await ask()).not.toEqual(first);
	});

	it('cuts off the requests under way, which change and count for nothing any more', async () => {
		const client = new ChemInventoryClient(sandbox);
		sandbox.faults.add({ do: { kind: 'latency', milliseconds: 100 } });
		const underWay = client.post('/customfields/delete', { fieldid: firstId(client.lab.lab.customFields) });
		const outcome = expect(underWay).rejects.toThrow();
		while (sandbox.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
		sandbox.reset();
		const atStart = everythingIn(sandbox);
		await outcome;
		await new Promise((resolve) => setTimeout(resolve, 150));
		expect(everythingIn(sandbox)).toBe(atStart);
	});

	it('reports a token that was seen elsewhere, once', async () => {
		await fetchFrom(`${sandbox.elsewhereOrigin}/?${sandbox.token}`);
		expect(() => sandbox.reset()).toThrow('The API token was sent to another host: elsewhere /');
		expect(sandbox.leaks).toEqual([]);
		expect(() => sandbox.reset()).not.toThrow();
	});
});
