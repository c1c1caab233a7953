/**
 * Between the mock of n8n's `sleep` in `setup.ts` and `waits.ts`: where somebody wants to be told of waits, they take no time.
 * The switch is here, and not in the mock, so that the order of a test file's imports does not matter.
 */
export const quickWaits: { note?: (milliseconds: number) => void } = {};
