import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

import { fetchFrom } from '../client';

const root = join(__dirname, '../../..');
const running: ChildProcess[] = [];

afterEach(() => {
	for (const child of running.splice(0)) child.kill('SIGKILL');
});

function run(...options: string[]) {
	const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'sandbox/cli.ts'), '--port', '0', ...options], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	running.push(child);
	return child;
}

const readyLine = z.object({
	chemInventory: z.object({
		url: z.string().regex(/^http:\/\/127\.0\.0\.1:\d+\/cheminventory\/api$/),
		inventoryId: z.literal(2100),
		token: z.literal('sandbox-chem-admin'),
		tokens: z.record(z.string()),
	}),
});

it('tells where ChemInventory listens, and takes its switches and faults by path', async () => {
	const child = run('--switch', 'chemInventory.errorStatus=403', '--fault', '503:1@/order/load');
	const [line] = await once(createInterface({ input: child.stdout }), 'line');
	const { url, token } = readyLine.parse(JSON.parse(String(line))).chemInventory;
	const post = async (path: string, authtoken: string) =>
		await fetchFrom(`${url}${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ authtoken }),
		});
	expect((await post('/order/load', token)).status).toBe(503);
	expect((await post('/order/load', token)).status).toBe(200);
	expect((await post('/order/load', 'sandbox-chem-nobody')).status).toBe(403);
});

it('names a switch that it does not know, and ends with code 2', async () => {
	const child = run('--switch', 'chemInventory.errorStatus=404');
	let complaints = '';
	child.stderr.on('data', (chunk: Buffer) => {
		complaints += chunk.toString();
	});
	const [code] = await once(child, 'close');
	expect(code).toBe(2);
	expect(complaints).toContain('--switch chemInventory.errorStatus: ');
});
