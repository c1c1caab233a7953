import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { say } from './progress';

const pollMs = 1000;
const reminderEvery = 8;
const heldHere = new Set<string>();

export function isProcessAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (problem) {
		return problem instanceof Error && 'code' in problem && problem.code === 'EPERM';
	}
}

function take(path: string): boolean {
	try {
		const handle = openSync(path, 'wx');
		writeSync(handle, String(process.pid));
		closeSync(handle);
		heldHere.add(path);
		return true;
	} catch {
		return false;
	}
}

/** A lock whose process has died, for instance by Ctrl+C, holds nobody up. In a container the next process often has its number. */
function clearWhenAbandoned(path: string): void {
	let owner: number;
	try {
		owner = Number(readFileSync(path, 'utf8'));
	} catch {
		return;
	}
	const isHeld = owner === process.pid ? heldHere.has(path) : isProcessAlive(owner);
	if (owner > 0 && !isHeld) rmSync(path, { force: true });
}

/**
 * Does `work` while this process alone holds the lock file; waits for whoever holds it, and says so.
 *
 * @param holder who may hold it, in words that complete "Waiting for …"
 */
export async function withLock<Result>(path: string, holder: string, work: () => Promise<Result>): Promise<Result> {
	for (let round = 0; !take(path); round += 1) {
		if (round % reminderEvery === 0) say(`Waiting for ${holder} …`);
		clearWhenAbandoned(path);
		await sleep(pollMs);
	}
	try {
		return await work();
	} finally {
		heldHere.delete(path);
		rmSync(path, { force: true });
	}
}
