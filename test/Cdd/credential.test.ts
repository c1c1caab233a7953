import '../support/waits';

import { CredentialTestContext } from 'n8n-core';
import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IDataObject,
	INodeCredentialTestResult,
	INodeParameters,
	INodeType,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import nock from 'nock';

import { CddVaultApi } from '../../credentials/CddVaultApi.credentials';
import { CddBatch } from '../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../nodes/Cdd/CddInventorySample.node';
import { CddSlurp } from '../../nodes/Cdd/CddSlurp.node';
import { CddVaultTrigger } from '../../nodes/Cdd/CddVaultTrigger.node';
import { cddVaultApiTest } from '../../nodes/Cdd/service/credentialTest';
import { startSandbox } from '../../sandbox';
import type { Sandbox } from '../../sandbox';
import { askingNode, waysToAsk } from '../support/askingNode';
import { cddBase, fakeToken, onPublicServer, onSandbox } from '../support/cdd';
import { deepTexts } from '../support/deepTexts';
import { runNode } from '../support/engine';
import { freshSandbox } from '../support/sandbox';
import { fileOf, goodCsv } from './slurp/onSlurp';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await freshSandbox();
});

const credential = new CddVaultApi();

/** Tests a credential as n8n does when a user saves it. */
async function testCredential(data: IDataObject): Promise<INodeCredentialTestResult> {
	const context: ICredentialTestFunctions = new CredentialTestContext({} as IWorkflowExecuteAdditionalData);
	const decrypted = { id: '1', name: 'test', type: credential.name, data };
	return await cddVaultApiTest.call(context, decrypted as ICredentialsDecrypted);
}

const onSandboxWith = async (changes: IDataObject = {}) =>
	await testCredential({
		server: 'custom',
		url: sandbox.url,
		vaultId: String(sandbox.vaultId),
		apiToken: sandbox.token,
		readOnly: false,
		...changes,
	});

const onUsWith = async (changes: IDataObject = {}) =>
	await testCredential({ server: 'us', url: '', vaultId: '4598', apiToken: fakeToken, readOnly: false, ...changes });

const failing = (message: RegExp) => ({ status: 'Error', message: expect.stringMatching(message) });

