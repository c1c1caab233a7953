/**
 * Runs with a limited heap, in a process of its own: exports all batches of the service at the given address, by the
 * node or the way a script would do it. Prints one line of JSON.
 * Usage: node --max-old-space-size=N --import tsx exportUnderHeap.ts node|whole URL
 */
import { BinaryDataService } from 'n8n-core';

import { batchNode } from './batchNode';
import { onSandbox } from './cdd';
import { runNode } from './engine';

const [way, url = ''] = process.argv.slice(2);

/** As on disk: the bytes are drawn from the stream and are gone. */
BinaryDataService.prototype.store = async function store(_location, content, binaryData) {
	if (Buffer.isBuffer(content)) throw new Error('the file stood in memory whole');
	for await (const piece of content) Buffer.from(piece);
	return { ...binaryData, id: 'filesystem-v2:test', data: 'filesystem-v2' };
};

async function byNode(): Promise<unknown> {
	const service = { url: `${url}/api/v1`, vaultId: 1, token: 'fake-token-for-tests' };
	const parameters = { operation: 'export', format: 'ndjson', binaryPropertyName: 'data', specifyFilters: 'fields' };
	const { json, error } = await runNode(onSandbox(batchNode, service), [{}], parameters);
	return error ? { error: error.message } : { records: json[0]?.records, complete: json[0]?.complete };
}

async function asAWhole(): Promise<unknown> {
	const answer = await fetch(`${url}/api/v1/vaults/1/exports/1`);
	const { objects }: { objects: object[] } = JSON.parse(await answer.text());
	return { records: objects.length };
}

void (way === 'node' ? byNode() : asAWhole()).then((result) => {
	process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
});
