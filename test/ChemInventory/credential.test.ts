import '../support/waits';

import { CredentialTestContext } from 'n8n-core';
import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IDataObject,
	INodeCredentialTestResult,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import nock from 'nock';

import { ChemInventoryApi } from '../../credentials/ChemInventoryApi.credentials';
import { ChemInventory } from '../../nodes/ChemInventory/ChemInventory.node';
import { ChemInventoryContainer } from '../../nodes/ChemInventory/ChemInventoryContainer.node';
import { ChemInventoryOrder } from '../../nodes/ChemInventory/ChemInventoryOrder.node';
import { ChemInventorySearch } from '../../nodes/ChemInventory/ChemInventorySearch.node';
import { ChemInventoryTrigger } from '../../nodes/ChemInventory/ChemInventoryTrigger.node';
import { chemInventoryApiTest } from '../../nodes/ChemInventory/service/credentialTest';
import { startSandbox } from '../../sandbox';
import type { Sandbox, SandboxOptions } from '../../sandbox';
import { askingNode, waysToAsk } from '../support/askingNode';
import { chemBase, chemOrigin, fakeChemToken, onChemSandbox } from '../support/chemInventory';
import { deepTexts } from '../support/deepTexts';
import { runNode } from '../support/engine';
import { ownRequest } from '../support/ownRequest';
import { freshSandbox } from '../support/sandbox';

/** Tests a credential as n8n does when a user saves it. */
async function testCredential(data: IDataObject): Promise<INodeCredentialTestResult> {
	const context: ICredentialTestFunctions = new CredentialTestContext({} as IWorkflowExecuteAdditionalData);
	const credential = {
		id: '1',
		name: 'test',
		type: 'chemInventoryApi',
		data: { baseUrl: chemBase, apiToken: fakeChemToken, inventoryId: '', ...data },
	};
	return await chemInventoryApiTest.call(context, credential as ICredentialsDecrypted);
}

async function onSandbox(
	use: (sandbox: Sandbox, check: (data?: IDataObject) => Promise<INodeCredentialTestResult>) => Promise<void>,
	options: SandboxOptions = {},
): Promise<void> {
	const sandbox = await freshSandbox(options);
	await use(
		sandbox,
		async (data = {}) =>
			await testCredential({ baseUrl: sandbox.chemInventory.url, apiToken: sandbox.chemInventory.token, ...data }),
	);
}

const getDetails = (data: unknown, status = 'success', code = 200) =>
	nock(chemOrigin).post('/api/general/getdetails').reply(code, { status, data });
const isWith = (token: string, body: unknown) =>
	typeof body === 'object' && body !== null && 'authtoken' in body && body.authtoken === token;
const details = { user: { id: 1, inventory: 9, accounttype: 6 }, inventory: { id: 9, name: 'Main Laboratory' } };

