/**
 * Waits for look-ups that do not need each other's results, and so are under way together.
 * @throws what the first in the list threw, whichever failed first by the clock: so a form with two mistakes always names the same one
 */
export async function allOf<T extends readonly unknown[] | []>(
	lookUps: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
	await Promise.allSettled(lookUps);
	return await Promise.all(lookUps);
}
