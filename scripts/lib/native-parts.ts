import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { z } from 'zod';

import { mustRun, npmCommand, runCommand } from './commands';
import { ensureCompiler, findCompiler } from './compiler';
import type { CompilerEnvironment } from './compiler';
import { writeJsonFile } from './json-file';
import { logsFolder } from './paths';
import { PlainProblem } from './progress';

/**
 * The packages of n8n that hold compiled code which n8n cannot start without. Only these are built:
 * others (a Kafka client) would download sources, and n8n does without them.
 */
const nativePackages = ['sqlite3', 'isolated-vm'];
const lockfileSchema = z.object({ packages: z.record(z.object({ version: z.string().optional() })) });

/** n8n's native packages in a folder of their own: they are small, and can be compiled while the rest of n8n comes. */
export interface NativeParts {
	folder: string;
	/** The Node.js to run n8n with. */
	node: string;
	/** Those that this n8n has. */
	names: string[];
}

/** Where the Node.js that runs n8n comes from. */
export interface NodeSource {
	/** The npm package that brings it; undefined where the Node.js in use is new enough. */
	packageName?: string;
	/** The program, once that package is installed in the folder. */
	programIn(folder: string): string;
	/** Folder that may hold the headers of that Node.js. */
	headersIn(folder: string): string;
}

/** Environment for npm in these folders: n8n's Node.js first, and no folder of the calling npm. */
export function npmEnvironment(node: string): NodeJS.ProcessEnv {
	const inherited = Object.entries(process.env).filter(([name]) => !/^npm_config_(local_)?prefix$/i.test(name));
	return { ...Object.fromEntries(inherited), PATH: [dirname(node), process.env.PATH ?? ''].join(delimiter) };
}

/**
 * Gets n8n's native packages, in the versions of its lockfile, and the Node.js that n8n needs.
 *
 * @param lockfile npm's lockfile of n8n; with other direct dependencies npm keeps the versions that it names
 */
export async function fetchNativeParts(folder: string, lockfile: string, runner: NodeSource): Promise<NativeParts> {
	const { packages } = lockfileSchema.parse(JSON.parse(readFileSync(lockfile, 'utf8')));
	const versionOf = (name: string) => packages[`node_modules/${name}`]?.version;
	const names = nativePackages.filter((name) => versionOf(name) !== undefined);
	const wanted = runner.packageName ? [...names, runner.packageName] : names;
	mkdirSync(folder);
	cpSync(lockfile, join(folder, 'package-lock.json'));
	writeJsonFile(join(folder, 'package.json'), {
		private: true,
		dependencies: Object.fromEntries(wanted.map((name) => [name, versionOf(name)])),
	});
	const [npm, first] = npmCommand();
	// sqlite3's own node-gyp is optional, and too old for Python 3.12: npm brings a newer one
	const options = ['--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund'];
	await mustRun('The installation of the first parts of n8n', npm, [...first, 'install', ...options], {
		cwd: folder,
		env: npmEnvironment(process.execPath),
		logFile: join(logsFolder, 'n8n-parts.log'),
	});
	return { folder, node: runner.programIn(folder), names };
}

/** Those that Node.js cannot load from this folder. */
async function notLoading({ node, names }: NativeParts, folder: string): Promise<string[]> {
	const failing: string[] = [];
	for (const name of names) {
		const load = ['--no-node-snapshot', '-e', `require('${name}')`];
		const { exitCode } = await runCommand(node, load, { cwd: folder });
		if (exitCode !== 0) failing.push(name);
	}
	return failing;
}

/** Fetches what a package has ready for this computer, or else compiles it. Gives the names of those that still do not load. */
async function build(
	parts: NativeParts,
	names: string[],
	compiler: CompilerEnvironment,
	headers: string,
	logFile: string,
): Promise<string[]> {
	const [npm, first] = npmCommand(parts.node);
	const withHeaders = existsSync(join(headers, 'include/node')) ? [`--nodedir=${headers}`] : [];
	const args = [...first, 'rebuild', ...names, '--ignore-scripts=false', ...withHeaders];
	const env = { ...npmEnvironment(parts.node), JOBS: 'max', ...compiler };
	await runCommand(npm, args, { cwd: parts.folder, env, logFile });
	return await notLoading(parts, parts.folder);
}

/**
 * Finds out what has to be compiled, and with what. This comes before the long download of n8n: who has to install a
 * compiler reads so at once.
 *
 * @returns the compiling, to be started whenever it suits; undefined where all parts work as they come
 * @throws PlainProblem when something has to be compiled and there is no compiler
 */
export async function planCompiling(
	parts: NativeParts,
	runner: NodeSource,
): Promise<{ names: string[]; run(): Promise<void> } | undefined> {
	const logFile = join(logsFolder, 'n8n-native.log');
	const headers = runner.headersIn(parts.folder);
	let names = await notLoading(parts, parts.folder);
	if (names.length === 0) return undefined;
	let compiler = await findCompiler();
	if (!compiler) {
		names = await build(parts, names, {}, headers, logFile);
		if (names.length === 0) return undefined;
		compiler = await ensureCompiler(`A part of n8n (${names.join(', ')})`);
	}
	const tools = compiler;
	return {
		names,
		run: async () => {
			const failed = await build(parts, names, tools, headers, logFile);
			if (failed.length > 0)
				throw new PlainProblem(`A part of n8n (${failed.join(', ')}) could not be compiled. The full log: ${logFile}`);
		},
	};
}

/**
 * Puts the native packages into a complete n8n.
 *
 * @throws PlainProblem when they do not load there
 */
export async function putNativeParts(parts: NativeParts, n8nFolder: string): Promise<void> {
	for (const name of parts.names) {
		const target = join(n8nFolder, 'node_modules', name, 'build');
		const built = join(parts.folder, 'node_modules', name, 'build');
		if (!existsSync(built)) continue;
		rmSync(target, { recursive: true, force: true });
		cpSync(built, target, { recursive: true });
	}
	const failing = await notLoading(parts, n8nFolder);
	if (failing.length > 0)
		throw new PlainProblem(`n8n cannot load its parts ${failing.join(', ')} after their installation.`);
}
