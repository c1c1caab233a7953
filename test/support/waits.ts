import type * as n8nWorkflow from 'n8n-workflow';

import { quickWaits } from './quickWaits';

// In a test file that imports this no wait takes time, those of the engine included, and all are noted.

/** Milliseconds of every wait since `forgetWaits`. */
export const waits: number[] = [];

let nextWait: (() => void) | undefined;

/** Calls back once, at the start of the next wait: the moment to cancel an execution. */
export function onNextWait(callback: () => void): void {
	nextWait = callback;
}

let eachWait: ((milliseconds: number) => void) | undefined;

/** Calls back at the start of every wait, until `forgetWaits`: so that a clock can go on. */
export function onEachWait(callback: (milliseconds: number) => void): void {
	eachWait = callback;
}

export function forgetWaits(): void {
	waits.length = 0;
	nextWait = undefined;
	eachWait = undefined;
}

function noteWait(milliseconds: number): void {
	waits.push(milliseconds);
	eachWait?.(milliseconds);
	const callback = nextWait;
	nextWait = undefined;
	callback?.();
}

quickWaits.note = noteWait;

/** Lets work go on in the background until something is there; gives up after some hundred turns. */
export async function eventually(isThere: () => boolean): Promise<void> {
	const { sleep } = await vi.importActual<typeof n8nWorkflow>('n8n-workflow');
	for (let turn = 0; turn < 500 && !isThere(); turn++) await sleep(5);
	expect(isThere()).toBe(true);
}
