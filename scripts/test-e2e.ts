/**
 * `npm run test:e2e`: the packed package in a real n8n and in a real browser, against the sandbox.
 *
 *   --all           also those that take minutes and otherwise run by their names: clicks, nightFaults, restore, threeNights
 *   --screenshots   only the tests in the browser, which then take the pictures of docs/images anew
 *   --n8n VERSION   the core tests, those without a browser, in that n8n
 *
 * Other arguments go to vitest.
 */
import { join } from 'node:path';

import { ensureChromium } from './lib/chromium';
import { readE2eArguments } from './lib/e2e-arguments';
import { ensureN8n, n8nForTests, useN8nForTests } from './lib/n8n-runtime';
import { buildIfChanged } from './lib/package-build';
import { root } from './lib/paths';
import { runMain } from './lib/progress';
import { finishWith, forgetResult, runVitest } from './lib/test-results';

async function main(): Promise<number> {
	forgetResult('e2e');
	const { n8n, takesScreenshots, vitest } = readE2eArguments(process.argv.slice(2));
	await buildIfChanged();
	if (n8n === undefined) {
		await n8nForTests();
		await ensureChromium();
	} else {
		useN8nForTests(await ensureN8n(n8n));
	}
	if (takesScreenshots) process.env.N8N_LAB_SCREENSHOTS = 'take';
	const config = join(root, 'vitest.e2e.config.mts');
	return finishWith('e2e', await runVitest('e2e', ['--config', config, ...vitest]));
}

runMain(main);