describe('the test of the ChemInventory credential', () => {
	it('names the inventory and the role', async () => {
		await onSandbox(async ({ chemInventory }, check) => {
			const name = chemInventory.lab.lab.inventories.get(chemInventory.inventoryId)?.name;
			expect(await check()).toEqual({ status: 'OK', message: `Connected to ${name} as group administrator` });
			expect(await check({ apiToken: chemInventory.tokens.orders })).toEqual({
				status: 'OK',
				message: `Connected to ${name} as order handler`,
			});
			expect(await check({ apiToken: chemInventory.tokens.reader })).toEqual({
				status: 'OK',
				message: `Connected to ${name} as read-only`,
			});
		});
	});

	it('asks once, with nothing but the token', async () => {
		await onSandbox(async (sandbox, check) => {
			await check();
			expect(sandbox.requests.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
				{
					method: 'POST',
					path: '/cheminventory/api/general/getdetails',
					body: { authtoken: sandbox.chemInventory.token },
				},
			]);
		});
	});

	it.each(['', '/', '/api', '/api/'])('takes the base URL with the end %j', async (end) => {
		getDetails(details);
		expect(await testCredential({ baseUrl: `${chemOrigin}${end}` })).toMatchObject({ status: 'OK' });
	});

	it('fails with the own words of the service, also under HTTP 200', async () => {
		await onSandbox(async ({ chemInventory }, check) => {
			for (const apiToken of ['fake-unknown-token', chemInventory.tokens.revoked]) {
				const { status, message } = await check({ apiToken });
				expect(status).toBe('Error');
				expect(message).toContain('ChemInventory says: "The authentication token is missing or not valid."');
			}
		});
	});

	it.each(['400', '401', '403', '500', '502 with HTML'] as const)(
		'fails in words where the service answers errors with %s',
		async (errorStatus) => {
			await onSandbox(
				async (_sandbox, check) => {
					const { status, message } = await check({ apiToken: 'fake-unknown-token' });
					expect(status).toBe('Error');
					expect(message).toMatch(/ChemInventory.*\. .+/);
				},
				{ chemInventory: { errorStatus } },
			);
		},
	);

	it('fails when another inventory is the active one', async () => {
		await onSandbox(async ({ chemInventory }, check) => {
			expect(await check({ inventoryId: String(chemInventory.inventoryId) })).toMatchObject({ status: 'OK' });
			const { status, message } = await check({ inventoryId: '77' });
			expect(status).toBe('Error');
			expect(message).toContain(
				`The credential names the inventory 77; the active one is ${chemInventory.inventoryId}`,
			);
		});
	});

	it.each([
		[{ baseUrl: '' }, "'Base URL' of the credential is not a web address"],
		[{ baseUrl: 'app.cheminventory.net' }, "'Base URL' of the credential is not a web address"],
		[{ baseUrl: 'http://app.cheminventory.net/api' }, "'Base URL' of the credential must start with https://"],
		[{ inventoryId: 'Main' }, "'Inventory ID' is not an ID"],
	])('refuses %j before anything is sent', async (data, message) => {
		expect(await testCredential(data)).toEqual({ status: 'Error', message: expect.stringContaining(message) });
	});

	it('fails in words when no server answers, and when another page does', async () => {
		const { origin } = await (async () => {
			const sandbox = await startSandbox();
			await sandbox.close();
			return sandbox;
		})();
		expect((await testCredential({ baseUrl: origin })).message).toMatch(
			/could not be reached\. ChemInventory at 127\.0\.0\.1:\d+ gave no answer \(ECONNREFUSED\)/,
		);
		nock(chemOrigin).post('/api/general/getdetails').reply(200, '<html>Sign in</html>');
		expect((await testCredential({})).message).toContain('its documentation does not describe');
		getDetails({ user: 'somebody' });
		expect((await testCredential({})).message).toContain('its documentation does not describe');
	});

	it('says that the service asks to slow down', async () => {
		nock(chemOrigin).post('/api/general/getdetails').reply(429, { status: 'error', data: 'Too many requests' });
		expect(await testCredential({})).toEqual({
			status: 'Error',
			message:
				'ChemInventory received too many requests. It says: "Too many requests". Wait a while, then test the credential again.',
		});
	});

	it.each([301, 302, 307, 308])('does not follow a redirect (%i)', async (code) => {
		nock(chemOrigin)
			.post('/api/general/getdetails')
			.reply(code, '', { location: 'https://elsewhere.example/api/general/getdetails' });
		const { status, message } = await testCredential({});
		expect(status).toBe('Error');
		expect(message).toContain('The API token is never sent to another address.');
	});

	it.each([
		['words that repeat it', { status: 'error', data: `Token ${fakeChemToken} is not valid` }],
		['a page that repeats it', `<html>${'x'.repeat(190)}${fakeChemToken}</html>`],
		['an object that repeats it', { status: 'error', data: { message: fakeChemToken, authtoken: fakeChemToken } }],
	])('shows the token in no message (%s)', async (_what, body) => {
		nock(chemOrigin).post('/api/general/getdetails').reply(200, body);
		const result = await testCredential({});
		expect(deepTexts(result).join(' ')).not.toContain(fakeChemToken.slice(0, 8));
	});

	it('names an undocumented role by its number', async () => {
		getDetails({ ...details, user: { ...details.user, accounttype: '5' } });
		expect(await testCredential({})).toEqual({
			status: 'OK',
			message: 'Connected to Main Laboratory as account type 5',
		});
	});

	it('is offered by each node that uses the credential', () => {
		for (const node of [
			new ChemInventory(),
			new ChemInventoryContainer(),
			new ChemInventorySearch(),
			new ChemInventoryOrder(),
			new ChemInventoryTrigger(),
		]) {
			expect(node.description.credentials).toMatchObject([
				{ name: 'chemInventoryApi', required: true, testedBy: 'chemInventoryApiTest' },
			]);
			expect(node.methods.credentialTest.chemInventoryApiTest).toBe(chemInventoryApiTest);
		}
	});
});

