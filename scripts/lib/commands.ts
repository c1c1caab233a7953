import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';

import { PlainProblem } from './progress';

export interface CommandResult {
	exitCode: number;
	stdout: string;
	stderr: string;
}

export interface CommandOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
	/** What of the command's output goes to the terminal as well. */
	show?: 'all' | 'stderr';
	/** The command's output goes to this file as well. */
	logFile?: string;
}

/** Runs a command to its end, without a shell. Rejects only when it could not be started. */
export function runCommand(
	command: string,
	args: string[],
	{ cwd, env = process.env, show, logFile }: CommandOptions,
): Promise<CommandResult> {
	if (logFile) mkdirSync(dirname(logFile), { recursive: true });
	const log = logFile ? createWriteStream(logFile) : undefined;
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
		// what runs beside a command that failed must not go on without us
		const endWithUs = () => child.kill();
		process.once('exit', endWithUs);
		const stdout: Buffer[] = [];
		const stderr: Buffer[] = [];
		child.stdout.on('data', (chunk: Buffer) => {
			stdout.push(chunk);
			log?.write(chunk);
			if (show === 'all') process.stdout.write(chunk);
		});
		child.stderr.on('data', (chunk: Buffer) => {
			stderr.push(chunk);
			log?.write(chunk);
			if (show) process.stderr.write(chunk);
		});
		child.on('error', (error) => {
			process.off('exit', endWithUs);
			log?.end();
			reject(error);
		});
		child.on('close', (code) => {
			process.off('exit', endWithUs);
			log?.end();
			resolve({
				exitCode: code ?? 1,
				stdout: Buffer.concat(stdout).toString('utf8'),
				stderr: Buffer.concat(stderr).toString('utf8'),
			});
		});
	});
}

/** As `runCommand`, but a non-zero exit becomes a problem in words with the end of the output. */
export async function mustRun(
	what: string,
	command: string,
	args: string[],
	options: CommandOptions,
): Promise<CommandResult> {
	const result = await runCommand(command, args, options);
	if (result.exitCode === 0) return result;
	const tail = `${result.stdout}\n${result.stderr}`.trim().split('\n').slice(-20).join('\n');
	const log = options.logFile ? `\nThe full log: ${options.logFile}` : '';
	throw new PlainProblem(`${tail}\n\n${what} ended with code ${result.exitCode}.${log}`);
}

/**
 * Command and first arguments that run npm. Under an npm script that is npm's own file with the
 * Node.js in use, because a bare `npm` is a script that Windows cannot spawn.
 *
 * @param node the Node.js to run npm with
 */
export function npmCommand(node = process.execPath): [command: string, args: string[]] {
	const cli = process.env.npm_execpath;
	if (cli && basename(cli).startsWith('npm-cli')) return [node, [cli]];
	return ['npm', []];
}
