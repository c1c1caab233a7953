/** What a test takes for granted; where it is absent, the test ends with these words instead of a wrong comparison. */
export function present<T>(value: T | null | undefined, what = 'What the test takes for granted'): T {
	if (value === undefined || value === null) throw new Error(`${what} is not there`);
	return value;
}
