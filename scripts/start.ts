/**
 * `npm start`: a real n8n with both packages, the sandbox (or the real services) behind it and the
 * shipped workflows in it; runs the nightly backup once and leaves the editor open.
 *
 *   --batches FILE   load the sandbox with the batches of a CSV file
 *   --no-editor      end after the backup
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

import { savedFiles, showSavedFiles } from './lib/backup';
import { realChemInventoryCredential, sandboxChemInventoryCredential } from './lib/chem-inventory-target';
import { sha256 } from './lib/fingerprint';
import { readJsonFile, writeJsonFile } from './lib/json-file';
import { labPlaces } from './lib/lab-places';
import type { LabPlaces, RealServices } from './lib/lab-places';
import { isProcessAlive } from './lib/lock';
import { executeWorkflow, importCredentials, importWorkflows, WorkflowMissing } from './lib/n8n-commands';
import type { CredentialRecord, Execution } from './lib/n8n-commands';
import {
	arePackagesInstalled,
	createHome,
	installPackages,
	readState,
	registerPackages,
	remember,
} from './lib/n8n-home';
import type { N8nHome } from './lib/n8n-home';
import { ensureN8n } from './lib/n8n-runtime';
import type { N8nRuntime } from './lib/n8n-runtime';
import { N8nSession, startN8n } from './lib/n8n-server';
import type { Login } from './lib/n8n-server';
import { buildIfChanged, packEachInto, packagesFingerprint } from './lib/package-build';
import { labFolder, logsFolder } from './lib/paths';
import { PlainProblem, runMain, say, step } from './lib/progress';
import { startSandboxServer } from './lib/sandbox-server';
import { anyFreePort, freePort, stopAllServers } from './lib/servers';
import { realVaultCredential, sandboxCredential } from './lib/vault-target';
import { nightlyBackupId, readShippedWorkflows } from './lib/workflow-files';
import type { ShippedFile } from './lib/workflow-files';

const editorPort = 5678;
const loginSchema = z.object({ email: z.string(), password: z.string() });
const runningFile = join(labFolder, 'running.json');

interface Options {
	batchesFile?: string;
	openEditor: boolean;
}

function readOptions(): Options {
	const { values } = parseArgs({
		options: { batches: { type: 'string' }, 'no-editor': { type: 'boolean', default: false } },
	});
	const batchesFile = values.batches === undefined ? undefined : resolve(values.batches);
	if (batchesFile && !existsSync(batchesFile)) {
		throw new PlainProblem(`There is no file ${batchesFile}. Give --batches the path of a CSV file.`);
	}
	return { batchesFile, openEditor: !values['no-editor'] };
}

function assertOnlyOne(): void {
	const other = readJsonFile(runningFile, z.object({ pid: z.number() }));
	if (other && other.pid !== process.pid && isProcessAlive(other.pid)) {
		throw new PlainProblem(
			`npm start runs in this folder already (process ${other.pid}). Use its editor, or stop it with Ctrl+C first.`,
		);
	}
	writeJsonFile(runningFile, { pid: process.pid });
}

/** Those whose token is given. */
function readRealServices({ batchesFile }: Options): RealServices {
	const vault = realVaultCredential(process.env);
	const inventory = realChemInventoryCredential(process.env);
	if (vault && batchesFile)
		throw new PlainProblem(
			'--batches fills the sandbox, but CDD_VAULT_TOKEN asks for the real vault. Leave one of them out.',
		);
	if (vault) say(`Using the real CDD Vault, vault ${vault.data.vaultId}, for reading only.`);
	if (inventory) say(`Using the real ChemInventory at ${inventory.data.baseUrl}, for reading only.`);
	if (vault || inventory) say('Workflows and backups of this start are kept apart from those of the sandbox alone.');
	return { vault, inventory };
}

/** The sandbox alone saves everything into one folder. */
function saveFolders({ backups }: LabPlaces): string[] {
	return [...new Set(Object.values(backups).map(({ folder }) => folder))];
}

/** The credentials of both services, of the sandbox where there is no real one. */
async function startServices(
	{ vault, inventory }: RealServices,
	{ batchesFile }: Options,
): Promise<CredentialRecord[]> {
	if (vault && inventory) return [vault, inventory];

	const played = [...(vault ? [] : ['CDD Vault']), ...(inventory ? [] : ['ChemInventory'])].join(' and ');
	const sandbox = await step(`Starting the sandbox, a stand-in for ${played}`, async () =>
		startSandboxServer(join(logsFolder, 'sandbox.log'), batchesFile),
	);
	if (!vault) say(`  CDD Vault answers at ${sandbox.url} for vault ${sandbox.vaultId}.`);
	if (!inventory)
		say(`  ChemInventory answers at ${sandbox.chemInventory.url} for inventory ${sandbox.chemInventory.inventoryId}.`);
	return [vault ?? sandboxCredential(sandbox), inventory ?? sandboxChemInventoryCredential(sandbox.chemInventory)];
}

async function putCredentials(runtime: N8nRuntime, home: N8nHome, credentials: CredentialRecord[]) {
	const markOf = (credential: CredentialRecord) => sha256(JSON.stringify(credential));
	const state = readState(home);
	const changed = credentials.filter((credential) => state[`credential ${credential.id}`] !== markOf(credential));
	if (changed.length === 0) return;
	await step(`Saving the credentials in n8n (${changed.map(({ name }) => name).join(', ')})`, async () =>
		importCredentials(runtime, home, changed),
	);
	for (const credential of changed) remember(home, `credential ${credential.id}`, markOf(credential));
}

