/** Does work as soon as fewer than so many others of the queue are under way; first come, first served. */
export type Queue = <T>(work: () => Promise<T>) => Promise<T>;

/** n8n's own tree lends no queue that all its versions have, so this is ours. */
export function queueOf(atOnce: number): Queue {
	const waiting: Array<() => void> = [];
	let underWay = 0;
	return async (work) => {
		if (underWay >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
		else underWay += 1;
		try {
			return await work();
		} finally {
			// The place goes from hand to hand, so that nobody who comes meanwhile takes it.
			const next = waiting.shift();
			if (next) next();
			else underWay -= 1;
		}
	};
}

/**
 * Does the same for each of a list, so many at once. After a failure no other is begun.
 * @returns the results in the order of the list
 */
export async function sideBySide<Item, Result>(
	list: readonly Item[],
	atOnce: number,
	work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
	const results = new Array<Result>(list.length);
	const open = list.entries();
	let stopped = false;
	const workThrough = async () => {
		for (const [at, item] of open) {
			if (stopped) return;
			let done = false;
			try {
				results[at] = await work(item);
				done = true;
			} finally {
				stopped ||= !done;
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, list.length) }, workThrough));
	return results;
}
