import { asError, concernsItem } from './fault';

async function endOf(lookUp: unknown): Promise<void> {
	try {
		await lookUp;
	} catch (thrown) {
		if (!concernsItem(thrown)) throw asError(thrown);
	}
}

/**
 * Waits for look-ups that do not need each other's results, and so are under way together.
 * @throws what the first in the list threw, whichever failed first by the clock: so a form with two mistakes always names the same
 * one. What concerns all items is thrown at once: it is to stop the others, for whose turn it would wait
 */
export async function allOf<T extends readonly unknown[] | []>(
	lookUps: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
	await Promise.all(lookUps.map(endOf));
	return await Promise.all(lookUps);
}