/** Imports the shipped workflows whose file has changed; the others keep what the user made of them. */
async function putWorkflows(runtime: N8nRuntime, home: N8nHome, workflows: ShippedFile[]) {
	const state = readState(home);
	const changed = workflows.filter(({ file, fingerprint }) => state[`workflow ${file}`] !== fingerprint);
	if (changed.length === 0) return;
	await step(`Importing the workflows (${changed.map(({ file }) => file).join(', ')})`, async () =>
		importWorkflows(
			runtime,
			home,
			changed.map(({ workflow }) => workflow),
		),
	);
	for (const { file, fingerprint } of changed) remember(home, `workflow ${file}`, fingerprint);
}

async function putPackages(home: N8nHome) {
	await buildIfChanged();
	const mark = packagesFingerprint();
	if (readState(home).packages === mark && arePackagesInstalled(home)) return undefined;
	return await step('Installing the packages in n8n', async () => {
		const packed = await packEachInto(join(labFolder, 'packed-for-n8n'));
		const manifests = installPackages(
			home,
			packed.map(({ unpacked }) => unpacked),
		);
		return { manifests, mark };
	});
}

function readLogin(home: N8nHome): Login {
	const file = join(home.userFolder, 'login.json');
	const known = readJsonFile(file, loginSchema);
	if (known) return known;
	// n8n asks for a digit and a capital letter
	const login = { email: 'owner@lab.example', password: `Lab1-${randomBytes(9).toString('base64url')}` };
	writeJsonFile(file, login, 0o600);
	return login;
}

/** A backup workflow that the user has deleted is imported again. */
async function executeBackup(runtime: N8nRuntime, home: N8nHome, workflows: ShippedFile[]): Promise<Execution> {
	try {
		return await executeWorkflow(runtime, home, nightlyBackupId);
	} catch (problem) {
		if (!(problem instanceof WorkflowMissing)) throw problem;
		const shipped = workflows.map(({ workflow }) => workflow);
		await importWorkflows(
			runtime,
			home,
			shipped.filter(({ id }) => id === nightlyBackupId),
		);
		return await executeWorkflow(runtime, home, nightlyBackupId);
	}
}

/** Returns what went wrong in words, if anything did. */
async function runBackup(runtime: N8nRuntime, home: N8nHome, workflows: ShippedFile[]): Promise<string | undefined> {
	try {
		const execution = await step('Running the nightly backup once', async () =>
			executeBackup(runtime, home, workflows),
		);
		showSavedFiles(savedFiles(execution));
		return undefined;
	} catch (problem) {
		if (problem instanceof PlainProblem) return problem.message;
		throw problem;
	}
}

async function openEditor(runtime: N8nRuntime, home: N8nHome, workflows: ShippedFile[]): Promise<void> {
	const ports = { editor: await freePort(editorPort), runnersBroker: await anyFreePort() };
	const logFile = join(logsFolder, 'n8n.log');
	const n8n = await step('Starting the n8n editor', async () => startN8n(runtime, home, ports, logFile));
	const login = readLogin(home);
	const signedIn = await new N8nSession(n8n.address).signIn(login);
	say(`\nThe n8n editor is open at ${n8n.url}. It holds these workflows:`);
	for (const { workflow } of workflows) {
		say(`  ${workflow.name.padEnd(30)} ${n8n.url}/workflow/${workflow.id}`);
	}
	say(
		signedIn
			? `  e-mail    ${login.email}\n  password  ${login.password}`
			: '  Sign in with the e-mail and password that you have set in n8n.',
	);
	say(`Backups are saved in ${home.backupFolders.join(' and ')}\nCtrl+C stops everything.`);
	await new Promise<void>((resolve) => n8n.server.process.once('exit', () => resolve()));
}

/** Ctrl+C and a plain kill stop n8n and the sandbox before this process ends. */
function stopOnSignals(): void {
	let stopping = false;
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			if (stopping) return;
			stopping = true;
			say('\nStopping n8n and the sandbox …');
			void stopAllServers().then(() => {
				rmSync(runningFile, { force: true });
				process.exit(signal === 'SIGINT' ? 0 : 1);
			});
		});
	}
}

async function main(): Promise<number> {
	const options = readOptions();
	assertOnlyOne();
	stopOnSignals();
	try {
		const real = readRealServices(options);
		const { batchesFile } = options;
		const places = labPlaces({ ...real, ...(batchesFile && { batches: sha256(readFileSync(batchesFile)) }) });
		const home = createHome(places.home, ...saveFolders(places));
		const workflows = readShippedWorkflows((service) => places.backups[service]);
		const [runtime, installed, credentials] = await Promise.all([
			ensureN8n(),
			putPackages(home),
			startServices(real, options),
		]);
		await putCredentials(runtime, home, credentials);
		await putWorkflows(runtime, home, workflows);
		if (installed) {
			await registerPackages(runtime, home, installed.manifests);
			remember(home, 'packages', installed.mark);
		}
		const problem = await runBackup(runtime, home, workflows);
		if (problem) process.stderr.write(`\n${problem}\n`);
		if (options.openEditor) await openEditor(runtime, home, workflows);
		return problem ? 1 : 0;
	} finally {
		await stopAllServers();
		rmSync(runningFile, { force: true });
	}
}

runMain(main);
