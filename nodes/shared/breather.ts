import { sleep } from 'n8n-workflow';

/** Milliseconds of work in one piece; then other workflows, and the editor, get their turn. */
const longestPiece = 25;

/** Does a piece of work, after others had their turn if the pieces before it have taken long. */
export type Breather = <T>(work: () => T) => Promise<T>;

/**
 * n8n runs all workflows in one thread, so whatever goes over many records without waiting holds up all the others.
 * @returns what does one piece after the other; the pieces share their time, whoever asks for them
 */
export function breather(): Breather {
	let since = Date.now();
	let resting: Promise<void> | undefined;
	const rest = async () => {
		await sleep(0);
		since = Date.now();
		resting = undefined;
	};
	return async (work) => {
		// Clocks are put back, too.
		while (Math.abs(Date.now() - since) > longestPiece) await (resting ??= rest());
		return work();
	};
}

/** Does the same for each of a list, with breaks. @returns the results in the order of the list */
export async function inPieces<Item, Result>(list: Iterable<Item>, work: (item: Item) => Result): Promise<Result[]> {
	const results: Result[] = [];
	let since = Date.now();
	for (const item of list) {
		results.push(work(item));
		if (Math.abs(Date.now() - since) <= longestPiece) continue;
		await sleep(0);
		since = Date.now();
	}
	return results;
}
