/**
 * First step of every npm script: makes sure that the dev dependencies stand, then hands over to
 * the TypeScript entry of the command. Plain Node.js 20 without dependencies, because nothing is
 * installed yet when it runs for the first time.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const entries = {
	start: 'scripts/start.ts',
	test: 'scripts/test.ts',
	'test:e2e': 'scripts/test-e2e.ts',
	'test:forms': 'scripts/test-forms.ts',
	'test:rows': 'scripts/test-rows.ts',
	soak: 'scripts/soak.ts',
	sandbox: 'sandbox/cli.ts',
	bench: 'bench/main.ts',
};
const heartbeatMs = 5000;

function stopWith(text) {
	console.error(`\n${text}`);
	process.exit(1);
}

function assertNodeVersion() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major > 20 || (major === 20 && minor >= 20)) return;
	stopWith(
		`This needs Node.js 20.20 or newer, and here is ${process.versions.node}. Install a newer one from https://nodejs.org and run the command again.`,
	);
}

function readJson(path) {
	try {
		return JSON.parse(readFileSync(path, 'utf8'));
	} catch {
		return undefined;
	}
}

/** Whether what npm says it installed is what the lockfile asks for (a hand-run `npm install` counts too). */
function installedMatchesLockfile() {
	const wanted = readJson(join(root, 'package-lock.json'))?.packages ?? {};
	const installed = readJson(join(root, 'node_modules/.package-lock.json'))?.packages;
	if (!installed) return false;
	const isMissing = (path) =>
		installed[path]?.version !== wanted[path].version && !(wanted[path].optional && !(path in installed));
	const missing = Object.keys(wanted).filter((path) => path !== '' && !wanted[path].extraneous && isMissing(path));
	const surplus = Object.keys(installed).filter((path) => !(path in wanted));
	return missing.length === 0 && surplus.length === 0;
}

/** npm's own command line, run with this Node.js; a bare `npm` is a script that Windows cannot spawn. */
function npmCommand() {
	const cli = process.env.npm_execpath;
	if (cli && basename(cli).startsWith('npm-cli')) return [process.execPath, [cli]];
	return process.platform === 'win32' ? ['npm.cmd', []] : ['npm', []];
}

function installDependencies() {
	const logs = join(root, '.lab/logs');
	mkdirSync(logs, { recursive: true });
	const logPath = join(logs, 'npm-ci.log');
	const log = openSync(logPath, 'w');
	const started = Date.now();
	const seconds = () => Math.round((Date.now() - started) / 1000);
	console.log('Installing the development packages (about a minute) …');
	const heartbeat = setInterval(() => console.log(`  … still installing, ${seconds()} s`), heartbeatMs);
	const [command, first] = npmCommand();
	const child = spawn(command, [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--ignore-scripts'], {
		cwd: root,
		stdio: ['ignore', log, log],
		shell: command === 'npm.cmd',
	});
	return new Promise((resolve) => {
		const finish = (problem) => {
			clearInterval(heartbeat);
			closeSync(log);
			if (problem) {
				const tail = readFileSync(logPath, 'utf8').trim().split('\n').slice(-20).join('\n');
				stopWith(
					`${tail}\n\nThe development packages could not be installed (${problem}). Check the network connection and run the command again. The full log: ${logPath}`,
				);
			}
			console.log(`  Development packages installed (${seconds()} s).`);
			resolve();
		};
		child.on('error', (error) => finish(error.message));
		child.on('close', (code) => finish(code === 0 ? undefined : `npm ended with code ${code}`));
	});
}

async function ensureDependencies() {
	const stampPath = join(root, 'node_modules/.lab-inventory-lockfile');
	const lockfile = readFileSync(join(root, 'package-lock.json'));
	const wanted = createHash('sha256').update(lockfile).digest('hex');
	if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === wanted) return;
	if (!installedMatchesLockfile()) await installDependencies();
	writeFileSync(stampPath, wanted);
}

/** Runs the entry and ends as it ended. Ctrl+C reaches the child by the terminal; it decides when to end. */
function runEntry(entry, args) {
	const child = spawn(process.execPath, ['--import', 'tsx', join(root, entry), ...args], {
		cwd: root,
		stdio: 'inherit',
	});
	process.on('SIGINT', () => undefined);
	for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
	child.on('error', (error) => stopWith(error.message));
	child.on('close', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

const [command, ...args] = process.argv.slice(2);
const entry = entries[command];
if (!entry) stopWith(`Unknown command '${command}'. Known: ${Object.keys(entries).join(', ')}.`);
assertNodeVersion();
await ensureDependencies();
runEntry(entry, args);
