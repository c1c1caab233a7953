import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { statfs } from 'node:fs/promises';
import { z } from 'zod';

import { mustRun, npmCommand, runCommand } from './commands';
import { readJsonFile, writeJsonFile } from './json-file';
import { isProcessAlive, withLock } from './lock';
import { n8nRecipe } from './n8n-recipe';
import type { N8nRecipe } from './n8n-recipe';
import { fetchNativeParts, npmEnvironment, planCompiling, putNativeParts } from './native-parts';
import type { NodeSource } from './native-parts';
import { cacheFolder, logsFolder } from './paths';
import { PlainProblem, say, step } from './progress';

/** A real n8n that is ready to run. */
export interface N8nRuntime {
	/** Where n8n is installed. */
	folder: string;
	/** The Node.js (24 or newer) to run n8n with. */
	node: string;
	/** n8n's command line file, to be run with `node`. */
	cli: string;
	/** PATH with that Node.js first, for everything that n8n starts itself. */
	path: string;
	version: string;
}

const neededNodeMajor = 24;
const neededGigabytes = 4;
const readyStamp = 'ready.json';
const manifestSchema = z.object({ version: z.string() });
const readySchema = z.object({ node: z.string(), version: z.string() });

function howToGetNode(): string {
	return [
		`n8n needs Node.js ${neededNodeMajor} or newer, and this is ${process.versions.node}.`,
		`For this computer (${process.platform}, ${process.arch}) no ready-made Node.js package can be fetched.`,
		`Install Node.js ${neededNodeMajor} from https://nodejs.org, then run the command again with it.`,
	].join('\n');
}

function bringsItsOwnNode(): boolean {
	return Number(process.versions.node.split('.')[0]) < neededNodeMajor;
}

/** One folder per recipe, platform and Node.js generation: compiled parts fit only that one. */
function runtimeFolder({ name }: N8nRecipe): string {
	const major = bringsItsOwnNode() ? neededNodeMajor : process.versions.node.split('.')[0];
	return join(cacheFolder(), `n8n-${name}-${process.platform}-${process.arch}-node${major}`);
}

const nodePackage = `node-${process.platform}-${process.arch}`;

function nodeSource(): NodeSource {
	if (!bringsItsOwnNode()) {
		return { programIn: () => process.execPath, headersIn: () => dirname(dirname(process.execPath)) };
	}
	const packageIn = (folder: string) => join(folder, 'node_modules', nodePackage);
	return {
		packageName: nodePackage,
		programIn: (folder) => join(packageIn(folder), 'bin/node'),
		headersIn: packageIn,
	};
}

/** The version of the n8n that is installed there, complete or not; undefined where there is none. */
function versionIn(folder: string): string | undefined {
	return readJsonFile(join(folder, 'node_modules/n8n/package.json'), manifestSchema)?.version;
}

function describeRuntime(folder: string): N8nRuntime | undefined {
	const ready = readJsonFile(join(folder, readyStamp), readySchema);
	return ready && n8nIn(folder, ready.version);
}

/** undefined where n8n, or a Node.js for it, is missing */
function n8nIn(folder: string, version: string): N8nRuntime | undefined {
	const node = nodeSource().programIn(folder);
	const cli = join(folder, 'node_modules/n8n/bin/n8n');
	if (!existsSync(node) || !existsSync(cli)) return undefined;
	const path = [dirname(node), process.env.PATH ?? ''].join(delimiter);
	return { folder, node, cli, path, version };
}

async function assertEnoughSpace(folder: string): Promise<void> {
	const { bavail, bsize } = await statfs(folder);
	const gigabytes = (bavail * bsize) / 1e9;
	if (gigabytes >= neededGigabytes) return;
	throw new PlainProblem(
		`n8n needs about ${neededGigabytes} GB in ${folder}, and ${gigabytes.toFixed(1)} GB are free. Free some space, or name another folder in the environment variable N8N_LAB_CACHE.`,
	);
}

/** Folders of installs that were interrupted: their process no longer runs, or had the number that this one has now. */
function removeUnfinished(folder: string): void {
	const parent = dirname(folder);
	for (const name of readdirSync(parent)) {
		const owner = Number(/\.installing-(\d+)$/.exec(name)?.[1]);
		if (owner === process.pid || (owner > 0 && !isProcessAlive(owner))) {
			rmSync(join(parent, name), { recursive: true, force: true });
		}
	}
}

