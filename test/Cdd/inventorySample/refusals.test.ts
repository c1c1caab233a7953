import nock from 'nock';

import { cddBase, fakeToken } from '../../support/cdd';
import { locator, runSamples, runSamplesOnNock } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits, waits } from '../../support/waits';

beforeEach(forgetWaits);

const get = (id = '5') => ({ operation: 'get', sample: locator(id), output: 'raw' });
const answer = (status: number, body: nock.Body, times = 1, headers: Record<string, string> = {}) =>
	nock(cddBase).get('/vaults/4598/inventory_samples/5').times(times).reply(status, body, headers);

describe('a refusal of the vault', () => {
	it.each([
		[400, 1, 'CDD Vault did not understand the request', 'Compare the values of the fields'],
		[401, 1, 'CDD Vault did not accept the API token', 'a token for one region does not work in the other'],
		[403, 1, 'The user of the API token is not allowed to do this', 'Ask the vault administrator'],
		[404, 1, 'CDD Vault did not find the record', 'Check the IDs'],
		[422, 1, 'CDD Vault refused the data', 'Correct the values that it names'],
		[500, 4, 'CDD Vault is not working at the moment', 'Try again later'],
		[502, 4, 'CDD Vault is not working at the moment', 'Try again later'],
		[409, 1, 'CDD Vault refused the request', 'Check the IDs and values that it names'],
	])('with status %d shows the words of the vault and what to do', async (status, times, message, fix) => {
		answer(status, { error: 'The words of the vault', code: status }, times);
		const { error } = await runSamplesOnNock([{}], get());
		expect(error?.message).toBe(`${message} [row 1]`);
		expect(error?.description).toContain(`CDD Vault says: "The words of the vault" (HTTP status ${status}).`);
		expect(error?.description).toContain(fix);
		expect(error?.httpCode).toBe(String(status));
	});

	it.each([
		['text', 'The words of the vault'],
		['a message', { message: 'The words of the vault' }],
		['an error without a code', { error: 'The words of the vault' }],
		['an error in parts', { error: { base: ['The words of the vault'] } }],
	])('is understood as %s', async (_form, body) => {
		answer(422, body);
		expect((await runSamplesOnNock([{}], get())).error?.description).toContain('The words of the vault');
	});

	it('without words names the status', async () => {
		answer(422, '');
		expect((await runSamplesOnNock([{}], get())).error?.description).toContain('HTTP status 422. Correct the values');
	});

	it('under status 200 is a refusal all the same', async () => {
		answer(200, { error: '5 not found', code: 404 });
		const { error, items } = await runSamplesOnNock([{}], get());
		expect(items).toEqual([]);
		expect(error?.description).toContain('CDD Vault says: "5 not found"');
	});

	it('with words that n8n would replace keeps them, because they stand in the description', async () => {
		answer(422, { error: 'A preexisting sample: ENOENT' });
		const { error } = await runSamplesOnNock([{}], get());
		expect(error?.message).toBe('CDD Vault refused the data [row 1]');
		expect(error?.description).toContain('A preexisting sample: ENOENT');
	});

	it.each([
		[429, { error: 'Too many requests' }, 'CDD Vault says: "Too many requests" (HTTP status 429).'],
		[503, { error: 'Service Unavailable' }, 'CDD Vault says: "Service Unavailable" (HTTP status 503).'],
		[503, '<html><title>Overloaded</title></html>', 'HTTP status 503.'],
	])(
		'with status %d is one for too many requests, told after some 75 seconds of patience',
		async (status, body, words) => {
			nock(cddBase).persist().get('/vaults/4598/inventory_samples/5').reply(status, body);
			forgetWaits();
			const { error } = await runSamplesOnNock([{}], get());
			nock.cleanAll();
			expect(error?.message).toBe('CDD Vault received too many requests [row 1]');
			expect(error?.description).toBe(
				`${words} Wait a while, then run the workflow again, with fewer items or fewer steps at the same time.`,
			);
			expect(error?.failure).toMatchObject({ cause: 'rate-limited' });
			expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(60_000);
		},
	);

	it('that a server which is not CDD Vault gives with a page of its own is told as that', async () => {
		answer(404, '<html>nginx</html>');
		const { error } = await runSamplesOnNock([{}], get());
		expect(error?.message).toBe('The API of CDD Vault is not at this address [row 1]');
		expect(error?.description).toBe('HTTP status 404. Check the server in the credential.');
	});

	it('that says when to come back carries it', async () => {
		answer(429, { error: 'slow down' }, 1, { 'Retry-After': '3600' });
		const { error } = await runSamplesOnNock([{}], get());
		expect(error?.failure).toMatchObject({ cause: 'rate-limited', retryAfterMs: 3_600_000 });
	});
});

