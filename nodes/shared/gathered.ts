import { sleep } from 'n8n-workflow';

import { asError } from './fault';
import { oncePerRun } from './oncePerRun';

/** The most records that one list is asked for. */
export const longestList = 50;

interface Wish<Key, T> {
	readonly key: Key;
	readonly resolve: (found: T | PromiseLike<T>) => void;
	readonly reject: (reason: Error) => void;
}

/**
 * Look-ups of single records that come at about the same time go out as lists. Each item asks for its own record, and knows
 * nothing of the others.
 * @param fetch asks for at most `longestList` of them; what it throws is thrown for each of them. Gives what was found in the order of the keys
 */
export function gathered<Run extends object, Key, T>(
	fetch: (run: Run, keys: readonly Key[]) => Promise<ReadonlyArray<T | PromiseLike<T>>>,
): (run: Run, key: Key) => Promise<T> {
	const wishesOf = oncePerRun<Run, Array<Wish<Key, T>>>(async () => []);

	const grant = async (run: Run, wishes: ReadonlyArray<Wish<Key, T>>) => {
		try {
			const keys = [...new Set(wishes.map(({ key }) => key))];
			const found = new Map((await fetch(run, keys)).map((one, at) => [keys[at], one]));
			for (const { key, resolve, reject } of wishes) {
				const one = found.get(key);
				if (one === undefined) reject(new Error('A list of records came back without one that was requested'));
				else resolve(one);
			}
		} catch (thrown) {
			for (const { reject } of wishes) reject(asError(thrown));
		}
	};

	const grantAll = async (run: Run, wishes: Array<Wish<Key, T>>) => {
		// All items of the run say what they need meanwhile.
		await sleep(0);
		const open = wishes.splice(0);
		for (let from = 0; from < open.length; from += longestList) void grant(run, open.slice(from, from + longestList));
	};

	return async (run, key) => {
		const wishes = await wishesOf(run);
		return await new Promise<T>((resolve, reject) => {
			wishes.push({ key, resolve, reject });
			if (wishes.length === 1) void grantAll(run, wishes);
		});
	};
}
