import { timeLimitOf } from '../../nodes/shared/timeLimit';

describe('a time limit', () => {
	it.each([
		[0, 0],
		[0.000001, 1],
		[0.07, 4200],
		[35_000, 2_100_000_000],
	])('of %d minutes is %d ms', (minutes, milliseconds) => {
		expect(timeLimitOf(minutes, 'Time Limit (Minutes)')).toBe(milliseconds);
	});

	it('that no timer keeps is refused', () => {
		expect(() => timeLimitOf(35_000.5, 'Time Limit (Minutes)')).toThrow("'Time Limit (Minutes)' is too long");
	});
});
