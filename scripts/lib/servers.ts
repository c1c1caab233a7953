import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { PlainProblem } from './progress';

const graceMs = 20_000;
const portsToTry = 50;
// below the ports of outgoing connections on Linux (32768), macOS and Windows (49152)
const portsOfServers = [20_000, 32_000] as const;
const handedOut = new Set<number>();

/** A long-running process of ours. `stop` returns when it is gone. */
export interface Server {
	process: ChildProcess;
	hasEnded(): boolean;
	stop(): Promise<void>;
	/** Ends it at once, without a chance to tidy up. */
	kill(): Promise<void>;
}

const running = new Set<Server>();

// whatever ends this process must not leave servers behind
process.once('exit', () => {
	for (const server of running) killGroup(server.process);
});

/** Stops every server that this process started, the newest first. */
export async function stopAllServers(): Promise<void> {
	for (const server of [...running].reverse()) await server.stop();
}

/**
 * Starts a server in its own process group, so that Ctrl+C reaches only us and we stop servers in order.
 *
 * @param logFile gets stderr, and stdout unless `readStdout`
 */
export function startServer(
	command: string,
	args: string[],
	options: { cwd: string; env: NodeJS.ProcessEnv; logFile: string; readStdout?: boolean },
): Server {
	mkdirSync(dirname(options.logFile), { recursive: true });
	const log = openSync(options.logFile, 'a');
	const child = spawn(command, args, {
		cwd: options.cwd,
		env: options.env,
		stdio: ['ignore', options.readStdout ? 'pipe' : log, log],
		detached: process.platform !== 'win32',
	});
	closeSync(log);
	let ended = false;
	const end = new Promise<void>((resolve) => {
		const finish = () => {
			ended = true;
			running.delete(server);
			resolve();
		};
		child.on('error', finish);
		child.on('exit', finish);
	});
	const server: Server = {
		process: child,
		hasEnded: () => ended,
		async stop() {
			if (ended) return;
			child.kill('SIGTERM');
			await Promise.race([end, sleep(graceMs, undefined, { ref: false })]);
			await this.kill();
		},
		async kill() {
			if (!ended) killGroup(child);
			await end;
		},
	};
	running.add(server);
	return server;
}

function killGroup(child: ChildProcess): void {
	if (child.pid === undefined) return;
	if (process.platform === 'win32') {
		child.kill('SIGKILL');
		return;
	}
	try {
		process.kill(-child.pid, 'SIGKILL');
	} catch {
		// the group is gone already
	}
}

function isPortFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', () => resolve(false));
		probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
	});
}

/** The wanted port, or the next one that nobody uses on this computer. */
export async function freePort(wanted: number): Promise<number> {
	for (let port = wanted; port < wanted + portsToTry; port += 1) {
		if (await isPortFree(port)) return port;
	}
	throw new PlainProblem(
		`All ports from ${wanted} to ${wanted + portsToTry - 1} are taken. Stop another program and run the command again.`,
	);
}

/**
 * A port for runs beside others. Not one that the system picks: those are also handed to outgoing connections, and a
 * server that binds its port only seconds later finds it taken.
 */
export async function anyFreePort(): Promise<number> {
	for (let attempt = 0; attempt < portsToTry; attempt += 1) {
		const port = randomInt(...portsOfServers);
		if (handedOut.has(port) || !(await isPortFree(port))) continue;
		handedOut.add(port);
		return port;
	}
	throw new PlainProblem('No free port was found. Stop another program and run the command again.');
}
