import '../support/waits';

import { ExecuteContext, RoutingNode } from 'n8n-core';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeParameters,
	INodeProperties,
	INodeType,
} from 'n8n-workflow';
import nock from 'nock';

import { CddVaultApi } from '../../credentials/CddVaultApi.credentials';
import { CddBatch } from '../../nodes/Cdd/CddBatch.node';
import { CddInventorySample } from '../../nodes/Cdd/CddInventorySample.node';
import { CddSlurp } from '../../nodes/Cdd/CddSlurp.node';
import type { Sandbox } from '../../sandbox';
import { onPublicServer, onSandbox } from '../support/cdd';
import { runNode } from '../support/engine';
import { probeNode } from '../support/probe';
import { fileOf, goodCsv } from './slurp/onSlurp';
import { freshSandbox } from '../support/sandbox';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await freshSandbox();
});

const credential = new CddVaultApi();

const routed: INodeProperties = {
	displayName: 'Test',
	name: 'test',
	type: 'string',
	default: '',
	routing: { request: credential.test.request },
};

/** Runs the credential's test as n8n's editor does: with the declarative routing, and the rules for refusals. */
async function testCredential(secrets: IDataObject): Promise<string> {
	const values = {
		server: 'custom',
		url: sandbox.url,
		vaultId: String(sandbox.vaultId),
		apiToken: sandbox.token,
		readOnly: false,
		...secrets,
	};
	let outcome: Promise<unknown> | undefined;
	const node = probeNode(
		async (functions) => {
			outcome = route(functions, values);
			await outcome.catch(() => undefined);
			return [[]];
		},
		[routed],
	);
	await runNode({ node, credential, secrets: values }, [{}], {});
	return await (outcome ?? Promise.reject(new Error('The test did not run'))).then(
		() => 'Connection successful!',
		(thrown: unknown) => wordsFor(thrown),
	);
}

async function route(
	functions: IExecuteFunctions,
	values: IDataObject,
): Promise<INodeExecutionData[][] | null | undefined> {
	if (!(functions instanceof ExecuteContext)) throw new Error('The engine gave other functions');
	const type: INodeType = {
		description: {
			...probeNode(async () => [[]]).description,
			requestDefaults: {},
			properties: [routed],
		},
	};
	const routing = new RoutingNode(functions, type, {
		id: '1',
		name: 'test',
		type: credential.name,
		data: values as never,
	});
	return (await routing.runNode()) ?? undefined;
}

/** What n8n shows: the rule for the status, else the server's own words. */
function wordsFor(thrown: unknown): string {
	const cause: unknown = thrown instanceof Error ? thrown.cause : undefined;
	const response =
		typeof cause === 'object' && cause !== null && 'response' in cause
			? (cause.response as { status?: number; statusText?: string })
			: undefined;
	const rule = credential.test.rules?.find(
		({ type, properties }) => type === 'responseCode' && properties.value === response?.status,
	);
	return rule?.properties.message ?? response?.statusText ?? String(thrown);
}

