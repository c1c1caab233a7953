/**
 * What `npm test` shows a slice of, and `npm run soak` the whole: SOAK_ROUNDS rounds of chance, from SOAK_SEED on.
 */
export const isWhole = process.env.SOAK === 'whole';

/** The seeds of the rounds; a test has its own one to begin with. */
export function soakSeeds(first: number): number[] {
	const seed = Number(process.env.SOAK_SEED ?? first);
	const rounds = Number(process.env.SOAK_ROUNDS ?? 1);
	return Array.from({ length: rounds }, (_empty, round) => seed + round);
}
