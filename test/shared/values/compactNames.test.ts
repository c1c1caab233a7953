import { compactNames } from '../../../nodes/shared/values/compactNames';

const upTo = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_empty, at) => first + at);

describe('entries of a list, named in one short text', () => {
	it.each([
		['none', [], ''],
		['numbers that follow one another, as a range', upTo(101, 3_010), '101–3010'],
		['ranges and single numbers, whatever their order', [9, 3, 1, 2, 7, 8, 20], '1–3, 7–9, 20'],
		['numbers twice, once', [5, 5, 6], '5–6'],
		['amounts, which are no IDs, each by itself', [1.5, 2.5], '1.5, 2.5'],
		['texts as they are', ['60-29-7', 'water'], '60-29-7, water'],
		['records by their IDs', [{ id: 4, name: 'a' }, { id: 5 }], '4–5'],
		[
			'records without an ID by barcode, then by name',
			[
				{ barcode: 'B1', name: 'a' },
				{ id: null, name: 'b' },
			],
			'B1, b',
		],
		['errors by their message', [{ error: 'e', message: "'Name' is taken" }], "'Name' is taken"],
		['what has no name by its number', [{ amount: 5 }, {}], '2 more'],
		['all sorts together', [{ id: 1 }, 'x', {}, 2], '1–2, x and 1 more'],
	])('%s', (_what, entries, text) => {
		expect(compactNames(entries, 1_000)).toBe(text);
	});

	it('stay within so many characters, and say how many are left', () => {
		const odd = upTo(1, 5_000).map((number) => 100_000 + 2 * number);
		const text = compactNames(odd, 2_000);
		expect(text.length).toBeLessThan(2_020);
		const named = text.split(' and ')[0]?.split(', ').map(Number) ?? [];
		expect(named).toEqual(odd.slice(0, named.length));
		expect(text).toMatch(new RegExp(` and ${5_000 - named.length} more$`));
	});

	it('count the characters that they have in JSON', () => {
		expect(compactNames(['"""""', 'b'], 10)).toBe('2 more');
		expect(compactNames(['"""""', 'b'], 12)).toBe('""""" and 1 more');
	});
});
