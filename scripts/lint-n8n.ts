/**
 * `npm run lint:n8n`: n8n's own lint in strict mode, which wants n8n's own configuration to the letter and goes over
 * everything in a folder. So what is published is laid into a folder of its own.
 */
import { copyFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { runCommand } from './lib/commands';
import { stage } from './lib/package-build';
import { labFolder, root } from './lib/paths';
import { runMain } from './lib/progress';

const modules = join(root, 'node_modules');
const cli = join(modules, '@n8n/node-cli');
const configuration = 'eslint.config.mjs';

/** Tells whether n8n's lint found nothing, not even a warning. */
export async function passesN8nLint(): Promise<boolean> {
	const folder = join(labFolder, 'published');
	stage(folder, ['index.js', 'README.md', 'LICENSE', 'CHANGELOG.md', 'credentials', 'icons', 'nodes']);
	copyFileSync(join(cli, 'dist/template/templates/shared/default', configuration), join(folder, configuration));
	symlinkSync(modules, join(folder, 'node_modules'), 'junction');
	const args = [join(cli, 'bin/n8n-node.mjs'), 'lint'];
	const { exitCode, stdout } = await runCommand(process.execPath, args, { cwd: folder, show: 'all' });
	return exitCode === 0 && !/\d+ problems?\b/.test(stdout);
}

if (require.main === module) runMain(async () => ((await passesN8nLint()) ? 0 : 1));
