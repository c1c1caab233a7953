/**
 * All batches of a vault, saved by the node, beside what a user would do without it: asking page after page.
 * Everything in one run against one sandbox; the numbers are ratios, so that they mean the same on any computer.
 * Usage: npm run bench (over a list of 21,500 batches that is made for it, or over the one that N8N_LAB_BATCHES names)
 */
import { BinaryDataService } from 'n8n-core';
import { request } from 'undici';

import { startSandbox } from '../sandbox';
import type { Sandbox } from '../sandbox';
import { largeBatchList } from '../test/support/batchList';
import { batchNode } from '../test/support/batchNode';
import { onSandbox } from '../test/support/cdd';
import { runNode } from '../test/support/engine';

interface Measurement {
	way: string;
	records: number;
	requests: number;
	milliseconds: number;
}

/** As on disk: the bytes are drawn from the stream and are gone. */
BinaryDataService.prototype.store = async function store(_location, content, binaryData) {
	if (!Buffer.isBuffer(content)) for await (const piece of content) Buffer.from(piece);
	return { ...binaryData, id: 'filesystem-v2:bench', data: 'filesystem-v2' };
};

async function measure(sandbox: Sandbox, way: string, run: () => Promise<number>): Promise<Measurement> {
	sandbox.clearRequests();
	const startedAt = performance.now();
	const records = await run();
	return { way, records, requests: sandbox.requests.length, milliseconds: performance.now() - startedAt };
}

async function byNode(sandbox: Sandbox): Promise<number> {
	const parameters = { operation: 'export', format: 'ndjson', binaryPropertyName: 'data', specifyFilters: 'fields' };
	const { json, error } = await runNode(onSandbox(batchNode, sandbox), [{}], parameters);
	if (error) throw error;
	return Number(json[0]?.distinctIds);
}

async function byPages(sandbox: Sandbox, pageSize: number): Promise<number> {
	const ids = new Set<number>();
	for (let count = 1, offset = 0; offset < count; offset += pageSize) {
		const url = `${sandbox.url}/vaults/${sandbox.vaultId}/batches?offset=${offset}&page_size=${pageSize}`;
		const { body } = await request(url, { headers: { 'X-CDD-Token': sandbox.token } });
		const page = (await body.json()) as { count: number; objects: Array<{ id: number }> };
		for (const { id } of page.objects) ids.add(id);
		count = page.count;
	}
	return ids.size;
}

function report(measurements: readonly Measurement[]): void {
	const [ours] = measurements;
	if (!ours) return;
	for (const { way, records, requests, milliseconds } of measurements) {
		const time = (milliseconds / ours.milliseconds).toFixed(2);
		console.log(
			`${way.padEnd(34)} ${String(records).padStart(6)} records  ${String(requests).padStart(4)} requests  time x${time}`,
		);
	}
}

async function main(): Promise<void> {
	const list = largeBatchList();
	const sandbox = await startSandbox({ batchesFile: list.file });
	try {
		await byNode(sandbox);
		report([
			await measure(sandbox, 'CDD Batch: Export', async () => await byNode(sandbox)),
			await measure(sandbox, 'pages of 1000, one after the other', async () => await byPages(sandbox, 1000)),
			await measure(sandbox, 'pages of 50, the default', async () => await byPages(sandbox, 50)),
		]);
	} finally {
		await sandbox.close();
		list.remove();
	}
}

void main();
