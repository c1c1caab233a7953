import { sleep } from 'n8n-workflow';

/** Milliseconds of work in one piece; then other workflows, and the editor, get their turn. */
const longestPiece = 25;

/** Does a piece of work, after others had their turn if the pieces before it have taken long. */
export type Breather = <T>(work: () => T) => Promise<T>;

/** The time that pieces of work share, whoever does them. */
class Stretch {
	private since = Date.now();

	private resting: Promise<void> | undefined;

	/** Clocks are put back, too. */
	get isLong(): boolean {
		return Math.abs(Date.now() - this.since) > longestPiece;
	}

	async rest(): Promise<void> {
		await (this.resting ??= this.restOnce());
	}

	private async restOnce(): Promise<void> {
		await sleep(0);
		this.since = Date.now();
		this.resting = undefined;
	}
}

/**
 * n8n runs all workflows in one thread, so whatever goes over many records without waiting holds up all the others.
 * @returns what does one piece after the other; the pieces share their time, whoever asks for them
 */
export function breather(): Breather {
	const stretch = new Stretch();
	return async (work) => {
		while (stretch.isLong) await stretch.rest();
		return work();
	};
}

/** One for all lists: thousands of items may show a list of one record each at one moment. */
const ofLists = new Stretch();

/** Does the same for each of a list, with breaks. @returns the results in the order of the list */
export async function inPieces<Item, Result>(list: Iterable<Item>, work: (item: Item) => Result): Promise<Result[]> {
	const results: Result[] = [];
	for (const item of list) {
		while (ofLists.isLong) await ofLists.rest();
		results.push(work(item));
	}
	return results;
}
