import { sleep } from 'n8n-workflow';

import { Fault } from '../fault';

/**
 * Waits, and stops waiting when the execution is cancelled.
 * @throws Fault `canceled`
 */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
	// The rejection's class is not reliable across realms, and n8n before 2.34 ignores the signal: only the signal is asked.
	await sleep(milliseconds, signal).catch(() => undefined);
	throwIfCanceled(signal);
}

/** @throws Fault `canceled` */
export function throwIfCanceled(signal?: AbortSignal): void {
	if (signal?.aborted) {
		throw new Fault('canceled', 'The execution was stopped', {
			description: 'Waiting ended because the execution was cancelled or reached its time limit.',
		});
	}
}
