import { fittingAnswer } from '../../nodes/shared/output';

/** A record whose JSON has so many characters. */
const recordOf = (characters: number) => ({ a: 'x'.repeat(characters - '{"a":""}'.length) });

describe('how many records fit into an answer to an AI agent', () => {
	it.each([
		['none of none', 0, 10, 0],
		['all that are short', 100, 10, 100],
		['a hundred at most', 101, 10, 100],
		['as many as 60,000 characters hold, to the last one', 3, 20_000, 3],
		['none beyond that', 4, 20_000, 3],
		['one that is too long alone, so that something is said', 1, 60_001, 1],
		['the first of several that are too long', 3, 60_001, 1],
	])('%s', (_what, count, characters, fitting) => {
		expect(fittingAnswer(Array.from({ length: count }, () => recordOf(characters)))).toBe(fitting);
	});
});
