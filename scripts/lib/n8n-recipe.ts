import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { npmCommand, runCommand } from './commands';
import { fingerprint } from './fingerprint';
import { writeJsonFile } from './json-file';
import { npmEnvironment } from './native-parts';
import { logsFolder, root } from './paths';
import { PlainProblem, step } from './progress';

/** What is to be installed as n8n. */
export interface N8nRecipe {
	/** Part of the name of its folder: another n8n has another name. */
	name: string;
	/** Puts package.json and package-lock.json into a folder. */
	writeInto(folder: string): Promise<void>;
}

const shippedFolder = join(root, 'scripts/n8n');
const files = ['package.json', 'package-lock.json'];
const manifestSchema = z
	.object({ dependencies: z.object({ n8n: z.string() }), overrides: z.record(z.string()) })
	.passthrough();
// an older n8n gets it from a server beside the registry, which not every network lets through
const olderOverrides = { xlsx: '0.18.5' };
const versionForm = /^\d+\.\d+\.\d+(-[\w.-]+)?$/;

const shippedManifest = () =>
	manifestSchema.parse(JSON.parse(readFileSync(join(shippedFolder, 'package.json'), 'utf8')));

/** The n8n that `scripts/n8n/package-lock.json` names, to the last of its packages. */
function shippedRecipe(): N8nRecipe {
	return {
		name: fingerprint(shippedFolder, files).slice(0, 12),
		async writeInto(folder) {
			for (const name of files) cpSync(join(shippedFolder, name), join(folder, name));
		},
	};
}

/** Another version, with the packages that the registry has for it today. */
function recipeOf(version: string): N8nRecipe {
	return {
		name: version,
		async writeInto(folder) {
			const manifest = shippedManifest();
			const overrides = { ...manifest.overrides, ...olderOverrides };
			writeJsonFile(join(folder, 'package.json'), { ...manifest, dependencies: { n8n: version }, overrides });
			await step(`Asking the registry what n8n ${version} needs (a minute or two)`, async () =>
				resolveVersion(folder, version),
			);
		},
	};
}

async function resolveVersion(folder: string, version: string): Promise<void> {
	const [npm, first] = npmCommand();
	const options = ['--package-lock-only', '--ignore-scripts', '--include=optional', '--no-audit', '--no-fund'];
	const logFile = join(logsFolder, 'n8n-resolve.log');
	const { exitCode, stderr } = await runCommand(npm, [...first, 'install', ...options], {
		cwd: folder,
		env: npmEnvironment(process.execPath),
		logFile,
	});
	if (exitCode === 0) return;
	if (stderr.includes('No matching version found for n8n@'))
		throw new PlainProblem(`There is no n8n ${version}. 'npm view n8n versions' lists those that there are.`);
	const tail = stderr.trim().split('\n').slice(-20).join('\n');
	throw new PlainProblem(`${tail}\n\nThe packages of n8n ${version} could not be listed. The full log: ${logFile}`);
}

/**
 * @param version of n8n, as the registry names it; without it the one that is shipped
 * @throws PlainProblem when that is not the form of a version
 */
export function n8nRecipe(version?: string): N8nRecipe {
	if (version === undefined || version === shippedManifest().dependencies.n8n) return shippedRecipe();
	if (versionForm.test(version)) return recipeOf(version);
	throw new PlainProblem(`'${version}' is not a version of n8n such as ${shippedManifest().dependencies.n8n}.`);
}
