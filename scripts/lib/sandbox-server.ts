import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

import { root } from './paths';
import { PlainProblem } from './progress';
import { freePort, startServer } from './servers';
import type { Server } from './servers';

const wantedPort = 8090;
const readySchema = z.object({
	ready: z.literal(true),
	url: z.string(),
	vaultId: z.number(),
	token: z.string(),
	chemInventory: z.object({ url: z.string(), inventoryId: z.number(), token: z.string() }),
});

export interface SandboxServer {
	url: string;
	vaultId: string;
	token: string;
	chemInventory: { url: string; inventoryId: number; token: string };
	server: Server;
}

/**
 * Starts the sandbox and waits until it is ready.
 *
 * @param batchesFile CSV of batches to load instead of the sandbox's own small lab
 */
export async function startSandboxServer(logFile: string, batchesFile?: string): Promise<SandboxServer> {
	const port = await freePort(wantedPort);
	const batches = batchesFile ? ['--batches', batchesFile] : [];
	const cli = join(root, 'sandbox/cli.ts');
	const args = ['--import', 'tsx', cli, '--port', String(port), ...batches];
	const server = startServer(process.execPath, args, {
		cwd: root,
		env: process.env,
		logFile,
		readStdout: true,
	});
	const { stdout } = server.process;
	if (!stdout) throw new PlainProblem('The sandbox gave no output to read.');
	for await (const line of createInterface({ input: stdout })) {
		const ready = readySchema.safeParse(readyLine(line));
		if (ready.success) {
			stdout.resume();
			const { url, vaultId, token, chemInventory } = ready.data;
			return { url, vaultId: String(vaultId), token, chemInventory, server };
		}
	}
	throw new PlainProblem(`The sandbox did not start. Its log: ${logFile}`);
}

function readyLine(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}
