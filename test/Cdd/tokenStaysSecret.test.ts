import '../support/waits';

import type { INodeParameters, INodeType } from 'n8n-workflow';
import nock from 'nock';

import { CddBatch } from '../../nodes/Cdd/CddBatch.node';
import { CddSlurp } from '../../nodes/Cdd/CddSlurp.node';
import type { Sandbox } from '../../sandbox';
import { cddBase, fakeToken, onPublicServer, onSandbox } from '../support/cdd';
import { deepTexts } from '../support/deepTexts';
import { runNode } from '../support/engine';
import type { NodeRun } from '../support/engine';
import { mapped } from '../support/mapped';
import { freshSandbox } from '../support/sandbox';
import { isWhole, soakSeeds } from '../support/soak';
import { fileOf, goodCsv } from './slurp/onSlurp';

const id = { __rl: true, mode: 'id', value: '7' };
const note = mapped({ Note: 'x' });
const elsewhere = 'https://storage.example.org';

const operations: Array<[name: string, node: INodeType, parameters: INodeParameters]> = [
	['get a batch', new CddBatch(), { operation: 'get', batch: id }],
	['get many batches', new CddBatch(), { operation: 'getAll', returnAll: true, filters: { batchIds: '7' } }],
	[
		'create a batch',
		new CddBatch(),
		{ operation: 'create', molecule: 'id', moleculeId: '7', projects: ['Internal Data'], batchFields: note },
	],
	['update a batch', new CddBatch(), { operation: 'update', batch: id, batchFields: note }],
	['delete a batch', new CddBatch(), { operation: 'delete', batch: id }],
	['export batches', new CddBatch(), { operation: 'export' }],
	['import a file', new CddSlurp(), { operation: 'import', project: id }],
	['get an import', new CddSlurp(), { operation: 'get', slurpId: '7' }],
	['wait for an import', new CddSlurp(), { operation: 'wait', slurpId: '7' }],
];

type Answer = (request: nock.Interceptor) => nock.Scope;
const answers: Array<[what: string, answer: Answer]> = [
	[
		'refuses a token by its text',
		(request) => request.reply(401, { error: `Token ${fakeToken} is unknown`, code: 401 }),
	],
	[
		'repeats the request in a refusal',
		(request) => request.reply(422, { error: { headers: { 'X-CDD-Token': fakeToken } } }),
	],
	['repeats the token under status 200', (request) => request.reply(200, { error: `No rights with ${fakeToken}` })],
	['shows it on a login page', (request) => request.reply(200, `<html>${fakeToken}</html>`)],
	['shows it in an answer that is not documented', (request) => request.reply(200, { token: fakeToken })],
	['has trouble', (request) => request.reply(500, `Trouble with ${fakeToken}`)],
	[
		'sends the request elsewhere',
		(request) => request.reply(302, '', { location: `${elsewhere}/?token=${fakeToken}` }),
	],
	[
		'breaks the connection',
		(request) =>
			request.replyWithError(Object.assign(new Error(`socket hang up ${fakeToken}`), { code: 'ECONNRESET' })),
	],
];

/** What n8n's logger wrote: it goes past the console's methods, to what lies below them. */
const logged: string[] = [];
const printed = () =>
	[console.debug, console.error, console.log, console.warn].flatMap((log) => vi.mocked(log).mock.calls);

beforeAll(() => {
	const output: NodeJS.WriteStream = Reflect.get(console, '_stdout');
	vi.spyOn(output, 'write').mockImplementation((text) => {
		logged.push(String(text));
		return true;
	});
});
afterAll(() => {
	expect(logged.length).toBeGreaterThan(0);
	vi.restoreAllMocks();
});

function expectSecret(run: NodeRun, token: string): void {
	const seen = [...deepTexts(run.run.data), ...deepTexts(run.error), ...run.hints];
	expect(seen.length).toBeGreaterThan(10);
	expect(seen.filter((text) => text.includes(token))).toEqual([]);
	expect([...logged, ...deepTexts(printed())].filter((text) => text.includes(token))).toEqual([]);
}

/** Each operation gets every third answer, each answer another operation; in the whole soak all get all. */
const [seed = 0] = soakSeeds(0);
const answersFor = (at: number) => answers.filter((_answer, index) => isWhole || (index + at + seed) % 3 === 0);

describe.each(operations.map((operation, at) => [...operation, at] as const))(
	'to %s',
	(_name, node, parameters, at) => {
		it.each(answersFor(at))('never shows the token when CDD Vault %s', async (_what, answer) => {
			for (const onError of ['stopWorkflow', 'continueErrorOutput', 'continueRegularOutput'] as const) {
				const strangers: string[] = [];
				nock(elsewhere)
					.persist()
					.get(/.*/)
					.reply(function reply() {
						strangers.push(JSON.stringify([this.req.headers, this.req.path]));
						return [200, ''];
					});
				// Past the look at the fields of the vault, to the write.
				nock(cddBase)
					.persist()
					.get(/\/fields$/)
					.reply(200, { batch: [{ id: 1, name: 'Note' }] });
				for (const method of ['get', 'post', 'put', 'delete'] as const) answer(nock(cddBase)[method](/.*/)).persist();
				const run = await runNode(onPublicServer(node), [{}], parameters, {
					binary: [fileOf(goodCsv)],
					settings: { onError },
				});
				nock.cleanAll();
				expect(run.error !== undefined || run.outputs.flat().some((item) => item?.json.error !== undefined)).toBe(true);
				expect(strangers.filter((text) => text.toLowerCase().includes('x-cdd-token'))).toEqual([]);
				expectSecret(run, fakeToken);
			}
		});
	},
);

describe('when all goes well', () => {
	let sandbox: Sandbox;

	beforeEach(async () => {
		sandbox = await freshSandbox();
	});

	it('never shows the token in items, files or hints, nor to the storage behind CDD Vault', async () => {
		const [batchId = 0] = sandbox.cdd.batches.keys();
		const runs: Array<[INodeType, INodeParameters]> = [
			[new CddBatch(), { operation: 'get', batch: { ...id, value: batchId }, output: 'raw' }],
			[new CddBatch(), { operation: 'getAll', returnAll: true, output: 'raw', options: { retrieval: 'asyncExport' } }],
			[new CddBatch(), { operation: 'update', batch: { ...id, value: batchId }, batchFields: note, output: 'raw' }],
			[new CddBatch(), { operation: 'export' }],
			[new CddSlurp(), { operation: 'import', project: { __rl: true, mode: 'name', value: 'Internal Data' } }],
		];
		for (const [node, parameters] of runs) {
			const run = await runNode(onSandbox(node, sandbox), [{}], parameters, { binary: [fileOf(goodCsv)] });
			expect(run.error).toBeUndefined();
			expectSecret(run, sandbox.token);
		}
		expect(sandbox.requests.filter(({ port }) => port === 'storage')).toHaveLength(2);
		expect(sandbox.leaks).toEqual([]);
	});
});
