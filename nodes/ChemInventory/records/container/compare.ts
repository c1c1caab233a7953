import { parseNumber, sameLetters } from '../../../shared/values/text';

/** An entry of /container/add but for its substance. */
export type Entry = Record<string, number | string>;

/** A container as the service shows it: search and load name things differently. */
export type Shown = Record<string, unknown>;

/** Keys of an entry, and under which keys the service shows them. */
const shownAs: Record<string, readonly string[]> = {
	name: ['containername', 'name'],
	barcode: ['barcode'],
	containersize: ['size'],
	units: ['unitid'],
	supplier: ['supplier'],
	comments: ['comments'],
	dateacquired: ['dateacquired'],
	substanceid: ['substance'],
	locationid: ['location'],
};

/** Sizes come back as text, and as numbers: "500" and 500.0 are one size. In words they are the same to the letter. */
export function sameSize(a: unknown, b: unknown): boolean {
	const number = parseNumber(a);
	return number === undefined ? sameLetters(a, b) : number === parseNumber(b);
}

/** Sizes and ids; all else is text: the barcodes "006574" and "6574" are two. */
const numeric = new Set(['containersize', 'units', 'substanceid', 'locationid']);

function same(key: string, given: unknown, shown: unknown): boolean {
	if (!numeric.has(key)) return sameLetters(given, shown);
	// A unit with the id 0 is none.
	return sameSize(given, shown) || (sameLetters(given, '') && shown === 0);
}

/** Which columns a list shows is the inventory's choice, so a key that is not there tells nothing. */
function fits(entry: Entry, shown: Shown, keys: readonly string[]): boolean {
	return keys.every((key) => {
		const at = (shownAs[key] ?? [key]).find((name) => name in shown);
		return at === undefined || same(key, entry[key], shown[at]);
	});
}

const everyKey = (entry: Entry) => [...new Set([...Object.keys(shownAs), ...Object.keys(entry)])];

/** The service may tidy up what it stores; then these have to do. */
const telltale = (entry: Entry) =>
	entry.barcode === undefined ? ['name', 'containersize', 'units', 'barcode'] : ['barcode'];

/** Whether a container that appeared may be the one that an entry asked for. */
export const mayBe = (entry: Entry, shown: Shown): boolean => fits(entry, shown, Object.keys(entry));

/**
 * Finds for each entry its container; the service does not say in which order it gives the new ids. Equal entries are
 * interchangeable.
 * @returns indexes into `shown`, by entry; undefined where it is not clear which container belongs to which entry
 */
export function matchContainers(entries: readonly Entry[], shown: readonly Shown[]): number[] | undefined {
	const found = new Map<number, number>();
	const free = new Set(shown.keys());
	const open = () => [...entries.entries()].filter(([at]) => !found.has(at));
	const take = (at: number, container: number) => {
		found.set(at, container);
		free.delete(container);
	};
	for (const [at, entry] of open()) {
		const match = [...free].find((candidate) => fits(entry, shown[candidate] ?? {}, everyKey(entry)));
		if (match !== undefined) take(at, match);
	}
	for (const [at, entry] of open()) {
		const matches = [...free].filter((candidate) => fits(entry, shown[candidate] ?? {}, telltale(entry)));
		const rivals = open().filter(
			([, other]) => matches[0] !== undefined && fits(other, shown[matches[0]] ?? {}, telltale(other)),
		);
		if (matches[0] !== undefined && matches.length === 1 && rivals.length === 1) take(at, matches[0]);
	}
	const [last] = open();
	const [left] = free;
	if (last && left !== undefined && open().length === 1 && free.size === 1) take(last[0], left);
	return open().length === 0 ? entries.map((_entry, at) => found.get(at) ?? 0) : undefined;
}

/**
 * The same for containers of which nobody says whose they are, as an answer was lost: each must show all that its entry asked
 * for.
 */
export function recogniseContainers(entries: readonly Entry[], shown: readonly Shown[]): number[] | undefined {
	const matches = matchContainers(entries, shown);
	return matches?.every((match, at) => mayBe(entries[at] ?? {}, shown[match] ?? {})) ? matches : undefined;
}