describe('the test of the credential', () => {
	it('proves token and vault in one request', async () => {
		expect(await testCredential({})).toBe('Connection successful!');
		expect(sandbox.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			`GET /api/v1/vaults/${sandbox.vaultId}/projects`,
		]);
		expect(sandbox.requests[0]?.headers['x-cdd-token']).toBe(sandbox.token);
	});

	it('says that the token is wrong', async () => {
		expect(await testCredential({ apiToken: 'fake-token-of-nobody' })).toMatch(
			/^CDD Vault does not know this API token\./,
		);
	});

	it.each([['424242'], [' 424242 '], ['../vaults']])(
		'says that vault %j is wrong, and that the token is right',
		async (vaultId) => {
			expect(await testCredential({ vaultId })).toMatch(
				/^The API token is right, but there is no vault with this vault ID/,
			);
		},
	);

	it('accepts a read-only token, and says which vault it may not see', async () => {
		expect(await testCredential({ apiToken: sandbox.readOnlyToken })).toBe('Connection successful!');
		expect(await testCredential({ apiToken: sandbox.readOnlyToken, vaultId: String(sandbox.otherVaultId) })).toContain(
			'vault ID',
		);
	});

	it('accepts blanks around the vault ID and a slash after the URL, as they are pasted', async () => {
		expect(await testCredential({ url: `${sandbox.url}/`, vaultId: ` ${sandbox.vaultId} ` })).toBe(
			'Connection successful!',
		);
	});

	it('follows no redirect with the token', async () => {
		sandbox.faults.add({ times: 1, do: { kind: 'redirect' } });
		expect(await testCredential({})).not.toBe('Connection successful!');
		expect(sandbox.requests.map(({ port }) => port)).toEqual(['service']);
	});

	it.each([
		['us', 'https://app.collaborativedrug.com'],
		['eu', 'https://eu.collaborativedrug.com'],
	])('asks the server of region %s', async (server, origin) => {
		nock(origin, { reqheaders: { 'X-CDD-Token': sandbox.token } })
			.get('/api/v1/vaults/4598/projects')
			.reply(200, []);
		expect(await testCredential({ server, url: '' })).toBe('Connection successful!');
	});

	it.each([
		'http://vault.example.org',
		'HTTP://127.0.0.1.vault.example.org',
		'http://127.0.0.1:80@vault.example.org',
		'http://localhost.vault.example.org',
	])('does not send the token in the clear to %s', async (origin) => {
		nock(/^https:.*vault\.example\.org/)
			.get('/api/v1/vaults/4598/projects')
			.reply(200, []);
		expect(await testCredential({ url: ` ${origin}/api/v1` })).toBe('Connection successful!');
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

	it('is all that the credential adds to a request', () => {
		expect(credential.authenticate.properties).toEqual({ headers: { 'X-CDD-Token': '={{ $credentials.apiToken }}' } });
	});
});

describe('the address in the credential', () => {
	const getting = async (secrets: IDataObject) =>
		await runNode(onPublicServer(new CddBatch(), { server: 'custom', ...secrets }), [{}], {
			operation: 'getAll',
			limit: 1,
		});

	it.each([
		['http://vault.example.org/api/v1', "'URL' of the credential must start with https:// [item 0]"],
		['http://127.0.0.1.example.org/api/v1', "'URL' of the credential must start with https:// [item 0]"],
		['http://localhost.example.org/api/v1', "'URL' of the credential must start with https:// [item 0]"],
		['ftp://127.0.0.1/api/v1', "'URL' of the credential is not a web address [item 0]"],
		['app.collaborativedrug.com', "'URL' of the credential is not a web address [item 0]"],
		['', "'URL' of the credential is not a web address [item 0]"],
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
		['', "'Vault ID' is empty [item 0]"],
		['my vault', "'Vault ID' is not an ID [item 0]"],
		['4598/projects', "'Vault ID' is not an ID [item 0]"],
	])('vault ID %j is refused before anything is sent', async (vaultId, message) => {
		const { error } = await runNode(onSandbox(new CddBatch(), sandbox, { vaultId }), [{}], { operation: 'getAll' });
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('Read Only', () => {
	const id = { __rl: true, mode: 'id', value: '12345' };
	const writing: Array<[what: string, node: INodeType, parameters: INodeParameters]> = [
		['create a sample', new CddInventorySample(), { operation: 'create', batchId: id, credit: '5', units: 'mg' }],
		[
			'update a sample',
			new CddInventorySample(),
			{ operation: 'update', sampleId: id, events: { event: [{ debit: '1' }] } },
		],
		['delete a sample', new CddInventorySample(), { operation: 'delete', sampleId: id }],
		[
			'create a batch',
			new CddBatch(),
			{ operation: 'create', moleculeSource: 'id', moleculeId: '5', projects: ['Internal Data'] },
		],
		['update a batch', new CddBatch(), { operation: 'update', batchId: id, updateFields: { name: 'x' } }],
		['delete a batch', new CddBatch(), { operation: 'delete', batchId: id }],
		['import a file', new CddSlurp(), { operation: 'import', project: { __rl: true, mode: 'id', value: '5' } }],
	];

	it.each(writing)(
		'refuses to %s before anything is sent, for people and for AI agents',
		async (_what, node, parameters) => {
			for (const asTool of [false, true]) {
				const { error, json } = await runNode(
					onSandbox(node, sandbox, { readOnly: true }),
					[{}],
					{ ...parameters, allowDeletionByAgent: true },
					{ asTool, binary: [fileOf(goodCsv)] },
				);
				expect(json).toEqual([]);
				expect(error?.message).toBe('The credential is set to Read Only, so nothing was sent [item 0]');
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
		const reads = /\.(get|getAll|export|wait)$/;
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
