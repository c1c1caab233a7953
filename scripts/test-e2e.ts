/**
 * `npm run test:e2e`: the packed package in a real n8n, against the sandbox. Arguments go to jest.
 */
import { join } from 'node:path';
import { ensureN8n } from './lib/n8n-runtime';
import { buildIfChanged } from './lib/package-build';
import { root } from './lib/paths';
import { runMain } from './lib/progress';
import { finishWith, forgetResult, runJest } from './lib/test-results';

async function main(): Promise<number> {
	forgetResult('e2e');
	await buildIfChanged();
	await ensureN8n();
	const config = join(root, 'test/e2e/jest.config.js');
	const counts = await runJest('e2e', ['--config', config, ...process.argv.slice(2)]);
	return finishWith('e2e', counts);
}

runMain(main);
