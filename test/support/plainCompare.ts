import { sameSize } from '../../nodes/ChemInventory/records/container/shownKeys';
import type { Entry, Shown } from '../../nodes/ChemInventory/records/container/shownKeys';
import { sameLetters } from '../../nodes/shared/values/text';

// The rule of which new container belongs to which entry, put plainly: each is compared with each.

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

const numeric = new Set(['containersize', 'units', 'substanceid', 'locationid']);

function same(key: string, given: unknown, shown: unknown): boolean {
	if (!numeric.has(key)) return sameLetters(given, shown);
	return sameSize(given, shown) || (sameLetters(given, '') && shown === 0);
}

function fits(entry: Entry, shown: Shown, keys: readonly string[]): boolean {
	return keys.every((key) => {
		const at = (shownAs[key] ?? [key]).find((name) => name in shown);
		return at === undefined || same(key, entry[key], shown[at]);
	});
}

const everyKey = (entry: Entry) => [...new Set([...Object.keys(shownAs), ...Object.keys(entry)])];

const telltale = (entry: Entry) =>
	entry.barcode === undefined ? ['name', 'containersize', 'units', 'barcode'] : ['barcode'];

export const plainMayBe = (entry: Entry, shown: Shown): boolean => fits(entry, shown, Object.keys(entry));

export function plainMatches(entries: readonly Entry[], shown: readonly Shown[]): number[] | undefined {
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
