import { onlyMatch } from '../../../nodes/shared/values/onlyMatch';

const pick = (matches: string[]) =>
	onlyMatch(
		'Place',
		matches,
		(several) => ['matches several places', several.join(', ')],
		() => ['was not found', 'Nothing is called so.'],
	);

describe('the one match of a name', () => {
	it('is taken', () => {
		expect(pick(['Cupboard 1'])).toBe('Cupboard 1');
	});

	it.each([
		['none', [], "'Place' was not found", 'Nothing is called so.'],
		['two', ['Cupboard 1', 'Cupboard 2'], "'Place' matches several places", 'Cupboard 1, Cupboard 2'],
	])('is refused where there is %s', (_how, matches, message, description) => {
		expect(() => pick(matches)).toThrow(expect.objectContaining({ kind: 'badInput', message, description }));
	});
});
