/**
 * `npm run lint:n8n`: n8n's own lint in strict mode, which takes n8n's own configuration alone and goes over everything in
 * a folder. So each package's sources are laid into a folder of their own.
 */
import { copyFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { runCommand } from './lib/commands';
import { stage } from './lib/package-build';
import { packages } from './lib/packages';
import type { LabPackage } from './lib/packages';
import { labFolder, root } from './lib/paths';
import { runMain, say } from './lib/progress';

const modules = join(root, 'node_modules');
const cli = join(modules, '@n8n/node-cli');
const configuration = 'eslint.config.mjs';

/** Whether n8n's lint found nothing in a package, not even a warning. */
export async function passesN8nLint(one: LabPackage): Promise<boolean> {
	const folder = join(labFolder, 'linted', one.name);
	stage(folder, one, 'sources');
	copyFileSync(join(cli, 'dist/template/templates/shared/default', configuration), join(folder, configuration));
	symlinkSync(modules, join(folder, 'node_modules'), 'junction');
	const args = [join(cli, 'bin/n8n-node.mjs'), 'lint'];
	const { exitCode, stdout } = await runCommand(process.execPath, args, { cwd: folder, show: 'all' });
	return exitCode === 0 && !/\d+ problems?\b/.test(stdout);
}

async function main(): Promise<number> {
	let clean = true;
	for (const one of packages) {
		say(one.name);
		clean = (await passesN8nLint(one)) && clean;
	}
	return clean ? 0 : 1;
}

if (require.main === module) runMain(main);
