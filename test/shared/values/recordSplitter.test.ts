import { ByteSplitter } from '../../../nodes/shared/values/byteSplitter';

/** Numbers that look random and are the same in every run. */
function numbersFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
		return state / 4_294_967_296;
	};
}

const oddTexts = [
	'',
	'"',
	'\\',
	'\\"',
	'{',
	'}',
	'[',
	']',
	'}]',
	'"objects":[',
	',',
	'\n\t',
	'µ',
	'\u03bc',
	'😀',
	'\ud83d',
	'naïve',
	'\u0000',
	'\u2028',
	'\\u005d',
	'"},{"id":9',
];

function oddValue(next: () => number, depth = 0): unknown {
	const choice = Math.floor(next() * (depth > 2 ? 4 : 6));
	const text = () =>
		Array.from({ length: Math.floor(next() * 4) }, () => oddTexts[Math.floor(next() * oddTexts.length)]).join('');
	switch (choice) {
		case 0:
			return text();
		case 1:
			return next() * 1e6 - 5e5;
		case 2:
			return next() < 0.5;
		case 3:
			return null;
		case 4:
			return Array.from({ length: Math.floor(next() * 3) }, () => oddValue(next, depth + 1));
		default:
			return Object.fromEntries(
				Array.from({ length: Math.floor(next() * 3) }, () => [text(), oddValue(next, depth + 1)]),
			);
	}
}

/** Feeds bytes in pieces of the given sizes, which may cut characters in two. */
function split(bytes: Uint8Array, sizes: () => number): { records: string[]; count?: number } {
	const splitter = new ByteSplitter();
	const records: string[] = [];
	for (let from = 0; from < bytes.length;) {
		const to = from + Math.max(1, sizes());
		records.push(...splitter.pushBytes(bytes.subarray(from, to)));
		from = to;
	}
	return { records, ...splitter.finish() };
}

const parsed = (records: string[]): unknown[] => records.map((text) => JSON.parse(text) as unknown);

const shapes: Array<[string, (objects: unknown[], count: number) => string]> = [
	['the count before the records', (objects, count) => JSON.stringify({ count, objects })],
	['the count after the records', (objects, count) => JSON.stringify({ objects, count })],
	[
		'other keys around them',
		(objects, count) =>
			JSON.stringify({
				note: '"objects":[{"id":0}]',
				nested: { objects: [{ id: 0 }], list: [[1]] },
				count,
				objects,
				more: [{ id: 0 }],
			}),
	],
	['blanks and line breaks', (objects, count) => JSON.stringify({ count, objects }, null, 2)],
];

describe('the splitter of exports', () => {
	it.each(shapes)('gives the same records however the bytes are cut, with %s', (_what, write) => {
		const next = numbersFrom(20_261_130);
		for (let round = 0; round < 60; round++) {
			const objects = Array.from({ length: Math.floor(next() * 6) }, (_empty, at) => ({
				id: at + 1,
				odd: oddValue(next),
				more: oddValue(next),
			}));
			const expected = JSON.parse(JSON.stringify(objects)) as unknown[];
			const bytes = Buffer.from(write(objects, objects.length), 'utf8');
			for (const sizes of [() => 1, () => 2, () => 3, () => 7, () => Math.floor(next() * 40), () => bytes.length]) {
				const { records, count } = split(bytes, sizes);
				expect(parsed(records)).toEqual(expected);
				expect(count).toBe(objects.length);
			}
		}
	});

	it('reads a bare array, which has no count', () => {
		for (const size of [1, 3, 100]) {
			const { records, count } = split(Buffer.from('[{"id":1},\n {"id":2}]'), () => size);
			expect(parsed(records)).toEqual([{ id: 1 }, { id: 2 }]);
			expect(count).toBeUndefined();
		}
	});

	it('reads an export without records', () => {
		expect(split(Buffer.from('{"count":0,"objects":[]}'), () => 5)).toEqual({ records: [], count: 0 });
	});

	it('passes over a byte order mark', () => {
		expect(split(Buffer.from('\ufeff{"count":1,"objects":[{"id":1}]}'), () => 1)).toEqual({
			records: ['{"id":1}'],
			count: 1,
		});
	});

	it('keeps the text of a record to the letter: long numbers do not lose digits', () => {
		const record = '{"id":1, "amount":10.0, "code":12345678901234567890, "text":"\\u00b5g"}';
		expect(split(Buffer.from(`{"count":1,"objects":[${record}]}`), () => 4).records).toEqual([record]);
	});

	it('fails wherever the data is cut off', () => {
		const whole = Buffer.from('{"count":2,"objects":[{"id":1,"t":"]}"},{"id":2}],"x":1}');
		for (let length = 0; length < whole.length; length++) {
			expect(() => split(whole.subarray(0, length), () => 6)).toThrow();
		}
		expect(split(whole, () => 6).records).toHaveLength(2);
	});

	it.each([
		'',
		'null',
		'<html>Log in</html>',
		'{"id":1,"status":"started"}',
		'{"count":1,"objects":[{"id":1}]} and more',
	])('fails on %j, which is no export', (text) => {
		expect(() => split(Buffer.from(text), () => 8)).toThrow();
	});

	it('keeps what stands around the records, and not the records', () => {
		const splitter = new ByteSplitter();
		splitter.pushBytes(Buffer.from(`{"count":1,"objects":[{"id":1,"text":"${'x'.repeat(1000)}"}],"z":2}`));
		expect(splitter.envelope).toBe('{"count":1,"objects":[],"z":2}');
	});
});
