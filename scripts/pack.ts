/** `npm run pack`: the package files, to install by hand or to publish, beside package.json. */
import { copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { buildIfChanged, packEachInto } from './lib/package-build';
import { labFolder, root } from './lib/paths';
import { runMain, say } from './lib/progress';

async function main(): Promise<number> {
	await buildIfChanged();
	for (const { tarball } of await packEachInto(join(labFolder, 'packed'))) {
		copyFileSync(tarball, join(root, basename(tarball)));
		say(`Packed: ${basename(tarball)}`);
	}
	return 0;
}

runMain(main);
