import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';

import { oldestN8n } from '../../nodes/shared/n8nVersion';
import rootManifest from '../../package.json';
import { buildIfChanged, packInto, stage } from '../../scripts/lib/package-build';
import { changelogOf } from '../../scripts/lib/package-pages';
import {
	classIn,
	cddVaultPackage,
	chemInventoryPackage,
	folderOf,
	manifestIn,
	nodeType,
	packages,
	partsOf,
} from '../../scripts/lib/packages';
import { labFolder, root } from '../../scripts/lib/paths';

/** Below the checkout, so that what the packages take from n8n is found. */
const folder = path.join(labFolder, 'packed-for-tests');

beforeAll(async () => await buildIfChanged(), 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Files below a folder, links followed, as paths from it. */
const filesBelow = (base: string): string[] =>
	readdirSync(base, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(base, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
		.sort();

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const ownWords = { Cdd: /cdd/i, ChemInventory: /chem-?inventory/i };

describe('the packages', () => {
	it('hold every node and credential of the tree, each once', () => {
		const all = packages.map((one) => manifestIn(folderOf(one)).n8n);
		expect(all.flatMap(({ nodes }) => nodes).sort()).toEqual([...rootManifest.n8n.nodes].sort());
		expect(all.flatMap(({ credentials }) => credentials).sort()).toEqual([...rootManifest.n8n.credentials].sort());
	});

	it('hold every icon of the tree, each once', () => {
		const icons = packages.flatMap((one) => partsOf(one, 'sources').filter((part) => part.startsWith('icons/')));
		expect(icons.sort()).toEqual(readdirSync(path.join(root, 'icons')).map((file) => `icons/${file}`));
	});

	it('give saved workflows the names of their nodes', () => {
		expect(nodeType('cddBatch')).toBe('n8n-nodes-cdd-vault.cddBatch');
		expect(nodeType('chemInventory')).toBe('n8n-nodes-cheminventory.chemInventory');
		expect(() => nodeType('cddMolecule')).toThrow('No package lists a node');
	});
});

describe.each(packages.map((one) => [one.name, one] as const))('%s', (name, one) => {
	const manifest = manifestIn(folderOf(one));
	const [other] = packages.filter((another) => another !== one);
	let unpacked = '';

	beforeAll(async () => {
		({ unpacked } = await packInto(path.join(folder, name), one));
	});

	it('goes out with the package.json that stands in the repository', () => {
		expect(manifestIn(unpacked)).toEqual(manifest);
	});

	it("has the tree's version, licence, owner and addresses, n8n's strict mode, and nothing that is installed with it", () => {
		const { version, license, author, bugs, repository, engines, n8n } = rootManifest;
		expect(manifest).toMatchObject({ name, version, license, author, bugs });
		expect(manifest.engines).toEqual({ ...engines, n8n: `>=${oldestN8n}` });
		expect(manifest.repository).toEqual({ ...repository, directory: `packages/${name}` });
		expect(manifest.homepage).toBe(rootManifest.homepage.replace('#readme', `/tree/main/packages/${name}#readme`));
		expect(manifest.n8n).toMatchObject({ n8nNodesApiVersion: n8n.n8nNodesApiVersion, strict: true });
		expect(manifest.keywords).toContain('n8n-community-node-package');
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		for (const key of [
			'dependencies',
			'overrides',
			'optionalDependencies',
			'bundledDependencies',
			'scripts',
			'private',
		])
			expect(manifest).not.toHaveProperty(key);
	});

	it("is loaded by n8n's own loader: each node and credential that it lists, and no other", async () => {
		const loader = new PackageDirectoryLoader(unpacked);
		await loader.loadAll();
		const classes = (files: string[]) => files.map((file) => lowerFirst(classIn(file))).sort();
		expect(Object.keys(loader.nodeTypes).sort()).toEqual(classes(manifest.n8n.nodes));
		expect(Object.keys(loader.credentialTypes).sort()).toEqual(classes(manifest.n8n.credentials));
		for (const { type } of Object.values(loader.nodeTypes)) {
			const { codex, iconUrl } = type.description;
			expect(codex?.resources?.primaryDocumentation?.[0]?.url).toMatch(/^https:\/\//);
			expect(Object.values({ ...(typeof iconUrl === 'object' && iconUrl) })).toHaveLength(2);
			for (const url of Object.values({ ...(typeof iconUrl === 'object' && iconUrl) }))
				expect(existsSync(path.join(unpacked, url.replace(`icons/${name}/`, '')))).toBe(true);
		}
	});

	it('names each node in its codex as workflows do', () => {
		for (const file of manifest.n8n.nodes) {
			const codex: unknown = JSON.parse(readFileSync(path.join(unpacked, file.replace(/\.js$/, '.json')), 'utf8'));
			expect(codex).toMatchObject({ node: `${name}.${lowerFirst(classIn(file))}` });
		}
	});

	it("holds its vendor's code, what all share, its icons and its pages: nothing else, and no types", () => {
		const strange = filesBelow(unpacked).filter(
			(file) =>
				!new RegExp(`^dist/nodes/(${one.vendor}|shared)/.+\\.(js|node\\.json)$`).test(file) &&
				!/^dist\/(icons\/[\w.]+\.svg|credentials\/\w+\.credentials\.js)$/.test(file),
		);
		expect(strange).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'index.js', 'package.json']);
	});

	it('requires no file that it does not hold', () => {
		const missing = filesBelow(unpacked)
			.filter((file) => file.endsWith('.js'))
			.flatMap((file) =>
				[...readFileSync(path.join(unpacked, file), 'utf8').matchAll(/require\("(\.[^"]+)"\)/g)]
					.map(([, target = '']) => path.join(unpacked, path.dirname(file), target))
					.filter((target) => ![`${target}.js`, path.join(target, 'index.js')].some(existsSync)),
			);
		expect(missing).toEqual([]);
	});

	it('speaks of no other service in its code', () => {
		const word = ownWords[other?.vendor === 'Cdd' ? 'Cdd' : 'ChemInventory'];
		const found = filesBelow(path.join(unpacked, 'dist')).filter(
			(file) => !file.endsWith('.svg') && word.test(readFileSync(path.join(unpacked, 'dist', file), 'utf8')),
		);
		expect(found).toEqual([]);
	});

	it('goes out with pages whose links lead somewhere without the repository around them', () => {
		for (const page of ['README.md', 'CHANGELOG.md']) {
			const text = readFileSync(path.join(unpacked, page), 'utf8');
			// Packing makes links of one form absolute: not those with a title, in brackets, in HTML or as a list
			expect(text).not.toMatch(/\]\((?:<|[^)\s]*\s)|<(?:a|img)\s|^\[[^\]]+\]: /m);
			const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
			expect(links.length).toBeGreaterThan(1);
			expect(links.filter((link) => !/^(https:\/\/|#)/.test(link))).toEqual([]);
			const address = manifest.repository.url.replace(/^git\+|\.git$/g, '');
			const own = links.filter((link) => link.startsWith(`${address}/`) && /\/(blob|raw)\//.test(link));
			for (const link of own) {
				const [, version, file = ''] = /\/(?:blob|raw)\/v([^/]+)\/([^#]+)/.exec(link) ?? [];
				expect({ link, version, exists: existsSync(path.join(root, file)) }).toMatchObject({
					version: manifest.version,
					exists: true,
				});
				expect({ link, shown: link.includes('/raw/') }).toEqual({ link, shown: /\.(png|svg)$/.test(file) });
			}
		}
	});

	it('has the sources that it is built from beside its package.json, as links: n8n scans them there', () => {
		const staged = path.join(folder, `${name}-sources`);
		stage(staged, one, 'sources');
		for (const part of ['nodes', 'credentials', 'icons']) {
			const linked = readdirSync(path.join(folderOf(one), part)).flatMap((entry) => {
				const at = realpathSync(path.join(folderOf(one), part, entry));
				return statSync(at).isFile() ? [entry] : filesBelow(at).map((file) => `${entry}/${file}`);
			});
			const own = filesBelow(path.join(staged, part));
			expect(part === 'icons' ? linked.filter((file) => own.includes(file)) : linked.sort()).toEqual(own);
		}
	});
});

describe('the changelog of a package', () => {
	const page = `# Changelog

About it.

## [0.2.0] - Unreleased

### Added

#### This repository

- A script.

### Changed

#### Both packages

- For all, see [fields](docs/fields.md).

#### n8n-nodes-cdd-vault

- Of vaults.

#### n8n-nodes-cheminventory

- Of bottles.

## [0.1.0]

### Fixed

#### n8n-nodes-cheminventory

- A bottle.
`;

	it('has what concerns it, and no kind of change that is empty then', () => {
		expect(changelogOf(cddVaultPackage, page).replace(/\(https:\S+\/docs/, '(…/docs')).toBe(`# Changelog

About it.

## [0.2.0] - Unreleased

### Changed

- For all, see [fields](…/docs/fields.md).
- Of vaults.

## [0.1.0]
`);
		const other = changelogOf(chemInventoryPackage, page);
		expect(other).toContain('- Of bottles.');
		expect(other).toContain('### Fixed\n\n- A bottle.');
		expect(other).not.toContain('vaults');
	});

	it('is the same where git writes the ends of lines as Windows has them', () => {
		expect(changelogOf(cddVaultPackage, page.replaceAll('\n', '\r\n'))).toBe(changelogOf(cddVaultPackage, page));
	});

	it("has nothing of another package's, not even a line that begins as a heading does", () => {
		expect(changelogOf(cddVaultPackage, page.replace('- A bottle.', '- A bottle,\n#12.'))).not.toContain('#12');
	});

	it.each([
		['lines that stand under no package', '### Fixed\n', '### Fixed\n\n- A leak.\n', "lines under 'Fixed'"],
		['a line of code that begins as a heading does', '- A bottle.', '```sh\n# bottles\n```', "a section 'bottles'"],
	])('is not made of a page with %s', (_what, from, to, problem) => {
		expect(() => changelogOf(cddVaultPackage, page.replace(from, to))).toThrow(problem);
	});

	it('is not made of a page with a section that belongs to no package', () => {
		expect(() => changelogOf(cddVaultPackage, page.replace('#### This repository', '#### Nodes'))).toThrow(
			"CHANGELOG.md has a section 'Nodes'",
		);
	});
});
