/**
 * `npm run test:rows`: 2,000 rows of a dirty inventory through the nodes of each service. ROWS_COUNT takes another number of
 * rows, ROWS_SEED other ones. Arguments go to vitest.
 */
import { runMain } from './lib/progress';
import { runVitest } from './lib/test-results';

runMain(async () => {
	process.env.ROWS = 'whole';
	const { failed } = await runVitest('rows', ['test/rows', ...process.argv.slice(2)]);
	return failed === 0 ? 0 : 1;
});
