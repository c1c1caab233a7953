import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import { mustRun, runCommand } from './commands';
import { logsFolder, root } from './paths';
import { PlainProblem, step } from './progress';

const programNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const debianPackages = ['chromium', 'fonts-liberation'];

function isProgram(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

function inPath(names: string[]): string | undefined {
	const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
	return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function findChromium(): string | undefined {
	const named = process.env.N8N_LAB_CHROMIUM;
	if (!named) return inPath(programNames);
	if (isProgram(named)) return named;
	throw new PlainProblem(
		`N8N_LAB_CHROMIUM names ${named}, which is no program. Give it the path of Chromium or Chrome, or leave it out.`,
	);
}

type CommandLine = [command: string, ...args: string[]];

/** What apt-get has to be started with to install packages without asking; undefined where that is not possible. */
async function aptGet(): Promise<CommandLine | undefined> {
	if (!inPath(['apt-get'])) return undefined;
	if (process.getuid?.() === 0) return ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
	if (!inPath(['sudo'])) return undefined;
	const { exitCode } = await runCommand('sudo', ['-n', 'true'], { cwd: root });
	return exitCode === 0 ? ['sudo', '-n', 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'] : undefined;
}

async function install([command, ...first]: CommandLine): Promise<void> {
	const logFile = join(logsFolder, 'chromium-install.log');
	const options = { cwd: root, logFile };
	await step('Installing Chromium for the tests in a browser (about a minute)', async () => {
		await mustRun('apt-get update', command, [...first, 'update', '-qq'], options);
		const args = ['install', '-y', '-qq', '--no-install-recommends', ...debianPackages];
		await mustRun('The installation of Chromium', command, [...first, ...args], options);
	});
}

/**
 * The browser of the tests: N8N_LAB_CHROMIUM, or the first Chromium or Chrome in PATH, or Debian's, which is installed
 * where the caller may do that without a password.
 *
 * @returns the path of the program
 * @throws PlainProblem that says what to install
 */
export async function ensureChromium(): Promise<string> {
	const present = findChromium();
	if (present) return present;
	const installer = await aptGet();
	if (installer) await install(installer);
	const installed = findChromium();
	if (installed) return installed;
	throw new PlainProblem(
		"The tests in a browser need Chromium or Chrome. Install one (on Debian 'apt-get install chromium fonts-liberation'), or name its program in the environment variable N8N_LAB_CHROMIUM. Then run the command again.",
	);
}
