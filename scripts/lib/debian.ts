import { join } from 'node:path';

import { mustRun, runCommand } from './commands';
import { logsFolder, root } from './paths';
import { programsInPath } from './programs';
import { PlainProblem, say, step } from './progress';

type CommandLine = [command: string, ...args: string[]];

/** What apt-get has to be started with to install packages without asking; undefined where that is not possible. */
async function aptGet(): Promise<CommandLine | undefined> {
	if (programsInPath(['apt-get']).length === 0) return undefined;
	if (process.getuid?.() === 0) return ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
	if (programsInPath(['sudo']).length === 0) return undefined;
	const { exitCode } = await runCommand('sudo', ['-n', 'true'], { cwd: root });
	return exitCode === 0 ? ['sudo', '-n', 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'] : undefined;
}

/**
 * Installs Debian packages where the caller may do that without a password (as root or by `sudo -n`); does nothing
 * elsewhere. Shows what apt-get said if it failed. Whether what was wanted is there now is for the caller to see.
 *
 * @param what in words that complete "Installing …" and "The installation of …"
 */
export async function installDebianPackages(what: string, packages: string[]): Promise<void> {
	const installer = await aptGet();
	if (!installer) return;
	const [command, ...first] = installer;
	const options = { cwd: root, logFile: join(logsFolder, `apt-get-${packages[0]}.log`) };
	try {
		await step(`Installing ${what} (about a minute)`, async () => {
			await mustRun('apt-get update', command, [...first, 'update', '-qq'], options);
			const args = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
			await mustRun(`The installation of ${what}`, command, [...first, ...args], options);
		});
	} catch (problem) {
		if (!(problem instanceof PlainProblem)) throw problem;
		say(problem.message);
	}
}
