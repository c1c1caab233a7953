import { createHash } from 'node:crypto';
import type { INodeExecutionData } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox';
import { freshSandbox } from '../../support/sandbox';
import { forgetWaits } from '../../support/waits';
import { idOfProject, lines, runBatch } from './onBatch';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await freshSandbox();
});
beforeEach(forgetWaits);

const exporting = (more: object = {}) => ({ operation: 'export', format: 'json', binaryPropertyName: 'data', ...more });
const fileIn = (item: INodeExecutionData | undefined, field = 'data') =>
	Buffer.from(item?.binary?.[field]?.data ?? '', 'base64');

describe('export batches to a file', () => {
	it('saves all of them as JSON, with counts and a checksum that fit', async () => {
		const { items, json } = await runBatch(sandbox, exporting());
		const file = fileIn(items[0]);
		expect(JSON.parse(file.toString('utf8')).objects).toHaveLength(60);
		expect(json).toMatchObject([
			{
				complete: true,
				records: 60,
				distinctIds: 60,
				count: 60,
				format: 'json',
				bytes: file.length,
				sha256: createHash('sha256').update(file).digest('hex'),
			},
		]);
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
		expect(lines(sandbox)[0]).toBe('GET /batches?async=true');
	});

	it('saves one record a line as NDJSON, for each item with its own filters, field and name', async () => {
		const { items, json } = await runBatch(
			sandbox,
			exporting({
				format: 'ndjson',
				binaryPropertyName: 'batches',
				filters: { projects: '={{ $json.projects }}' },
				options: { fileName: '={{ $json.file }}' },
			}),
			{
				items: [
					{ projects: [idOfProject(sandbox, 'CRO Project')], file: 'cro.ndjson' },
					{ projects: [idOfProject(sandbox, 'Internal Data')], file: 'all.ndjson' },
				],
			},
		);
		const rows = items.map((item) =>
			fileIn(item, 'batches')
				.toString('utf8')
				.trimEnd()
				.split('\n')
				.map((line) => JSON.parse(line)),
		);
		expect(rows.map(({ length }) => length)).toEqual(json.map(({ records }) => records));
		expect(rows[1]).toHaveLength(60);
		expect(items.map(({ binary }) => binary?.batches?.fileName)).toEqual(['cro.ndjson', 'all.ndjson']);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('posts what only a body can say, and never asks for bare IDs', async () => {
		const { json } = await runBatch(
			sandbox,
			exporting({ content: { batchFields: ['Purity'], onlyBatchIds: true, structures: false } }),
		);
		expect(sandbox.requests[0]).toMatchObject({
			method: 'POST',
			path: expect.stringMatching(/\/batches\/query$/),
			body: { async: true, batch_fields: ['Purity'], no_structures: true },
		});
		expect(json).toMatchObject([{ complete: true, distinctIds: 60 }]);
	});

	it('picks up an export that was started earlier', async () => {
		const earlier = await runBatch(sandbox, exporting());
		sandbox.clearRequests();
		const { json } = await runBatch(sandbox, exporting({ options: { exportId: String(earlier.json[0]?.exportId) } }));
		expect(json).toMatchObject([{ complete: true, exportId: earlier.json[0]?.exportId }]);
		expect(lines(sandbox).some((line) => line.includes('/batches'))).toBe(false);
	});

	it('never shows the token to the storage behind CDD Vault', async () => {
		await runBatch(sandbox, exporting());
		const fetched = sandbox.requests.filter(({ port }) => port === 'storage');
		expect(fetched).toHaveLength(1);
		expect(JSON.stringify(fetched[0]?.headers)).not.toContain(sandbox.token);
	});

	it('shows the words of CDD Vault when it is refused, on the error output where that is wanted', async () => {
		const { outputs } = await runBatch(sandbox, exporting({ filters: { projects: '={{ $json.projects }}' } }), {
			items: [{ projects: [999999] }, { projects: [idOfProject(sandbox, 'Internal Data')] }],
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs[0]).toMatchObject([{ json: { complete: true }, pairedItem: { item: 1 } }]);
		expect(outputs[1]).toMatchObject([
			{
				json: { details: { status: '404', description: expect.stringContaining('"999999 not found"') } },
				pairedItem: { item: 0 },
			},
		]);
	});

	it('takes a page of batches for no export', async () => {
		sandbox.faults.add({ when: { endpoint: 'listBatches' }, do: { kind: 'login-page' } });
		const { error } = await runBatch(sandbox, exporting());
		expect(error?.message).toBe('A web page came back instead of data from CDD Vault [row 1]');
	});

	it('fails when CDD Vault ends the export without a result', async () => {
		sandbox.faults.add({ when: { endpoint: 'listBatches' }, do: { kind: 'failed-export' } });
		const { error } = await runBatch(sandbox, exporting());
		expect(error?.message).toBe('CDD Vault ended the export without a result [row 1]');
	});
});