describe('an answer that is not what the vault documents', () => {
	it.each([
		['nothing', '', 'The answer is empty.'],
		['JSON that breaks off', '{"id": 5, "na', 'It starts: "{"id": 5, "na".'],
		['another object', { name: 'x' }, 'What does not match: '],
		['null', 'null', 'What does not match: '],
	])('fails and shows its beginning (%s)', async (_what, body, explanation) => {
		answer(200, body);
		const { error, items } = await runSamplesOnNock([{}], get());
		expect(items).toEqual([]);
		expect(error?.message).toBe('CDD Vault sent an answer that its documentation does not describe [row 1]');
		expect(error?.description).toContain(explanation);
	});

	it('is told as a web page where it is one, with its title', async () => {
		answer(200, '<html><title>Sign in</title></html>');
		const { error } = await runSamplesOnNock([{}], get());
		expect(error?.message).toBe('A web page came back instead of data from CDD Vault [row 1]');
		expect(error?.description).toContain('It is called "Sign in". Check the server in the credential.');
	});

	it('does not show the beginning of the token either, where the quote ends in the middle of it', async () => {
		answer(200, `${'x'.repeat(190)}${fakeToken}`);
		const { error } = await runSamplesOnNock([{}], get());
		expect(error?.description).toContain('xxx');
		expect(error?.description).not.toContain(fakeToken.slice(0, 6));
	});

	it.each([
		['a list envelope', { count: 1, objects: [{ id: 5, name: 'x' }] }],
		['an array around it', [{ count: 1, objects: [{ id: 5, name: 'x' }] }]],
	])('is taken for one sample where it wraps it (%s)', async (_what, body) => {
		answer(200, body);
		expect((await runSamplesOnNock([{}], get())).json).toEqual([{ id: 5, name: 'x' }]);
	});

	it('that wraps no sample is a sample that does not exist', async () => {
		answer(200, { count: 0, objects: [] });
		const { error } = await runSamplesOnNock([{}], get());
		expect(error?.message).toBe('CDD Vault did not find the record [row 1]');
	});

	it('but has more keys than documented keeps them', async () => {
		answer(200, { id: 5, something_new: { a: 1 } });
		expect((await runSamplesOnNock([{}], get())).json).toEqual([{ id: 5, something_new: { a: 1 } }]);
	});
});

describe('a sandbox that wraps its samples', () => {
	const sandbox = sandboxForTests({
		switches: { singleSampleReply: 'list envelope', sampleListReply: 'array around it', exportDownload: 'direct' },
	});

	it('serves every operation as well', async () => {
		const { id } = sandbox().cdd.addSample();
		const parameters = { sample: locator(id), output: 'simplified' };
		expect((await runSamples(sandbox(), [{}], { operation: 'get', ...parameters })).json[0]?.id).toBe(id);
		const events = { event: [{ debit: '10' }] };
		expect(
			(await runSamples(sandbox(), [{}], { operation: 'update', specifyData: 'fields', events, ...parameters })).json[0]
				?.current_amount,
		).toBe(90);
		expect(
			(await runSamples(sandbox(), [{}], { operation: 'getAll', returnAll: true, output: 'simplified' })).json,
		).toHaveLength(sandbox().cdd.samples.size);
		expect(
			(await runSamples(sandbox(), [{}], { operation: 'export', format: 'json', binaryPropertyName: 'data' })).json[0]
				?.complete,
		).toBe(true);
	});
});
