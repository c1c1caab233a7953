/** What a test takes for granted; where it is absent, the test ends with these words instead of a wrong comparison. */
export function present<T>(value: T | undefined, what: string): T {
	if (value === undefined) throw new Error(`${what} is not there`);
	return value;
}
