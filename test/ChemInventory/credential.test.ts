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
import { chemInventoryApiTest } from '../../nodes/ChemInventory/service/credentialTest';
import { startSandbox } from '../../sandbox';
import type { Sandbox, SandboxOptions } from '../../sandbox';
import { chemBase, chemOrigin, fakeChemToken } from '../support/chemInventory';
import { deepTexts } from '../support/deepTexts';
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
			/could not be reached\. 127\.0\.0\.1:\d+ gave no answer \(ECONNREFUSED\)/,
		);
		nock(chemOrigin).post('/api/general/getdetails').reply(200, '<html>Sign in</html>');
		expect((await testCredential({})).message).toContain('not in its documentation');
		getDetails({ user: 'somebody' });
		expect((await testCredential({})).message).toContain('not in its documentation');
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
		]) {
			expect(node.description.credentials).toEqual([
				{ name: 'chemInventoryApi', required: true, testedBy: 'chemInventoryApiTest' },
			]);
			expect(node.methods.credentialTest.chemInventoryApiTest).toBe(chemInventoryApiTest);
		}
	});
});

describe('the ChemInventory credential', () => {
	it('puts the token into the body, and leaves the body that it was given as it is', async () => {
		const given = { method: 'POST', url: chemBase, body: { containerid: 5 } } as const;
		const signed = await new ChemInventoryApi().authenticate({ apiToken: fakeChemToken }, { ...given });
		expect(signed.body).toEqual({ containerid: 5, authtoken: fakeChemToken });
		expect(given.body).toEqual({ containerid: 5 });
		expect(signed.headers).toBeUndefined();
	});

	it('works in our nodes only, so that Read Only cannot be walked around', () => {
		expect(new ChemInventoryApi().restrictToSupportedNodes).toBe(true);
	});
});
