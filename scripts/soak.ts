/**
 * `npm run soak`: the tests that go on until chance has tried much, at full length. SOAK_SEED begins with another seed,
 * SOAK_ROUNDS takes more of them. Arguments go to vitest.
 */
import { runMain } from './lib/progress';
import { runVitest } from './lib/test-results';

const files = [
	'test/Cdd/list/soak',
	'test/Cdd/trigger/soak',
	'test/soak',
	'test/ChemInventory/trigger/soak',
	'tokenStaysSecret',
	'everyOperation',
];

runMain(async () => {
	process.env.SOAK = 'whole';
	const args = process.argv.slice(2);
	const { failed } = await runVitest('soak', args.length > 0 ? args : files);
	return failed === 0 ? 0 : 1;
});
