import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';

import { mustRun } from './commands';
import { readJsonFile, writeJsonFile } from './json-file';
import type { N8nRuntime } from './n8n-runtime';
import { packageName, root } from './paths';
import { PlainProblem } from './progress';

/** Everything that one n8n instance keeps: its user folder, its state of ours, where backups go. */
export interface N8nHome {
	/** N8N_USER_FOLDER; n8n's own things stand in `.n8n` below it. */
	userFolder: string;
	/** The only folders, apart from n8n's own, that workflows may write files to. */
	backupFolders: string[];
}

export interface N8nPorts {
	editor: number;
	/** n8n's helper process for Code nodes connects here. */
	runnersBroker: number;
}

const strippedKeys = ['devDependencies', 'peerDependencies', 'optionalDependencies'];
const manifestSchema = z
	.object({
		name: z.string(),
		version: z.string(),
		author: z.object({ name: z.string(), email: z.string() }),
		n8n: z.object({ nodes: z.array(z.string()) }).passthrough(),
	})
	.passthrough();
const stateSchema = z.object({ package: z.string().optional() }).catchall(z.string());
type HomeState = z.infer<typeof stateSchema>;

export function createHome(folder: string, ...backupFolders: string[]): N8nHome {
	for (const each of [folder, ...backupFolders]) mkdirSync(each, { recursive: true });
	// n8n refuses to write through symbolic links, so it gets the real path
	return { userFolder: realpathSync(folder), backupFolders: backupFolders.map((each) => realpathSync(each)) };
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
		N8N_RESTRICT_FILE_ACCESS_TO: home.backupFolders.join(';'),
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

/**
 * Puts the unpacked result of `npm pack` where n8n keeps community packages, as n8n's own installer
 * does: dev, peer and optional dependencies stripped, nothing installed beside it, listed in
 * `nodes/package.json`.
 *
 * @param packedFolder the unpacked tarball
 * @returns the package's manifest
 */
export function installPackage(home: N8nHome, packedFolder: string): z.infer<typeof manifestSchema> {
	const nodesFolder = join(home.userFolder, '.n8n/nodes');
	const target = join(nodesFolder, 'node_modules', packageName);
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	cpSync(packedFolder, target, { recursive: true });
	const manifestPath = join(target, 'package.json');
	const manifest = manifestSchema.parse(JSON.parse(readFileSync(manifestPath, 'utf8')));
	const stripped = Object.fromEntries(Object.entries(manifest).filter(([key]) => !strippedKeys.includes(key)));
	writeJsonFile(manifestPath, stripped);
	writeJsonFile(join(nodesFolder, 'package.json'), {
		name: 'installed-nodes',
		private: true,
		dependencies: { [packageName]: manifest.version },
	});
	return manifest;
}

export function isPackageInstalled(home: N8nHome): boolean {
	return existsSync(join(home.userFolder, '.n8n/nodes/node_modules', packageName, 'package.json'));
}

const nodeTypeSchema = z.object({
	description: z.object({
		name: z.string(),
		displayName: z.string(),
		version: z.union([z.number(), z.array(z.number()).nonempty()]),
	}),
});

/** Name, title and newest version of a compiled node, read from its class as n8n's loader does. */
function describeNode(compiledFile: string) {
	const exported: unknown = createRequire(__filename)(join(root, compiledFile));
	const className = /([^/]+?)\.node\.js$/.exec(compiledFile)?.[1] ?? compiledFile;
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
 * Lists the package under Settings > Community nodes. n8n writes these two tables when it installs
 * from the registry, which a package that is not published cannot go through. n8n must have created
 * its database before and must not be running.
 */
export async function registerPackage(
	runtime: N8nRuntime,
	home: N8nHome,
	manifest: z.infer<typeof manifestSchema>,
): Promise<void> {
	const nodes = manifest.n8n.nodes.map(describeNode);
	const record = { packageName, version: manifest.version, author: manifest.author, nodes };
	const script = join(root, 'scripts/n8n/register-package.mjs');
	const database = join(home.userFolder, '.n8n/database.sqlite');
	const args = ['--no-warnings', script, database, JSON.stringify(record)];
	await mustRun('Listing the package in n8n', runtime.node, args, { cwd: root });
}
