import { codeOfShown, codesOfGiven, shownKey } from './shownKeys';
import type { Entry, Shown } from './shownKeys';

/** Entries that ask for the same, and the containers that show it; in their order. */
interface Heap {
	entries: Set<number>;
	containers: Set<number>;
}

const joined = (parts: readonly unknown[]) => JSON.stringify(parts);

/** Every choice of one of each list. */
const choices = (lists: ReadonlyArray<readonly string[]>): string[][] =>
	lists.reduce<string[][]>((begun, list) => begun.flatMap((parts) => list.map((part) => [...parts, part])), [[]]);

/** The first of several heaps, of which each is in order. */
function firstOf(heaps: ReadonlyArray<ReadonlySet<number>>, most: number): number[] {
	const heads = heaps.flatMap((heap) => {
		const head: number[] = [];
		for (const one of heap) {
			if (head.length === most) break;
			head.push(one);
		}
		return head;
	});
	return heads.sort((a, b) => a - b).slice(0, most);
}

/**
 * Which containers fit which entries, where each entry is compared by keys of its own. Which columns a list shows is the
 * inventory's choice, so a key that is not there tells nothing. Both are put on heaps by what is compared, so that a
 * thousand entries need not be compared with a thousand containers each.
 */
export class Fitting {
	private readonly heapsOfEntry: Heap[][];

	private readonly heapsOfContainer: Heap[][];

	constructor(entries: readonly Entry[], shown: readonly Shown[], keysOf: (entry: Entry) => readonly string[]) {
		this.heapsOfEntry = entries.map(() => []);
		this.heapsOfContainer = shown.map(() => []);
		const kinds = new Map<string, { keys: readonly string[]; members: number[] }>();
		for (const [at, entry] of entries.entries()) {
			const keys = keysOf(entry);
			const kind = kinds.get(joined(keys)) ?? { keys, members: [] };
			kind.members.push(at);
			kinds.set(joined(keys), kind);
		}
		for (const { keys, members } of kinds.values()) this.heapUp(entries, shown, keys, members);
	}

	/** The first containers that fit an entry. */
	containersOf(entry: number, most: number): number[] {
		return firstOf(
			(this.heapsOfEntry[entry] ?? []).map(({ containers }) => containers),
			most,
		);
	}

	/** The first entries that a container fits. */
	entriesOf(container: number, most: number): number[] {
		return firstOf(
			(this.heapsOfContainer[container] ?? []).map(({ entries }) => entries),
			most,
		);
	}

	/** Both have been found. */
	remove(entry: number, container: number): void {
		for (const { entries } of this.heapsOfEntry[entry] ?? []) entries.delete(entry);
		for (const { containers } of this.heapsOfContainer[container] ?? []) containers.delete(container);
	}

	private heapUp(
		entries: readonly Entry[],
		shown: readonly Shown[],
		keys: readonly string[],
		members: readonly number[],
	): void {
		const heaps = new Map<string, Heap>();
		/** What containers show of the keys: most show the same ones. */
		const views = new Map<string, readonly string[]>();
		for (const [at, container] of shown.entries()) {
			const columns = keys.flatMap((key) => {
				const column = shownKey(key, container);
				return column === undefined ? [] : [{ key, code: codeOfShown(key, container[column]) }];
			});
			const view = columns.map(({ key }) => key);
			views.set(joined(view), view);
			const name = joined([view, columns.map(({ code }) => code)]);
			const heap = heaps.get(name) ?? { entries: new Set(), containers: new Set() };
			heap.containers.add(at);
			heaps.set(name, heap);
			this.heapsOfContainer[at]?.push(heap);
		}
		for (const at of members) {
			const entry = entries[at] ?? {};
			for (const view of views.values())
				for (const codes of choices(view.map((key) => codesOfGiven(key, entry[key])))) {
					const heap = heaps.get(joined([view, codes]));
					heap?.entries.add(at);
					if (heap) this.heapsOfEntry[at]?.push(heap);
				}
		}
	}
}
