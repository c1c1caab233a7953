import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { sideBySide } from '../../nodes/shared/queue';
import { mustRun, npmCommand } from './commands';
import { fingerprint } from './fingerprint';
import { readJsonFile, writeJsonFile } from './json-file';
import { withLock } from './lock';
import { changelogOf, readmeOf } from './package-pages';
import { folderOf, packages, partsOf } from './packages';
import type { LabPackage } from './packages';
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

async function compile(): Promise<void> {
	const before = fingerprint(root, sources);
	rmSync(join(root, 'dist'), { recursive: true, force: true });
	const [npm, first] = npmCommand();
	const logFile = join(logsFolder, 'build.log');
	await mustRun('The build', npm, [...first, 'run', 'build'], { cwd: root, logFile });
	writeJsonFile(stampPath, { sources: before, built: fingerprint(root, ['dist']) });
}

/** Each build empties `dist` first, so two at once would take each other's files away. */
async function aloneInDist(work: () => Promise<void>): Promise<void> {
	mkdirSync(labFolder, { recursive: true });
	await withLock(join(labFolder, 'build.lock'), 'another command that is building the packages', work);
}

function isBuilt(): boolean {
	const stamp = readJsonFile(stampPath, stampSchema);
	return stamp?.sources === fingerprint(root, sources) && stamp.built === fingerprint(root, ['dist']);
}

/** Compiles the nodes into `dist`, whatever stands there. */
export async function build(): Promise<void> {
	await aloneInDist(compile);
}

/** Compiles the nodes unless `dist` is the untouched result of the sources as they are now. */
export async function buildIfChanged(): Promise<void> {
	if (isBuilt()) {
		say('The packages are built already.');
		return;
	}
	await aloneInDist(async () => {
		if (!isBuilt()) await step('Building the packages', compile);
	});
}

/** Changes with whatever goes into the packages. */
export function packagesFingerprint(): string {
	return fingerprint(root, ['packages', 'index.js', 'LICENSE', 'CHANGELOG.md', 'dist']);
}

/**
 * Lays a package into a folder of its own.
 *
 * @param folder where to put it; emptied first
 * @param state as it is published, or with its sources in the place of what is built from them, for n8n's lint
 */
export function stage(folder: string, one: LabPackage, state: 'built' | 'sources'): void {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	for (const part of ['index.js', 'LICENSE', ...partsOf(one, state)])
		cpSync(join(root, part), join(folder, part), { recursive: true });
	cpSync(join(folderOf(one), 'package.json'), join(folder, 'package.json'));
	writeFileSync(join(folder, 'README.md'), readmeOf(one));
	writeFileSync(join(folder, 'CHANGELOG.md'), changelogOf(one));
}

export interface Packed {
	tarball: string;
	/** The tarball unpacked: what a user gets from the registry. */
	unpacked: string;
}

/**
 * Packs a package as it is published. `dist` must be built.
 *
 * @param folder where to put it; emptied first
 */
export async function packInto(folder: string, one: LabPackage): Promise<Packed> {
	rmSync(folder, { recursive: true, force: true });
	const staged = join(folder, 'staged');
	stage(staged, one, 'built');
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
	return { tarball: join(folder, tarball), unpacked };
}

/** Packs packages, each into a folder of its own below the given one. */
export async function packEachInto(folder: string, given: readonly LabPackage[] = packages): Promise<Packed[]> {
	return await sideBySide(given, given.length, async (one) => await packInto(join(folder, one.name), one));
}
