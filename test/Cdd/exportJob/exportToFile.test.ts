import { createHash } from 'crypto';
import type { INode, INodeExecutionData } from 'n8n-workflow';
import nock from 'nock';

import { cddBase, fakeToken } from '../../support/cdd';
import { deepTexts } from '../../support/deepTexts';
import { asked, runSamples, runSamplesOnNock } from '../../support/sampleNode';
import { sandboxForTests } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';

const sandbox = sandboxForTests();

beforeEach(forgetWaits);

const exported = (parameters: INode['parameters'] = {}) => ({
	operation: 'export',
	format: 'json',
	binaryPropertyName: 'data',
	...parameters,
});

function bytesOf(item: INodeExecutionData | undefined, field = 'data'): Buffer {
	return Buffer.from(item?.binary?.[field]?.data ?? '', 'base64');
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const document = (bytes: Buffer) =>
	JSON.parse(bytes.toString('utf8')) as { count: number; objects: Array<{ id: number }> };

/** Answers on the public server for one export that is finished at once. */
function serveExport(body: nock.ReplyBody, filters: Record<string, string> = {}): void {
	const vault = nock(cddBase);
	vault
		.get('/vaults/4598/inventory_samples')
		.query({ ...filters, async: 'true' })
		.reply(200, { id: 77, status: 'new' });
	vault.get('/vaults/4598/export_progress/77').reply(200, { id: 77, status: 'finished' });
	vault.get('/vaults/4598/exports/77').reply(200, body);
}

describe('an export', () => {
	it('saves every record, kept to the byte, and says so in figures', async () => {
		const { items, error, hints } = await runSamples(sandbox(), [{}], exported());
		expect(error).toBeUndefined();
		const bytes = bytesOf(items[0]);
		const ids = document(bytes).objects.map(({ id }) => id);
		expect(ids).toEqual([...sandbox().cdd.samples.keys()]);
		expect(items[0]?.json).toMatchObject({
			complete: true,
			summary: `Complete: ${ids.length} records.`,
			records: ids.length,
			distinctIds: ids.length,
			count: ids.length,
			sha256: sha256(bytes),
			bytes: bytes.length,
			format: 'json',
		});
		expect(items[0]?.binary?.data).toMatchObject({ mimeType: 'application/json', fileName: items[0]?.json.fileName });
		expect(items[0]?.json.fileName).toMatch(/^cdd-inventory-samples-\d{4}-\d\d-\d\dT\d{6}\.json$/);
		expect(hints).toEqual([]);
	});

	it('keeps odd bytes, and counts what stands between them', async () => {
		const body =
			'{ "count" : 2,\n"objects":[ {"id":1,"n":10.0,"code":12345678901234567890,"t":"µ \\u00b5 ]}"} ,\r\n{"id":2} ]}\n';
		serveExport(body);
		const { items } = await runSamplesOnNock([{}], exported());
		expect(bytesOf(items[0]).toString('utf8')).toBe(body);
		expect(items[0]?.json).toMatchObject({
			complete: true,
			sha256: sha256(Buffer.from(body)),
			bytes: Buffer.byteLength(body),
		});
	});

	it('as NDJSON has one record a line, each as the vault wrote it', async () => {
		serveExport('{"count":2,"objects":[\n{"id":1,\n  "code":12345678901234567890, "t":"a\\nb"},{"id":2}]}');
		const { items } = await runSamplesOnNock([{}], exported({ format: 'ndjson', binaryPropertyName: 'backup' }));
		const bytes = bytesOf(items[0], 'backup');
		expect(bytes.toString('utf8')).toBe('{"id":1,"code":12345678901234567890, "t":"a\\nb"}\n{"id":2}\n');
		expect(items[0]?.json).toMatchObject({
			complete: true,
			records: 2,
			sha256: sha256(bytes),
			bytes: bytes.length,
			format: 'ndjson',
		});
		expect(items[0]?.binary?.backup).toMatchObject({ mimeType: 'application/x-ndjson' });
	});

	it('may have a file name of its own, and takes filters and names from each item', async () => {
		const batches = [...sandbox().cdd.batches.keys()].slice(0, 2);
		const { items } = await runSamples(
			sandbox(),
			batches.map((batch) => ({ batch })),
			exported({
				filters: { batchIds: '={{ $json.batch }}' },
				options: { fileName: '={{ "batch-" + $json.batch + ".json" }}' },
			}),
		);
		expect(items.map(({ binary }) => binary?.data?.fileName)).toEqual(batches.map((batch) => `batch-${batch}.json`));
		expect(items.map((item) => document(bytesOf(item)).objects.length)).toEqual(
			batches.map((batch) => [...sandbox().cdd.samples.values()].filter((sample) => sample.batch === batch).length),
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it.each([
		[
			'fewer records than the vault counted',
			'{"count":3,"objects":[{"id":1},{"id":2}]}',
			'Not complete: CDD Vault counted 3, the file contains 2 records with 2 different IDs.',
		],
		[
			'a record twice',
			'{"count":2,"objects":[{"id":1},{"id":1}]}',
			'Not complete: CDD Vault counted 2, the file contains 2 records with 1 different IDs.',
		],
		[
			'as many different records as the vault counted, one of them twice',
			'{"count":2,"objects":[{"id":1},{"id":2},{"id":2}]}',
			'Not complete: CDD Vault counted 2, the file contains 3 records with 2 different IDs.',
		],
		[
			'no count',
			'[{"id":1}]',
			'Not complete: CDD Vault counted nothing, the file contains 1 records with 1 different IDs.',
		],
	])('with %s is saved and says that it is not complete', async (_what, body, summary) => {
		serveExport(body);
		const { items, hints } = await runSamplesOnNock([{}], exported());
		expect(items[0]?.json).toMatchObject({ complete: false, summary });
		expect(hints).toEqual([summary]);
		expect(bytesOf(items[0]).toString('utf8')).toBe(body);
	});

	it('of nothing is complete', async () => {
		serveExport('{"count":0,"objects":[]}');
		expect((await runSamplesOnNock([{}], exported())).json[0]).toMatchObject({ complete: true, records: 0, count: 0 });
	});

	it('needs a name for its output field', async () => {
		const { error } = await runSamples(sandbox(), [{}], exported({ binaryPropertyName: '={{ $json.nothing }}' }));
		expect(error?.message).toBe("'Put Output File in Field' is empty [row 1]");
		expect(asked(sandbox())).toEqual([]);
	});
});

describe('the download of an export', () => {
	it('follows the redirect to the storage host without the token', async () => {
		await runSamples(sandbox(), [{}], exported());
		const [download] = sandbox().requests.filter(({ port }) => port === 'storage');
		expect(download).toBeDefined();
		expect(Object.keys(download?.headers ?? {})).not.toContain('x-cdd-token');
		expect(deepTexts(download?.headers).filter((text) => text.includes(sandbox().token))).toEqual([]);
		expect(sandbox().leaks).toEqual([]);
	});

	it('waits while the vault says 403 with a status, which is no matter of permission', async () => {
		const vault = nock(cddBase);
		vault.get('/vaults/4598/inventory_samples').query({ async: 'true' }).reply(200, { id: 77, status: 'new' });
		vault.get('/vaults/4598/export_progress/77').reply(200, { id: 77, status: 'finished' });
		vault.get('/vaults/4598/exports/77').twice().reply(403, { id: 77, status: 'started' });
		vault.get('/vaults/4598/exports/77').reply(200, '{"count":1,"objects":[{"id":1}]}');
		expect((await runSamplesOnNock([{}], exported())).json[0]?.complete).toBe(true);
	});

	it('that keeps answering so is given up, and not asked for without end', async () => {
		const vault = nock(cddBase);
		vault.get('/vaults/4598/inventory_samples').query({ async: 'true' }).reply(200, { id: 77, status: 'new' });
		vault.get('/vaults/4598/export_progress/77').reply(200, { id: 77, status: 'finished' });
		let asks = 0;
		const counted = () => {
			asks++;
			return { id: 77, status: 'started' };
		};
		nock(cddBase).persist().get('/vaults/4598/exports/77').reply(403, counted);
		const { error } = await runSamplesOnNock([{}], exported());
		expect(error?.message).toBe('The export cannot be downloaded [row 1]');
		expect(error?.description).toContain('Export 77 has the status "started"');
		expect(asks).toBe(9);
	});

	it('that is forbidden in truth fails with the words of the vault', async () => {
		const vault = nock(cddBase);
		vault.get('/vaults/4598/inventory_samples').query({ async: 'true' }).reply(200, { id: 77, status: 'new' });
		vault.get('/vaults/4598/export_progress/77').reply(200, { id: 77, status: 'finished' });
		vault.get('/vaults/4598/exports/77').reply(403, { error: 'Not yours', code: 403 });
		const { error } = await runSamplesOnNock([{}], exported());
		expect(error?.message).toBe('The user of the API token is not allowed to do this [row 1]');
		expect(error?.description).toContain('CDD Vault says: "Not yours"');
	});

	it('tries again where the status stands in an answer of 200', async () => {
		serveExport('{"id":77,"status":"started"}');
		nock(cddBase).get('/vaults/4598/exports/77').reply(200, '{"count":1,"objects":[{"id":1}]}');
		expect((await runSamplesOnNock([{}], exported())).json[0]?.complete).toBe(true);
	});

	it.each([
		['cut off', { kind: 'cut-json' }],
		['dropped', { kind: 'drop', moment: 'midway' }],
	] as const)('that is %s is done again, and the file is whole', async (_what, fault) => {
		sandbox().faults.add({ when: { port: 'storage' }, times: 2, do: fault });
		const { items } = await runSamples(sandbox(), [{}], exported());
		expect(items[0]?.json).toMatchObject({ complete: true, sha256: sha256(bytesOf(items[0])) });
		expect(sandbox().requests.filter(({ port }) => port === 'storage')).toHaveLength(3);
		expect(asked(sandbox()).filter((request) => request.includes('inventory_samples'))).toHaveLength(1);
	});

	it('that breaks off again and again fails, with the ID to pick it up by', async () => {
		sandbox().faults.add({ when: { port: 'storage' }, do: { kind: 'cut-json' } });
		const { error, outputs } = await runSamples(sandbox(), [{}], exported(), {
			settings: { onError: 'continueErrorOutput' },
		});
		expect(error).toBeUndefined();
		const [id] = [...sandbox().cdd.exports.keys()].slice(-1);
		expect(outputs[1]?.[0]?.json).toMatchObject({
			message: 'The export could not be downloaded completely',
			details: { kind: 'incomplete', exportId: id },
		});
		expect(outputs[0]).toEqual([]);
	});

	it('that the storage host refuses fails without showing the address', async () => {
		sandbox().faults.add({ when: { port: 'storage' }, do: { kind: 'status', status: 400 } });
		const { error, run } = await runSamples(sandbox(), [{}], exported());
		expect(error?.message).toBe('The storage of CDD Vault did not provide the export [row 1]');
		expect(
			deepTexts(error)
				.concat(deepTexts(run))
				.filter((text) => /signature=/.test(text)),
		).toEqual([]);
	});

	it('is not continued to an address that is not encrypted', async () => {
		const vault = nock(cddBase);
		vault.get('/vaults/4598/inventory_samples').query({ async: 'true' }).reply(200, { id: 77, status: 'new' });
		vault.get('/vaults/4598/export_progress/77').reply(200, { id: 77, status: 'finished' });
		vault.get('/vaults/4598/exports/77').reply(302, '', { location: 'http://storage.example/x?signature=abc' });
		const { error } = await runSamplesOnNock([{}], exported());
		expect(error?.message).toBe('CDD Vault redirected the download to an address that is not encrypted [row 1]');
		expect(error?.description).toContain('storage.example');
		expect(deepTexts(error).filter((text) => text.includes('abc'))).toEqual([]);
	});

	it.each([undefined, 'https://'])('whose redirect names no address (%p) says so', async (location) => {
		const vault = nock(cddBase);
		vault.get('/vaults/4598/inventory_samples').query({ async: 'true' }).reply(200, { id: 77, status: 'new' });
		vault.get('/vaults/4598/export_progress/77').reply(200, { id: 77, status: 'finished' });
		vault.get('/vaults/4598/exports/77').reply(302, '', location ? { location } : {});
		expect((await runSamplesOnNock([{}], exported())).error?.message).toBe(
			'CDD Vault redirected the download without saying where to [row 1]',
		);
	});

	it('may be redirected once more, and carries no token there either', async () => {
		const tokens: unknown[] = [];
		const note = function note(this: { req: { headers: Record<string, unknown> } }) {
			tokens.push(this.req.headers['x-cdd-token']);
		};
		const vault = nock(cddBase);
		vault.get('/vaults/4598/inventory_samples').query({ async: 'true' }).reply(200, { id: 77, status: 'new' });
		vault.get('/vaults/4598/export_progress/77').reply(200, { id: 77, status: 'finished' });
		vault.get('/vaults/4598/exports/77').reply(function reply() {
			note.call(this);
			return [302, '', { location: 'https://storage.example/first' }];
		});
		nock('https://storage.example')
			.get('/first')
			.reply(function reply() {
				note.call(this);
				return [302, '', { location: '/second' }];
			});
		nock('https://storage.example')
			.get('/second')
			.reply(function reply() {
				note.call(this);
				return [200, '{"count":1,"objects":[{"id":1}]}'];
			});
		expect((await runSamplesOnNock([{}], exported())).json[0]?.complete).toBe(true);
		expect(tokens).toEqual([fakeToken, undefined, undefined]);
	});

	it('does not go round in circles', async () => {
		const vault = nock(cddBase);
		vault.get('/vaults/4598/inventory_samples').query({ async: 'true' }).reply(200, { id: 77, status: 'new' });
		vault.get('/vaults/4598/export_progress/77').reply(200, { id: 77, status: 'finished' });
		vault.get('/vaults/4598/exports/77').reply(302, '', { location: 'https://storage.example/round' });
		const storage = nock('https://storage.example').persist();
		storage.get('/round').reply(302, '', { location: 'https://storage.example/round' });
		expect((await runSamplesOnNock([{}], exported())).error?.message).toBe(
			'The storage of CDD Vault did not provide the export [row 1]',
		);
	});
});

describe('the pre-signed address of an export', () => {
	it.each([
		['when all goes well', undefined],
		['when the storage host refuses', { kind: 'status', status: 403 }],
		['when the storage host does not work', { kind: 'status', status: 503 }],
		['when the connection drops', { kind: 'drop' }],
		['when the data is cut off', { kind: 'cut-json' }],
	] as const)('stands in no item, error or hint (%s)', async (_what, fault) => {
		if (fault) sandbox().faults.add({ when: { port: 'storage' }, do: fault });
		for (const onError of ['stopWorkflow', 'continueErrorOutput'] as const) {
			const { run, items, hints, error } = await runSamples(sandbox(), [{}], exported(), { settings: { onError } });
			const texts = [run, items, hints, error].flatMap((seen) => deepTexts(seen));
			expect(texts.filter((text) => text.includes('signature='))).toEqual([]);
		}
	});
});

describe('an export that was started earlier', () => {
	const start = async () => {
		await runSamples(sandbox(), [{}], exported());
		const [id] = [...sandbox().cdd.exports.keys()].slice(-1);
		sandbox().clearRequests();
		return id;
	};

	it('is picked up by its ID, without starting another one', async () => {
		const id = await start();
		const { json } = await runSamples(sandbox(), [{ id }], exported({ options: { exportId: '={{ $json.id }}' } }));
		expect(json[0]).toMatchObject({ complete: true, exportId: id });
		expect(asked(sandbox()).filter((request) => request.includes('inventory_samples'))).toEqual([]);
	});

	it('that does not exist fails with the words of the vault', async () => {
		const { error } = await runSamples(sandbox(), [{}], exported({ options: { exportId: '999999999' } }));
		expect(error?.message).toBe('CDD Vault did not find the record [row 1]');
		expect(error?.description).toContain('999999999 not found');
	});

	it.each(['', 'abc', '={{ $json.nothing }}'])('is not replaced by a new one when its ID is %j', async (exportId) => {
		const { error } = await runSamples(sandbox(), [{}], exported({ options: { exportId } }));
		expect(error?.message).toMatch(/^'Export ID' is (empty|not an ID) \[row 1\]$/);
		expect(asked(sandbox())).toEqual([]);
	});
});
