import { pathSegment } from '../../../nodes/shared/http/pathSegment';

describe('a part of an address', () => {
	it.each([
		[7, '7'],
		[' 7 ', '7'],
		['a/b', 'a%2Fb'],
		['../7', '..%2F7'],
		['7?async=true', '7%3Fasync%3Dtrue'],
		['Größe #1', 'Gr%C3%B6%C3%9Fe%20%231'],
		['...', '...'],
	])('cannot lead elsewhere: %j is written as %s', (value, segment) => {
		expect(pathSegment(value)).toBe(segment);
	});

	it.each(['', '  ', '.', '..', ' .. '])('that would address something else is refused (%j)', (value) => {
		expect(() => pathSegment(value)).toThrow('An ID in the address is empty or not usable');
	});
});