async function assertNodeWorks(node: string): Promise<string> {
	const works = existsSync(node) && (await runCommand(node, ['--version'], { cwd: dirname(node) }));
	if (!works || works.exitCode !== 0) throw new PlainProblem(howToGetNode());
	return works.stdout.trim();
}

async function getPackages(folder: string): Promise<void> {
	const [npm, first] = npmCommand();
	const options = ['--ignore-scripts', '--include=optional', '--no-audit', '--no-fund'];
	await step('Getting n8n (about 3 GB, once per computer, a few minutes)', async () =>
		mustRun('The installation of n8n', npm, [...first, 'ci', ...options], {
			cwd: folder,
			env: npmEnvironment(process.execPath),
			logFile: join(logsFolder, 'n8n-install.log'),
		}),
	);
}

async function install(folder: string, recipe: N8nRecipe): Promise<void> {
	removeUnfinished(folder);
	await assertEnoughSpace(dirname(folder));
	const unfinished = `${folder}.installing-${process.pid}`;
	mkdirSync(unfinished);
	await recipe.writeInto(unfinished);
	const lockfile = join(unfinished, 'package-lock.json');
	const source = nodeSource();
	if (source.packageName && !readFileSync(lockfile, 'utf8').includes(`node_modules/${source.packageName}"`)) {
		throw new PlainProblem(howToGetNode());
	}
	const partsFolder = `${folder}.parts.installing-${process.pid}`;
	const parts = await step('Getting the parts of n8n that depend on this computer', async () =>
		fetchNativeParts(partsFolder, lockfile, source),
	);
	const nodeVersion = await assertNodeWorks(parts.node);
	const compiling = await planCompiling(parts, source);
	await Promise.all([
		getPackages(unfinished),
		compiling &&
			step(`Compiling a part of n8n for this computer (${compiling.names.join(', ')}, a minute or two)`, compiling.run),
	]);
	await putNativeParts(parts, unfinished);
	rmSync(partsFolder, { recursive: true, force: true });
	writeJsonFile(join(unfinished, readyStamp), { node: nodeVersion, version: versionIn(unfinished) });
	rmSync(folder, { recursive: true, force: true });
	renameSync(unfinished, folder);
}

/**
 * A real n8n, installed outside the checkout when it is not there yet. An interrupted install is done again; a second
 * process waits for the first.
 *
 * @param version of n8n, such as 2.38.2; without it the one of `scripts/n8n/package-lock.json`
 * @throws PlainProblem in words: no such version, no Node.js 24 for this platform, disk full, no compiler, no network
 */
export async function ensureN8n(version?: string): Promise<N8nRuntime> {
	const recipe = n8nRecipe(version);
	const folder = runtimeFolder(recipe);
	const present = describeRuntime(folder);
	if (present) {
		say(`n8n ${present.version} is there already.`);
		return present;
	}
	mkdirSync(dirname(folder), { recursive: true });
	return await withLock(`${folder}.lock`, 'another command that is getting n8n', async () => {
		if (!describeRuntime(folder)) await install(folder, recipe);
		const runtime = describeRuntime(folder);
		if (!runtime)
			throw new PlainProblem(`n8n is not complete in ${folder}. Delete that folder and run the command again.`);
		return runtime;
	});
}

const otherN8n = 'N8N_LAB_N8N';

/** Lets the tests that this process starts drive that n8n. */
export function useN8nForTests({ folder }: N8nRuntime): void {
	process.env[otherN8n] = folder;
}

/**
 * The n8n that the tests drive: the folder that N8N_LAB_N8N names, where somebody has installed another version, or else
 * `ensureN8n`.
 *
 * @throws PlainProblem when that folder holds no n8n, or no Node.js that is new enough for it
 */
export async function n8nForTests(): Promise<N8nRuntime> {
	const named = process.env[otherN8n];
	if (!named) return await ensureN8n();
	const folder = resolve(named);
	const version = versionIn(folder);
	const runtime = version === undefined ? undefined : n8nIn(folder, version);
	if (!runtime) {
		const withNode = bringsItsOwnNode() ? ` and ${nodePackage}` : '';
		throw new PlainProblem(
			`${otherN8n} names ${folder}, where n8n${withNode} should be installed and is not. Install it there, or leave ${otherN8n} out.`,
		);
	}
	say(`n8n ${runtime.version} of ${folder} is used.`);
	return runtime;
}