describe('the ChemInventory credential', () => {
	const credential = new ChemInventoryApi();
	const data = { baseUrl: chemBase, apiToken: fakeChemToken };
	const url = `${chemBase}/container/load`;

	it('puts the token into a new body, and leaves the one that it was given as it is', async () => {
		const body = { containerid: 5 };
		const signed = await credential.authenticate(data, ownRequest({ method: 'POST', url, body }));
		expect(signed.body).toEqual({ containerid: 5, authtoken: fakeChemToken });
		expect(body).toEqual({ containerid: 5 });
		expect(signed.headers).toBeUndefined();
	});

	it('makes a body where there is none', async () => {
		const { body } = await credential.authenticate(data, ownRequest({ method: 'POST', url }));
		expect(body).toEqual({ authtoken: fakeChemToken });
	});

	it.each([
		['a form', new FormData()],
		['a list', [{ containerid: 5 }]],
		['text', 'containerid=5'],
		['bytes', Buffer.from('5')],
		['a search', new URLSearchParams({ containerid: '5' })],
	])('leaves %s as it is, as there is no room for the token', async (_what, body) => {
		const given = ownRequest({ method: 'POST', url, body });
		const signed = await credential.authenticate(data, given);
		expect(signed).toBe(given);
		expect(signed.body).toBe(body);
	});

	it('sends the token without the blanks that it was pasted with', async () => {
		await onSandbox(async (sandbox, check) => {
			const apiToken = ` ${sandbox.chemInventory.token}\n`;
			const pasted = onChemSandbox(new ChemInventory(), sandbox, { apiToken });
			const { error } = await runNode(pasted, [{}], { resource: 'location', operation: 'getAll' });
			expect(error).toBeUndefined();
			expect(await check({ apiToken })).toMatchObject({ status: 'OK' });
			const { token } = sandbox.chemInventory;
			expect(sandbox.requests.length).toBeGreaterThan(1);
			expect(sandbox.requests.filter(({ body }) => !isWith(token, body))).toEqual([]);
		});
	});

	it.each(waysToAsk)('gives nothing to another node that asks with %s, neither here nor there', async (way) => {
		await onSandbox(async (sandbox) => {
			const addresses = [`${sandbox.chemInventory.url}/container/delete`, `${sandbox.elsewhereOrigin}/`];
			for (const address of addresses) {
				const node = askingNode(way, credential.name, { method: 'POST', url: address, body: { containerid: [1] } });
				await runNode(onChemSandbox(node, sandbox, { readOnly: true }), [{}], {});
			}
			expect(new Set(sandbox.requests.map(({ port }) => port))).toEqual(new Set(['service', 'elsewhere']));
			const seen = deepTexts(sandbox.requests);
			expect(seen.filter((text) => text === 'authtoken' || text.includes(sandbox.chemInventory.token))).toEqual([]);
		});
	});

	it('is for our nodes alone where n8n (from 2.25 on) heeds that, too', () => {
		expect(credential.restrictToSupportedNodes).toBe(true);
	});
});
