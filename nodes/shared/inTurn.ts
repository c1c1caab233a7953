import { queueOf } from './queue';

/** Work, and what it must not share with other work that is under way; without it, it shares everything. */
export interface Job<T> {
	things: readonly string[] | undefined;
	work: () => Promise<T>;
}

/**
 * Does jobs side by side, so many at once. Those with a common thing go one after the other, in their order.
 * @returns their results, in their order
 */
export async function inTurn<T>(jobs: ReadonlyArray<Job<T>>, atOnce: number): Promise<T[]> {
	const inQueue = queueOf(atOnce);
	const lastOf = new Map<string, Promise<unknown>>();
	/** Those after the last one that shares everything. */
	let sinceThen: Array<Promise<unknown>> = [];
	let lastOfAll: Promise<unknown> | undefined;
	const started = jobs.map(({ things, work }) => {
		const ahead = [lastOfAll ?? [], things ? things.flatMap((thing) => lastOf.get(thing) ?? []) : sinceThen].flat();
		// Waits outside the queue, so that those that wait keep nobody from working.
		const job = ahead.length === 0 ? inQueue(work) : Promise.allSettled(ahead).then(async () => await inQueue(work));
		for (const thing of things ?? []) lastOf.set(thing, job);
		if (things) {
			sinceThen.push(job);
		} else {
			lastOfAll = job;
			sinceThen = [];
		}
		return job;
	});
	await Promise.allSettled(started);
	return await Promise.all(started);
}