describe('the test of the credential', () => {
	const passing = () => ({ status: 'OK', message: `Connected to vault ${sandbox.vaultId}` });

	it('proves token and vault in one request', async () => {
		expect(await onSandboxWith()).toEqual(passing());
		expect(sandbox.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			`GET /api/v1/vaults/${sandbox.vaultId}/projects`,
		]);
		expect(sandbox.requests[0]?.headers['x-cdd-token']).toBe(sandbox.token);
	});

	it('says that the token is wrong', async () => {
		expect(await onSandboxWith({ apiToken: 'fake-token-of-nobody' })).toEqual(
			failing(/^CDD Vault does not know this API token\./),
		);
	});

	it.each(['424242', ' 424242 '])('says that there is no vault %j, and that the token is right', async (vaultId) => {
		expect(await onSandboxWith({ vaultId })).toEqual(
			failing(/^The API token is right, but there is no vault with this vault ID/),
		);
	});

	it.each([
		['my vault', /^'Vault ID' is not an ID\. It is "my vault"\. IDs are whole numbers such as 123\.$/],
		['Demo', /^'Vault ID' is not an ID\. It is "Demo"\./],
		['Vault 4598', /^'Vault ID' is not an ID\./],
		['../vaults', /^'Vault ID' is not an ID\./],
		['', /^'Vault ID' is empty\./],
	])('says that vault ID %j is no number, before anything is sent', async (vaultId, message) => {
		expect(await onSandboxWith({ vaultId })).toEqual(failing(message));
		expect(sandbox.requests).toEqual([]);
	});

	it('accepts a read-only token, and says which vault it may not see', async () => {
		expect(await onSandboxWith({ apiToken: sandbox.readOnlyToken })).toEqual(passing());
		expect(await onSandboxWith({ apiToken: sandbox.readOnlyToken, vaultId: String(sandbox.otherVaultId) })).toEqual(
			failing(/vault ID/),
		);
	});

	it('says that the user may not use the vault', async () => {
		nock(cddBase).get('/vaults/4598/projects').reply(403, { error: 'Forbidden' });
		expect(await onUsWith()).toEqual(failing(/^The API token is right, but its user may not use this vault\./));
	});

	it.each([
		[429, { error: 'Too many requests' }, ' It says: "Too many requests".'],
		[503, { error: 'Maintenance until noon' }, ' It says: "Maintenance until noon".'],
		[503, '<html><title>CDD Vault is overloaded</title></html>', ''],
	])(
		'says that CDD Vault received too many requests (%i), in its words where it has some',
		async (status, body, words) => {
			nock(cddBase).get('/vaults/4598/projects').reply(status, body);
			expect(await onUsWith()).toEqual({
				status: 'Error',
				message: `CDD Vault received too many requests.${words} Wait a while, then test the credential again.`,
			});
		},
	);

	it('says that CDD Vault is out of order, in its words', async () => {
		nock(cddBase).get('/vaults/4598/projects').reply(500, { error: 'Something broke' });
		expect(await onUsWith()).toEqual(
			failing(/^CDD Vault is not working at the moment\. CDD Vault says: "Something broke"/),
		);
	});

	it('says that no server answers', async () => {
		const gone = await startSandbox();
		await gone.close();
		expect(await onSandboxWith({ url: gone.url })).toEqual(
			failing(/^The service could not be reached\. CDD Vault at 127\.0\.0\.1:\d+ gave no answer \(ECONNREFUSED\)/),
		);
	});

	it('says that a login page answers, by its name', async () => {
		nock(cddBase)
			.get('/vaults/4598/projects')
			.reply(200, '<!doctype html><html><head><title>Sign in\n | Portal</title></head></html>');
		expect(await onUsWith()).toEqual(
			failing(
				/^A web page came back instead of data from CDD Vault\. It may be a login page.* It is called "Sign in | Portal"\. Check the server/,
			),
		);
	});

	it.each([
		['', 404, '<html>Not Found</html>'],
		['', 404, { error: 'Not Found' }],
		['/', 401, ''],
		['/vaults/4598', 404, { error: 'Not Found' }],
		['/api', 403, { error: 'Forbidden' }],
	])('blames the address where it ends in "%s" and the answer is %i', async (path, status, body) => {
		const origin = 'https://app.collaborativedrug.com';
		nock(origin)
			.get(`${path.replace(/\/$/, '')}/vaults/4598/projects`)
			.reply(status, body);
		expect(await onUsWith({ server: 'custom', url: `${origin}${path}` })).toEqual(
			failing(
				/^The API of CDD Vault is not at this address\. Correct the URL in the credential: it is https:.* ends in \/api\/v1\.$/,
			),
		);
	});

	it.each([
		['a login page', 200, '<html>Sign in</html>', /^A web page came.* Correct the URL in the credential/],
		['a way to a login page', 302, '', /^CDD Vault redirected the request to another address.* Correct the URL in the/],
	])('blames the address without /api/v1 where %s answers', async (_what, status, body, words) => {
		nock('https://app.collaborativedrug.com').get('/vaults/4598/projects').reply(status, body);
		expect(await onUsWith({ server: 'custom', url: 'https://app.collaborativedrug.com' })).toEqual(failing(words));
	});

	it('says that another server answers with a page of its own', async () => {
		nock('https://vault.example').get('/api/v1/vaults/4598/projects').reply(404, '<html>nginx</html>');
		expect(await onUsWith({ server: 'custom', url: 'https://vault.example/api/v1' })).toEqual(
			failing(/^The API of CDD Vault is not at this address\. Check the server in the credential\.$/),
		);
	});

	it.each([
		[407, 'Proxy', /^The proxy of the n8n server refused the request.* user name and password of the proxy/],
		[403, '<html>Blocked by policy</html>', /^A proxy or firewall refused the request\..* Ask your IT department/],
	])('says that a proxy answers with %i', async (status, body, words) => {
		nock(cddBase).get('/vaults/4598/projects').reply(status, body);
		expect(await onUsWith()).toEqual(failing(words));
	});

	it.each([
		['another program', { hello: 'world' }],
		['nothing', ''],
	])('does not pass when %s answers', async (_what, body) => {
		nock(cddBase).get('/vaults/4598/projects').reply(200, body);
		expect(await onUsWith()).toEqual(
			failing(
				/^CDD Vault sent an answer that its documentation does not describe\..* Another program may have answered/,
			),
		);
	});

	it('does not pass on an error under HTTP 200', async () => {
		nock(cddBase).get('/vaults/4598/projects').reply(200, { error: 'Vault 4598 is closed' });
		expect(await onUsWith()).toEqual(failing(/CDD Vault says: "Vault 4598 is closed"/));
	});

	it.each([
		['words', 401, { error: `Token ${fakeToken} is unknown` }],
		['words of trouble', 500, `Trouble with ${fakeToken}`],
		['a page', 200, `<html>${fakeToken}</html>`],
		['an object', 200, { [fakeToken]: fakeToken, error: fakeToken }],
	])('never shows the token, not even where %s repeat it', async (_what, code, body) => {
		nock(cddBase).get('/vaults/4598/projects').reply(code, body);
		expect(deepTexts(await onUsWith({ apiToken: ` ${fakeToken} ` })).join(' ')).not.toContain(fakeToken);
	});

	it('accepts blanks around the vault ID and the token, and a slash after the URL, as they are pasted', async () => {
		expect(
			await onSandboxWith({
				url: ` ${sandbox.url}/`,
				vaultId: ` ${sandbox.vaultId} `,
				apiToken: ` ${sandbox.token}\n`,
			}),
		).toEqual(passing());
		expect(sandbox.requests[0]?.headers['x-cdd-token']).toBe(sandbox.token);
	});

	it.each([301, 302, 303, 307, 308] as const)('follows no redirect with the token (%i)', async (status) => {
		sandbox.faults.add({ times: 1, do: { kind: 'redirect', status } });
		expect(await onSandboxWith()).toEqual(failing(/The API token is never sent to another address\.$/));
		expect(sandbox.requests.map(({ port }) => port)).toEqual(['service']);
	});

	it.each([
		['us', 'https://app.collaborativedrug.com'],
		['eu', 'https://eu.collaborativedrug.com'],
	])('asks the server of region %s', async (server, origin) => {
		nock(origin, { reqheaders: { 'X-CDD-Token': fakeToken } })
			.get('/api/v1/vaults/4598/projects')
			.reply(200, []);
		expect(await onUsWith({ server })).toEqual({ status: 'OK', message: 'Connected to vault 4598' });
	});

	it.each([
		'http://vault.example.org',
		'HTTP://127.0.0.1.vault.example.org',
		'http://127.0.0.1:80@vault.example.org',
		'http://localhost.vault.example.org',
	])('sends nothing in the clear to %s', async (origin) => {
		expect(await onUsWith({ server: 'custom', url: ` ${origin}/api/v1` })).toEqual(
			failing(/^'URL' of the credential must start with https:\/\//),
		);
	});

	it('is offered by each node that uses the credential', () => {
		for (const node of [new CddBatch(), new CddInventorySample(), new CddSlurp(), new CddVaultTrigger()]) {
			expect(node.description.credentials).toMatchObject([
				{ name: 'cddVaultApi', required: true, testedBy: 'cddVaultApiTest' },
			]);
			expect(node.methods.credentialTest.cddVaultApiTest).toBe(cddVaultApiTest);
		}
	});
});

