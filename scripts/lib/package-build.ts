import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { mustRun, npmCommand } from './commands';
import { fingerprint } from './fingerprint';
import { readJsonFile, writeJsonFile } from './json-file';
import { labFolder, logsFolder, root } from './paths';
import { PlainProblem, say, step } from './progress';

const sources = [
	'credentials',
	'nodes',
	'icons',
	'gulpfile.js',
	'package.json',
	'package-lock.json',
	'tsconfig.json',
	'tsconfig.build.json',
];
const stampPath = join(labFolder, 'build.json');
const stampSchema = z.object({ sources: z.string(), built: z.string() });

/** Compiles the package into `dist`, whatever stands there. */
export async function build(): Promise<void> {
	const before = fingerprint(root, sources);
	rmSync(join(root, 'dist'), { recursive: true, force: true });
	const [npm, first] = npmCommand();
	const logFile = join(logsFolder, 'build.log');
	await mustRun('The build', npm, [...first, 'run', 'build'], { cwd: root, logFile });
	writeJsonFile(stampPath, { sources: before, built: fingerprint(root, ['dist']) });
}

/** Compiles the package unless `dist` is the untouched result of the sources as they are now. */
export async function buildIfChanged(): Promise<void> {
	const stamp = readJsonFile(stampPath, stampSchema);
	const unchanged = stamp?.sources === fingerprint(root, sources) && stamp.built === fingerprint(root, ['dist']);
	if (unchanged) {
		say('The package is built already.');
		return;
	}
	await step('Building the package', build);
}

/** Tells whether what `npm pack` would pack has changed. */
export function packageFingerprint(): string {
	return fingerprint(root, ['package.json', 'index.js', 'README.md', 'LICENSE', 'dist']);
}

const manifestSchema = z.object({ n8n: z.object({}).passthrough() }).passthrough();

/**
 * Copies what is published into a folder of its own, with strict mode on in its package.json. In the checkout that mode is
 * off: it would hold the sandbox, the scripts and the tests to n8n's rules for nodes, and allow no rules beside them.
 *
 * @param folder where to put it; emptied first
 * @param parts files and folders of the checkout to take along
 */
export function stage(folder: string, parts: string[]): void {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true });
	const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
	writeJsonFile(join(folder, 'package.json'), { ...manifest, n8n: { ...manifest.n8n, strict: true } });
}

/**
 * What a user would get from the registry: the result of `npm pack`, unpacked.
 *
 * @param folder where to put it; emptied first
 * @returns the folder that holds the package's own package.json
 */
export async function packInto(folder: string): Promise<string> {
	const staged = join(folder, 'staged');
	stage(staged, ['index.js', 'README.md', 'LICENSE', 'dist']);
	const [npm, first] = npmCommand();
	const args = [...first, 'pack', '--ignore-scripts', '--pack-destination', folder];
	await mustRun('npm pack', npm, args, { cwd: staged });
	const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
	if (!tarball) throw new PlainProblem('npm pack ended well but left no package file.');
	await mustRun('Unpacking the package', 'tar', ['-xzf', tarball], { cwd: folder });
	const unpacked = join(folder, 'package');
	if (!existsSync(join(unpacked, 'package.json'))) {
		throw new PlainProblem(`The packed file ${tarball} holds no package.json.`);
	}
	return unpacked;
}
