/**
 * `npm run test:e2e`: the packed package in a real n8n and in a real browser, against the sandbox.
 *
 *   --screenshots   only the tests in the browser, which then take the pictures of docs/images anew
 *
 * Other arguments go to vitest.
 */
import { join } from 'node:path';

import { ensureChromium } from './lib/chromium';
import { n8nForTests } from './lib/n8n-runtime';
import { buildIfChanged } from './lib/package-build';
import { root } from './lib/paths';
import { runMain } from './lib/progress';
import { finishWith, forgetResult, runVitest } from './lib/test-results';

const screenshots = '--screenshots';

async function main(): Promise<number> {
	forgetResult('e2e');
	await buildIfChanged();
	await n8nForTests();
	await ensureChromium();
	const args = process.argv.slice(2);
	const takesScreenshots = args.includes(screenshots);
	if (takesScreenshots) process.env.N8N_LAB_SCREENSHOTS = 'take';
	const vitestArgs = takesScreenshots ? [...args.filter((arg) => arg !== screenshots), 'test/e2e/browser'] : args;
	const config = join(root, 'vitest.e2e.config.mts');
	const counts = await runVitest('e2e', ['--config', config, ...vitestArgs]);
	return finishWith('e2e', counts);
}

runMain(main);
