import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { fetchFrom } from './client';

const root = join(__dirname, '../..');
const running: ChildProcess[] = [];

afterEach(() => {
	for (const child of running.splice(0)) child.kill('SIGKILL');
});

function run(...options: string[]) {
	const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'sandbox/cli.ts'), ...options], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	running.push(child);
	const lines: string[] = [];
	let complaints = '';
	child.stderr.on('data', (chunk: Buffer) => {
		complaints += chunk.toString();
	});
	const firstLine = new Promise<string>((resolve) => {
		createInterface({ input: child.stdout }).on('line', (line) => {
			lines.push(line);
			resolve(line);
		});
	});
	return { child, lines, firstLine, complaints: () => complaints };
}

describe('the sandbox on the command line', () => {
	it('prints one JSON line when it is ready, serves, and ends on SIGTERM', async () => {
		const { child, lines, firstLine, complaints } = run(
			'--port',
			'0',
			'--fault',
			'503:1@listProjects',
			'--switch',
			'errorBody=message only',
		);
		const ready = JSON.parse(await firstLine);
		expect(ready).toMatchObject({
			ready: true,
			url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/api\/v1$/),
			vaultId: 4598,
			otherVaultId: 4599,
			token: 'sandbox-token-read-write',
			readOnlyToken: 'sandbox-token-read-only',
			storageUrl: expect.any(String),
			elsewhereUrl: expect.any(String),
		});
		const headers = { 'x-cdd-token': ready.token };
		expect(await fetchFrom(`${ready.url}/vaults/4598/projects`, { headers })).toMatchObject({
			status: 503,
			body: { message: expect.any(String) },
		});
		expect((await fetchFrom(`${ready.url}/vaults/4598/projects`, { headers })).status).toBe(200);
		child.kill('SIGTERM');
		expect(await once(child, 'exit')).toEqual([0, null]);
		expect(lines).toHaveLength(1);
		expect(complaints()).toContain('60 batches, 120 samples');
	});

	it.each([
		[['--fault', 'gremlins'], 'There is no fault "gremlins"'],
		[['--switch', 'errorBody=poem'], '--switch errorBody'],
		[['--switch', 'mood=bad'], 'mood'],
		[['--switch', 'mood'], 'NAME=VALUE'],
		[['--port', 'x'], '--port needs a whole number'],
		[['--loud'], '--loud'],
	])('refuses %j in words, with its usage', async (options, words) => {
		const { child, complaints } = run(...options);
		expect(await once(child, 'close')).toEqual([2, null]);
		expect(complaints()).toContain(words);
		expect(complaints()).toContain('Usage: sandbox');
	});
});
