import { breather, inPieces } from '../../breather';
import type { Breather } from '../../breather';
import { inOrder } from '../../dropdown';
import { changesByImportance } from '../change';
import type { Change } from '../change';

const rank = new Map(changesByImportance.map((change, at) => [change, at]));

/** What has no name comes last. */
const byName = (one: string | null | undefined, other: string | null | undefined): number =>
	one && other ? inOrder(one, other) : Number(!one) - Number(!other);

function byId(one: number | string = '', other: number | string = ''): number {
	if (typeof one === 'number' && typeof other === 'number') return one - other;
	return inOrder(String(one), String(other));
}

/** The most important first, then by name and ID. */
export const byImportance = (one: Change, other: Change): number =>
	(rank.get(one.change) ?? 0) - (rank.get(other.change) ?? 0) ||
	byName(one.name, other.name) ||
	byId(one.id, other.id) ||
	inOrder(one.field ?? '', other.field ?? '');

const runLength = 256;

function runsOf<T>(list: readonly T[]): T[][] {
	return Array.from({ length: Math.ceil(list.length / runLength) }, (_run, at) =>
		list.slice(at * runLength, (at + 1) * runLength),
	);
}

async function merged<T>(
	one: readonly T[],
	other: readonly T[],
	compare: (a: T, b: T) => number,
	inTurn: Breather,
): Promise<T[]> {
	const result: T[] = [];
	let [at, otherAt] = [0, 0];
	const take = () => {
		for (let taken = 0; taken < runLength; taken++) {
			const [next, otherNext] = [one[at], other[otherAt]];
			const takesFirst = next !== undefined && (otherNext === undefined || compare(next, otherNext) <= 0);
			const found = takesFirst ? next : otherNext;
			if (found === undefined) return;
			result.push(found);
			if (takesFirst) at += 1;
			else otherAt += 1;
		}
	};
	while (result.length < one.length + other.length) await inTurn(take);
	return result;
}

/** The list in order, with breaks: to sort a hundred thousand in one go holds up all other workflows. */
export async function sorted<T>(list: readonly T[], compare: (a: T, b: T) => number): Promise<T[]> {
	// One for all: thousands of merges are each too short for a break of their own.
	const inTurn = breather();
	let runs = await inPieces(runsOf(list), (run) => run.sort(compare));
	while (runs.length > 1) {
		const pairs = runs;
		runs = [];
		for (let at = 0; at < pairs.length; at += 2)
			runs.push(await merged(pairs[at] ?? [], pairs[at + 1] ?? [], compare, inTurn));
	}
	return runs[0] ?? [];
}

/** The foremost of a list that is too long to be kept. */
export class Foremost<T> {
	private kept: T[] = [];

	constructor(
		private readonly most: number,
		private readonly compare: (a: T, b: T) => number,
	) {}

	take(one: T): void {
		this.kept.push(one);
		if (this.kept.length >= this.most + 1_000) this.cut();
	}

	/** In order. */
	get list(): readonly T[] {
		this.cut();
		return this.kept;
	}

	private cut(): void {
		this.kept.sort(this.compare);
		this.kept.length = Math.min(this.kept.length, this.most);
	}
}
