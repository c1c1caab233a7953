/**
 * `npm run test:forms`: every field of every operation with every odd value, and the engine once for each field. `npm test`
 * shows a part of it. Arguments go to vitest.
 */
import { runMain } from './lib/progress';
import { runVitest } from './lib/test-results';

runMain(async () => {
	process.env.FORMS = 'whole';
	const { failed } = await runVitest('forms', ['test/forms', ...process.argv.slice(2)]);
	return failed === 0 ? 0 : 1;
});