describe('the token', () => {
	it('goes into the header X-CDD-Token and nowhere else', async () => {
		const { json } = await runNode(onSandbox(new CddBatch(), sandbox), [{}], { operation: 'getAll', limit: 1 });
		const [request] = sandbox.requests;
		expect(json).toHaveLength(1);
		expect(request?.headers['x-cdd-token']).toBe(sandbox.token);
		const elsewhere = { ...request, headers: { ...request?.headers, 'x-cdd-token': undefined } };
		expect(JSON.stringify(elsewhere)).not.toContain(sandbox.token);
	});

	it('is masked in the form, as the only field that is', () => {
		const masked = credential.properties.filter(({ typeOptions }) => typeOptions?.password === true);
		expect(masked.map(({ name }) => name)).toEqual(['apiToken']);
	});

	it('is trimmed', async () => {
		const pasted = onSandbox(new CddBatch(), sandbox, { apiToken: ` ${sandbox.token}\n` });
		expect((await runNode(pasted, [{}], { operation: 'getAll', limit: 1 })).json).toHaveLength(1);
		expect(sandbox.requests[0]?.headers['x-cdd-token']).toBe(sandbox.token);
	});

	it.each(waysToAsk)('does not go along when another node asks with %s, neither here nor there', async (way) => {
		const debit = `${sandbox.url}/vaults/${sandbox.vaultId}/inventory_samples/1`;
		for (const url of [debit, `${sandbox.elsewhereOrigin}/`]) {
			const node = askingNode(way, credential.name, { method: 'PUT', url, body: { events: [] } });
			await runNode(onSandbox(node, sandbox, { readOnly: true }), [{}], {});
		}
		const seen = sandbox.requests.map(({ port, statusCode }) => `${port} ${statusCode}`);
		expect([...new Set(seen)]).toEqual(['service 401', 'elsewhere 200']);
		expect(deepTexts(sandbox.requests).filter((text) => text.includes(sandbox.token))).toEqual([]);
	});

	it('is for our nodes alone where n8n (from 2.25 on) heeds that, too', () => {
		expect(credential.restrictToSupportedNodes).toBe(true);
	});
});

