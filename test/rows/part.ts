/** `npm run test:rows` takes ROWS_COUNT rows, or 2,000; `npm test` a slice. ROWS_SEED begins with another seed. */
const isWhole = process.env.ROWS === 'whole';
const seed = Number(process.env.ROWS_SEED ?? 1);
const whole = Number(process.env.ROWS_COUNT ?? 2_000);

/** The seeds of batches of rows, and how many batches the rows fill. At least one. */
export function seedsOf(batchSize: number, sliceOfBatches: number): number[] {
	const batches = isWhole ? Math.max(1, Math.ceil(whole / batchSize)) : sliceOfBatches;
	return Array.from({ length: batches }, (_empty, at) => seed * 1_000 + at);
}
