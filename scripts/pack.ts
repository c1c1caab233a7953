/** `npm run pack`: the package file to install by hand, beside package.json, with n8n's strict mode on. */
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { buildIfChanged, packInto } from './lib/package-build';
import { labFolder, root } from './lib/paths';
import { runMain, say } from './lib/progress';

async function main(): Promise<number> {
	await buildIfChanged();
	const folder = join(labFolder, 'packed');
	await packInto(folder);
	for (const name of readdirSync(folder).filter((file) => file.endsWith('.tgz'))) {
		copyFileSync(join(folder, name), join(root, name));
		say(`Packed: ${name}`);
	}
	return 0;
}

runMain(main);
