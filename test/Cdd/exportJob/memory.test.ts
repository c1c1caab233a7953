import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import path from 'node:path';

const records = 100_000;
const text = 'x'.repeat(2_400);
/** Megabytes. n8n-core takes a good part of it; the records of the export would need several times as much. */
const heap = 160;

function* exportOfManyBatches(): Generator<string> {
	yield `{"count":${records},"objects":[`;
	for (let id = 1; id <= records; id++) yield `${id > 1 ? ',' : ''}{"id":${id},"class":"batch","name":"${text}"}`;
	yield ']}';
}

async function sendSlowly(response: ServerResponse): Promise<void> {
	for (const piece of exportOfManyBatches()) {
		if (!response.write(piece)) await new Promise((resolve) => response.once('drain', resolve));
	}
	response.end();
}

function startService(): Server {
	return createServer((request, response) => {
		const at = request.url ?? '';
		response.setHeader('content-type', 'application/json');
		if (at.includes('/exports/1')) void sendSlowly(response);
		else response.end(JSON.stringify({ id: 1, status: at.includes('/export_progress/') ? 'finished' : 'new' }));
	}).listen(0, '127.0.0.1');
}

interface Ended {
	code: number | null;
	output: string;
	complaints: string;
}

async function exportUnderHeap(way: 'node' | 'whole', url: string): Promise<Ended> {
	const script = path.resolve(__dirname, '../../support/exportUnderHeap.ts');
	const child = spawn(process.execPath, [`--max-old-space-size=${heap}`, '--import', 'tsx', script, way, url], {
		cwd: path.resolve(__dirname, '../../..'),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	let complaints = '';
	child.stdout.on('data', (piece) => (output += String(piece)));
	child.stderr.on('data', (piece) => (complaints += String(piece)));
	return await new Promise((resolve) => child.on('close', (code) => resolve({ code, output, complaints })));
}

describe('an export of 100,000 batches under a fixed heap', () => {
	let service: Server;
	const url = () => {
		const address = service.address();
		return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
	};
	beforeAll(async () => {
		service = startService();
		await once(service, 'listening');
	});
	afterAll(() => {
		service.close();
	});

	it('is saved whole by the node', async () => {
		const { code, output } = await exportUnderHeap('node', url());
		expect(output.trim().split('\n').at(-1)).toBe(JSON.stringify({ records, complete: true }));
		expect(code).toBe(0);
	}, 180_000);

	it('does not fit when it is read as a whole, so the limit above is a real one', async () => {
		const { output, complaints } = await exportUnderHeap('whole', url());
		expect(output).not.toContain('records');
		expect(complaints).toContain('heap out of memory');
	}, 180_000);
});
