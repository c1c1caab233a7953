import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { statfs } from 'node:fs/promises';
import { z } from 'zod';

import { mustRun, npmCommand, runCommand } from './commands';
import { fingerprint } from './fingerprint';
import { readJsonFile, writeJsonFile } from './json-file';
import { isProcessAlive, withLock } from './lock';
import { cacheFolder, logsFolder, root } from './paths';
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
const recipe = join(root, 'scripts/n8n');
const readyStamp = 'ready.json';
const manifestSchema = z.object({ version: z.string() });
const readySchema = z.object({ node: z.string(), version: z.string() });

/**
 * The packages of n8n that hold compiled code which n8n cannot start without. Only these are built:
 * others (a Kafka client) would download sources, and n8n does without them.
 */
const nativePackages = ['sqlite3', 'isolated-vm'];

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

/** One folder per lockfile, platform and Node.js generation: compiled parts fit only that one. */
function runtimeFolder(): string {
	const files = fingerprint(recipe, ['package.json', 'package-lock.json']).slice(0, 12);
	const major = bringsItsOwnNode() ? neededNodeMajor : process.versions.node.split('.')[0];
	return join(cacheFolder(), `n8n-${files}-${process.platform}-${process.arch}-node${major}`);
}

function nodePackageFolder(folder: string): string {
	return join(folder, 'node_modules', `node-${process.platform}-${process.arch}`);
}

function nodeIn(folder: string): string {
	return bringsItsOwnNode() ? join(nodePackageFolder(folder), 'bin/node') : process.execPath;
}

function describeRuntime(folder: string): N8nRuntime | undefined {
	const ready = readJsonFile(join(folder, readyStamp), readySchema);
	return ready && n8nIn(folder, ready.version);
}

/** undefined where n8n, or a Node.js for it, is missing */
function n8nIn(folder: string, version: string): N8nRuntime | undefined {
	const node = nodeIn(folder);
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

/** Folders of installs that were interrupted; their process no longer runs. */
function removeUnfinished(folder: string): void {
	const parent = dirname(folder);
	for (const name of readdirSync(parent)) {
		const owner = /\.installing-(\d+)$/.exec(name)?.[1];
		if (owner && !isProcessAlive(Number(owner))) {
			rmSync(join(parent, name), { recursive: true, force: true });
		}
	}
}

/** Environment for npm inside the runtime folder: Node.js 24 first, and no folder of the calling npm. */
function npmEnvironment(node: string): NodeJS.ProcessEnv {
	const inherited = Object.entries(process.env).filter(([name]) => !/^npm_config_(local_)?prefix$/i.test(name));
	return { ...Object.fromEntries(inherited), PATH: [dirname(node), process.env.PATH ?? ''].join(delimiter) };
}

async function buildNativePackages(folder: string, node: string): Promise<void> {
	const [npm, first] = npmCommand(node);
	const headers = bringsItsOwnNode() ? nodePackageFolder(folder) : dirname(dirname(process.execPath));
	const withHeaders = existsSync(join(headers, 'include/node')) ? [`--nodedir=${headers}`] : [];
	const args = [...first, 'rebuild', ...nativePackages, '--ignore-scripts=false', ...withHeaders];
	const logFile = join(logsFolder, 'n8n-native.log');
	const built = await runCommand(npm, args, { cwd: folder, env: npmEnvironment(node), logFile });
	const load = nativePackages.map((name) => `require('${name}')`).join(';');
	const loaded = await runCommand(node, ['--no-node-snapshot', '-e', load], { cwd: folder });
	if (built.exitCode === 0 && loaded.exitCode === 0) return;
	throw new PlainProblem(
		`Two parts of n8n (${nativePackages.join(', ')}) could not be compiled. They need a C++ compiler, make and Python 3: on Debian or Ubuntu 'apt-get install build-essential python3', on macOS 'xcode-select --install', on Windows the Visual Studio Build Tools with C++. Then run the command again.\nThe full log: ${logFile}`,
	);
}

async function install(folder: string): Promise<void> {
	removeUnfinished(folder);
	await assertEnoughSpace(dirname(folder));
	const unfinished = `${folder}.installing-${process.pid}`;
	mkdirSync(unfinished);
	for (const name of ['package.json', 'package-lock.json']) {
		cpSync(join(recipe, name), join(unfinished, name));
	}
	const [npm, first] = npmCommand();
	const options = ['--ignore-scripts', '--include=optional', '--no-audit', '--no-fund'];
	await step('Getting n8n (about 3 GB, once per computer, a few minutes)', async () =>
		mustRun('The installation of n8n', npm, [...first, 'ci', ...options], {
			cwd: unfinished,
			env: npmEnvironment(process.execPath),
			logFile: join(logsFolder, 'n8n-install.log'),
		}),
	);
	const node = nodeIn(unfinished);
	const works = existsSync(node) && (await runCommand(node, ['--version'], { cwd: unfinished }));
	if (!works || works.exitCode !== 0) throw new PlainProblem(howToGetNode());
	await step('Compiling two parts of n8n for this computer (a minute or two)', async () =>
		buildNativePackages(unfinished, node),
	);
	const cli = join(unfinished, 'node_modules/n8n/bin/n8n');
	const { stdout } = await mustRun('n8n', node, [cli, '--version'], { cwd: unfinished });
	writeJsonFile(join(unfinished, readyStamp), {
		node: works.stdout.trim(),
		version: stdout.trim(),
	});
	if (describeRuntime(folder)) {
		rmSync(unfinished, { recursive: true, force: true });
		return;
	}
	rmSync(folder, { recursive: true, force: true });
	renameSync(unfinished, folder);
}

/**
 * The real n8n of `scripts/n8n/package-lock.json`, installed outside the checkout when it is not
 * there yet. An interrupted install is done again; a second process waits for the first.
 *
 * @throws PlainProblem in words: no Node.js 24 for this platform, disk full, no compiler, no network
 */
export async function ensureN8n(): Promise<N8nRuntime> {
	const folder = runtimeFolder();
	const present = describeRuntime(folder);
	if (present) {
		say(`n8n ${present.version} is there already.`);
		return present;
	}
	const lockfile = readFileSync(join(recipe, 'package-lock.json'), 'utf8');
	const nodePackage = `node_modules/node-${process.platform}-${process.arch}"`;
	if (bringsItsOwnNode() && !lockfile.includes(nodePackage)) throw new PlainProblem(howToGetNode());
	mkdirSync(dirname(folder), { recursive: true });
	return await withLock(`${folder}.lock`, 'another command that is getting n8n', async () => {
		if (!describeRuntime(folder)) await install(folder);
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
	const manifest = readJsonFile(join(folder, 'node_modules/n8n/package.json'), manifestSchema);
	const runtime = manifest && n8nIn(folder, manifest.version);
	if (!runtime) {
		const nodePackage = bringsItsOwnNode() ? ` and ${basename(nodePackageFolder(folder))}` : '';
		throw new PlainProblem(
			`${otherN8n} names ${folder}, where n8n${nodePackage} should be installed and is not. Install it there, or leave ${otherN8n} out.`,
		);
	}
	say(`n8n ${runtime.version} of ${folder} is used.`);
	return runtime;
}
