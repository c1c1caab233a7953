import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';

import { root } from './paths';
import { PlainProblem } from './progress';

/**
 * What labs install: one package for each service, as n8n verifies no others. A package's own pages and its package.json
 * stand in `packages/<name>`, beside links to its part of the sources: n8n's scanner looks there, in the repository that
 * a published package names.
 */
export interface LabPackage {
	name: string;
	/** The vendor's folder below `nodes`. */
	vendor: string;
}

export const cddVaultPackage: LabPackage = { name: 'n8n-nodes-cdd-vault', vendor: 'Cdd' };
export const chemInventoryPackage: LabPackage = { name: 'n8n-nodes-cheminventory', vendor: 'ChemInventory' };
export const packages: readonly LabPackage[] = [cddVaultPackage, chemInventoryPackage];

export const folderOf = ({ name }: LabPackage) => join(root, 'packages', name);

const manifestSchema = z
	.object({
		name: z.string(),
		version: z.string(),
		author: z.object({ name: z.string(), email: z.string() }),
		repository: z.object({ url: z.string() }).passthrough(),
		n8n: z.object({ nodes: z.array(z.string()), credentials: z.array(z.string()) }).passthrough(),
	})
	.passthrough();
export type Manifest = z.infer<typeof manifestSchema>;

/** The package.json in a folder: a package's own, or that of its unpacked tarball. */
export const manifestIn = (folder: string): Manifest =>
	manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));

/** Name of the class in a compiled node or credential file: `dist/nodes/Cdd/CddBatch.node.js` holds `CddBatch`. */
export const classIn = (compiledFile: string) => basename(compiledFile).replace(/\.(node|credentials)\.js$/, '');

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** The full type names of a package's nodes, as workflows carry them: `n8n-nodes-cdd-vault.cddBatch`. */
export const nodeTypesOf = (one: LabPackage): string[] =>
	manifestIn(folderOf(one)).n8n.nodes.map((file) => `${one.name}.${lowerFirst(classIn(file))}`);

/** The full type name of a node of ours. */
export function nodeType(nodeName: string): string {
	const found = packages.flatMap(nodeTypesOf).find((type) => type.endsWith(`.${nodeName}`));
	if (!found) throw new PlainProblem(`No package lists a node '${nodeName}'.`);
	return found;
}

/** The package of a full type name, AI tool variants included; undefined for a node that is not ours. */
export const packageOf = (type: string): LabPackage | undefined =>
	packages.find(({ name }) => type.startsWith(`${name}.`));

/** The icons that a package's nodes and credentials name. */
function iconsOf({ vendor }: LabPackage, credentials: readonly string[]): string[] {
	const faces = readdirSync(join(root, 'nodes', vendor)).filter((file) => file.endsWith('.node.ts'));
	const sources = [...faces.map((file) => `nodes/${vendor}/${file}`), ...credentials];
	const named = sources.flatMap((file) =>
		[...readFileSync(join(root, file), 'utf8').matchAll(/icons\/([\w.]+\.svg)/g)].map(([, icon = '']) => icon),
	);
	return [...new Set(named)].map((icon) => `icons/${icon}`);
}

/** A package's part of the checkout: files and folders, as they are written or as they are built. */
export function partsOf(one: LabPackage, state: 'built' | 'sources'): string[] {
	const credentials = manifestIn(folderOf(one)).n8n.credentials.map(classIn);
	const sources = credentials.map((name) => `credentials/${name}.credentials.ts`);
	const folders = [`nodes/${one.vendor}`, 'nodes/shared'];
	const icons = iconsOf(one, sources);
	return state === 'sources'
		? [...folders, ...sources, ...icons]
		: [...folders, ...credentials.map((name) => `credentials/${name}.credentials.js`), ...icons].map(
				(part) => `dist/${part}`,
			);
}
