import { cpSync, existsSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';

import { mustRun } from './commands';
import { readJsonFile, writeJsonFile } from './json-file';
import type { N8nRuntime } from './n8n-runtime';
import { classIn, manifestIn, packageOf, packages } from './packages';
import type { LabPackage, Manifest } from './packages';
import { root } from './paths';
import { PlainProblem } from './progress';

/** Everything that one n8n instance keeps: its user folder, its state of ours, where backups go. */
export interface N8nHome {
	/** N8N_USER_FOLDER; n8n's own things stand in `.n8n` below it. */
	userFolder: string;
	/** The one folder, apart from n8n's own, that workflows may write files to. */
	backupFolder: string;
}

export interface N8nPorts {
	editor: number;
	/** n8n's helper process for Code nodes connects here. */
	runnersBroker: number;
}

const strippedKeys = ['devDependencies', 'peerDependencies', 'optionalDependencies'];
const stateSchema = z.object({ packages: z.string().optional() }).catchall(z.string());
type HomeState = z.infer<typeof stateSchema>;

export function createHome(folder: string, backupFolder: string): N8nHome {
	mkdirSync(folder, { recursive: true });
	mkdirSync(backupFolder, { recursive: true });
	// n8n refuses to write through symbolic links, so it gets the real path
	return { userFolder: realpathSync(folder), backupFolder: realpathSync(backupFolder) };
}

/** What was put into this n8n, by name, as fingerprints; survives as long as n8n's own data does. */
export function readState(home: N8nHome): HomeState {
	return readJsonFile(join(home.userFolder, 'lab-state.json'), stateSchema) ?? {};
}

export function remember(home: N8nHome, name: string, value: string): void {
	writeJsonFile(join(home.userFolder, 'lab-state.json'), { ...readState(home), [name]: value });
}

/**
 * Environment of every n8n process: nothing of the caller's n8n, npm, CDD, ChemInventory or test settings (with
 * NODE_ENV=test n8n prints nothing), and nothing sent out.
 */
export function n8nEnvironment(runtime: N8nRuntime, home: N8nHome, ports?: N8nPorts): NodeJS.ProcessEnv {
	const inherited = Object.entries(process.env).filter(
		([name]) => !/^(n8n_|npm_|cdd_|cheminventory_|vitest|test$|node_env$|node_options$|path$)/i.test(name),
	);
	const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
	return {
		...Object.fromEntries(inherited),
		PATH: runtime.path,
		// without it n8n schedules in New York's time
		GENERIC_TIMEZONE: process.env.GENERIC_TIMEZONE ?? timeZone,
		N8N_USER_FOLDER: home.userFolder,
		N8N_RESTRICT_FILE_ACCESS_TO: home.backupFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: 'localhost',
		// the editor is served over plain http on this computer only
		N8N_SECURE_COOKIE: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_PYTHON_ENABLED: 'false',
		// a package that fails to load must show as that, and not be fetched from the registry
		N8N_REINSTALL_MISSING_PACKAGES: 'false',
		N8N_LOG_FORMAT: 'json',
		...(ports && {
			N8N_PORT: String(ports.editor),
			N8N_RUNNERS_BROKER_PORT: String(ports.runnersBroker),
		}),
	};
}

const nodesFolderOf = (home: N8nHome) => join(home.userFolder, '.n8n/nodes');

/** Where n8n keeps an installed package. */
export const installedFolder = (home: N8nHome, { name }: Pick<LabPackage, 'name'>) =>
	join(nodesFolderOf(home), 'node_modules', name);

/**
 * Puts packages where n8n keeps community packages, as n8n's own installer does: dev, peer and optional dependencies
 * stripped, nothing installed beside them, listed in `nodes/package.json`. Ours that stand there and are not given go.
 *
 * @param unpacked the folders of unpacked tarballs
 */
export function installPackages(home: N8nHome, unpacked: readonly string[]): Manifest[] {
	for (const one of packages) rmSync(installedFolder(home, one), { recursive: true, force: true });
	const manifests = unpacked.map((folder) => {
		const manifest = manifestIn(folder);
		const target = installedFolder(home, manifest);
		cpSync(folder, target, { recursive: true });
		const stripped = Object.fromEntries(Object.entries(manifest).filter(([key]) => !strippedKeys.includes(key)));
		writeJsonFile(join(target, 'package.json'), stripped);
		return manifest;
	});
	const listFile = join(nodesFolderOf(home), 'package.json');
	const listed = readJsonFile(listFile, z.object({ dependencies: z.record(z.string()) }))?.dependencies ?? {};
	const others = Object.entries(listed).filter(([name]) => !packageOf(`${name}.`));
	const ours = manifests.map(({ name, version }) => [name, version]);
	const dependencies = Object.fromEntries([...others, ...ours]);
	writeJsonFile(listFile, { name: 'installed-nodes', private: true, dependencies });
	return manifests;
}

export const arePackagesInstalled = (home: N8nHome): boolean =>
	packages.every((one) => existsSync(join(installedFolder(home, one), 'package.json')));

const nodeTypeSchema = z.object({
	description: z.object({
		name: z.string(),
		displayName: z.string(),
		version: z.union([z.number(), z.array(z.number()).nonempty()]),
	}),
});

/** Name, title and newest version of a compiled node, read from its class as n8n's loader does. */
function describeNode(packageName: string, compiledFile: string) {
	const exported: unknown = createRequire(__filename)(join(root, compiledFile));
	const className = classIn(compiledFile);
	const nodeClass = z.record(z.unknown()).parse(exported)[className];
	if (typeof nodeClass !== 'function') {
		throw new PlainProblem(`${compiledFile} does not export the class ${className}, so n8n cannot load it.`);
	}
	const { description } = nodeTypeSchema.parse(Reflect.construct(nodeClass, []));
	const { name, displayName, version } = description;
	const latestVersion = Array.isArray(version) ? Math.max(...version) : version;
	return { type: `${packageName}.${name}`, name: displayName, latestVersion };
}

/**
 * Lists the packages under Settings > Community nodes. n8n writes these two tables when it installs
 * from the registry, which a package that is not published cannot go through. n8n must have created
 * its database before and must not be running.
 */
export async function registerPackages(
	runtime: N8nRuntime,
	home: N8nHome,
	manifests: readonly Manifest[],
): Promise<void> {
	const records = manifests.map(({ name, version, author, n8n }) => ({
		packageName: name,
		version,
		author,
		nodes: n8n.nodes.map((file) => describeNode(name, file)),
	}));
	const script = join(root, 'scripts/n8n/register-packages.mjs');
	const database = join(home.userFolder, '.n8n/database.sqlite');
	const args = ['--no-warnings', script, database, JSON.stringify(records)];
	await mustRun('Listing the packages in n8n', runtime.node, args, { cwd: root });
}