describe('the address in the credential', () => {
	const getting = async (secrets: IDataObject) =>
		await runNode(onPublicServer(new CddBatch(), { server: 'custom', ...secrets }), [{}], {
			operation: 'getAll',
			limit: 1,
		});

	it.each([
		['http://vault.example.org/api/v1', "'URL' of the credential must start with https:// [row 1]"],
		['http://127.0.0.1.example.org/api/v1', "'URL' of the credential must start with https:// [row 1]"],
		['http://localhost.example.org/api/v1', "'URL' of the credential must start with https:// [row 1]"],
		['ftp://127.0.0.1/api/v1', "'URL' of the credential is not a web address [row 1]"],
		['app.collaborativedrug.com', "'URL' of the credential is not a web address [row 1]"],
		['', "'URL' of the credential is not a web address [row 1]"],
	])('%j is refused before anything is sent', async (url, message) => {
		const { error } = await getting({ url });
		expect(error?.message).toBe(message);
	});

	it.each([['https://vault.example.org/api/v1'], ['https://vault.example.org/api/v1/']])('%j is used', async (url) => {
		nock('https://vault.example.org')
			.get('/api/v1/vaults/4598/batches')
			.query({ page_size: 1 })
			.reply(200, { count: 0, objects: [] });
		expect((await getting({ url })).error).toBeUndefined();
	});

	it.each([
		['', "'Vault ID' is empty [row 1]"],
		['my vault', "'Vault ID' is not an ID [row 1]"],
		['4598/projects', "'Vault ID' is not an ID [row 1]"],
	])('vault ID %j is refused before anything is sent', async (vaultId, message) => {
		const { error } = await runNode(onSandbox(new CddBatch(), sandbox, { vaultId }), [{}], { operation: 'getAll' });
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('Read Only', () => {
	const id = { __rl: true, mode: 'id', value: '12345' };
	const writing: Array<[what: string, node: INodeType, parameters: INodeParameters]> = [
		['create a sample', new CddInventorySample(), { operation: 'create', batch: id, amount: '5', units: 'mg' }],
		[
			'update a sample',
			new CddInventorySample(),
			{ operation: 'update', sample: id, events: { event: [{ debit: '1' }] } },
		],
		[
			'set the amount of a sample',
			new CddInventorySample(),
			{ operation: 'setAmount', sample: id, amount: '5', units: 'mg' },
		],
		['delete a sample', new CddInventorySample(), { operation: 'delete', sample: id }],
		[
			'create a batch',
			new CddBatch(),
			{ operation: 'create', molecule: 'id', moleculeId: '5', projects: ['Internal Data'] },
		],
		['update a batch', new CddBatch(), { operation: 'update', batch: id, updateFields: { batchName: 'x' } }],
		['delete a batch', new CddBatch(), { operation: 'delete', batch: id }],
		[
			'create or update a batch',
			new CddBatch(),
			{ operation: 'upsert', findBy: 'identifier', batchIdentifier: 'DEMO-1000210-001' },
		],
		['import a file', new CddSlurp(), { operation: 'import', project: { __rl: true, mode: 'id', value: '5' } }],
	];

	it.each(writing)(
		'refuses to %s before anything is sent, for people and for AI agents',
		async (_what, node, parameters) => {
			for (const asTool of [false, true]) {
				const { error, json } = await runNode(
					onSandbox(node, sandbox, { readOnly: true }),
					[{}],
					{ ...parameters, allowForAiAgents: true },
					{ asTool, binary: [fileOf(goodCsv)] },
				);
				expect(json).toEqual([]);
				expect(error?.message).toBe('The credential is set to Read Only, so nothing was sent [row 1]');
			}
			expect(sandbox.requests).toEqual([]);
		},
	);

	it('covers every operation that is not a read', () => {
		const operations = [new CddInventorySample(), new CddBatch(), new CddSlurp()].flatMap(({ description }) => {
			const operation = description.properties.find(({ name }) => name === 'operation');
			return (operation?.options ?? []).flatMap((option) =>
				'value' in option ? `${description.name}.${String(option.value)}` : [],
			);
		});
		const reads = /\.(find|get|getAll|export|wait)$/;
		expect(operations.filter((operation) => !reads.test(operation)).sort()).toEqual(
			writing.map(([, node, { operation }]) => `${node.description.name}.${String(operation)}`).sort(),
		);
	});

	it('lets reads pass', async () => {
		const { json } = await runNode(onSandbox(new CddBatch(), sandbox, { readOnly: true }), [{}], {
			operation: 'getAll',
			limit: 2,
		});
		expect(json).toHaveLength(2);
	});
});
