import { DistinctNumbers } from '../../../nodes/shared/values/distinctNumbers';

function counted(numbers: readonly number[]): number {
	const distinct = new DistinctNumbers();
	for (const number of numbers) distinct.add(number);
	return distinct.size;
}

const upTo = (count: number) => Array.from({ length: count }, (_none, index) => index);

/** Always the same numbers below 1, all over. */
function chance(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
		return state / 2 ** 31;
	};
}

describe('how many different numbers there are', () => {
	it.each<[string, number[]]>([
		['none', []],
		['one', [5]],
		['one twice', [5, 5]],
		['in order', [1, 2, 3]],
		['in order, one of them twice', [1, 2, 2, 3]],
		['backwards', [3, 2, 1]],
		['one late, and once more', [1, 3, 2, 2, 3, 1]],
		['a late one that comes in order afterwards', [5, 4, 6, 4, 5, 6, 7]],
		['below 0, fractions, and more than a whole number of 15 digits', [-3, -1.5, 0, -1.5, 1e21, 1e21]],
		['what is none', [Number.NaN, 1, Number.NaN, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]],
		['0 and -0', [0, -0]],
		['the lowest of all', [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]],
	])('is known: %s', (_what, numbers) => {
		expect(counted(numbers)).toBe(new Set(numbers).size);
	});

	it.each([1, 2, 3, 4, 5])('is known of a hundred thousand and more, in order but for some (seed %s)', (seed) => {
		const next = chance(seed);
		const numbers = upTo(150_000).map((index) => (next() < 0.05 ? Math.floor(next() * 150_000) : index));
		expect(counted(numbers)).toBe(new Set(numbers).size);
	});

	it('is known around the ends of its pieces', () => {
		for (const count of [65_535, 65_536, 65_537, 131_072, 131_073]) {
			const numbers = upTo(count);
			expect(counted([...numbers, ...numbers])).toBe(count);
			expect(counted([...numbers, count - 1, 65_535, 65_536, 0, -1])).toBe(
				new Set([...numbers, 65_535, 65_536, -1]).size,
			);
		}
	});
});
