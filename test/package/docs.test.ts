import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { z } from 'zod';

import { oldestN8n } from '../../nodes/shared/n8nVersion';
import { root } from '../../scripts/lib/paths';

const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

const namesIn = (folder: string, ending: string) =>
	existsSync(join(root, folder)) ? readdirSync(join(root, folder)).filter((name) => name.endsWith(ending)) : [];

const filesIn = (folder: string, ending: string) => namesIn(folder, ending).map((name) => posix.join(folder, name));

/** Where a page's short paths begin. */
const roots: Record<string, string> = {
	'docs/traps/cdd.md': 'nodes/Cdd',
	'docs/traps/cheminventory.md': 'nodes/ChemInventory',
};

const pages = [
	'.',
	'.github',
	'docs',
	'docs/recipes',
	'docs/traps',
	'sandbox',
	'sandbox/cheminventory',
	...namesIn('packages', '').map((name) => `packages/${name}`),
].flatMap((folder) => filesIn(folder, '.md'));

/** Paths with a folder in them; a bare file name repeats one that was named in full. */
const filesNamedIn = (text: string) =>
	[...text.matchAll(/`((?:nodes|test|sandbox|scripts|docs|credentials|[a-zA-Z]+)\/[\w./-]+\.(?:ts|mjs|md))`/g)].map(
		([, path]) => path ?? '',
	);

const withoutCode = (text: string) => text.replace(/^```.*?^```$/gms, '');

/** Links within the repository, as written; `![…](…)` counts as one. */
const linksIn = (text: string) =>
	[...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
		.map(([, link]) => link ?? '')
		.filter((link) => !/^[a-z]+:/.test(link));

/** The anchors that GitHub gives to the headings of a page. */
function anchorsIn(text: string): string[] {
	const seen = new Map<string, number>();
	return [...withoutCode(text).matchAll(/^#{1,6} +(.+?)\s*$/gm)].map(([, heading]) => {
		const words = (heading ?? '').replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1');
		const slug = words
			.toLowerCase()
			.replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
			.replaceAll(' ', '-');
		const before = seen.get(slug) ?? 0;
		seen.set(slug, before + 1);
		return before === 0 ? slug : `${slug}-${before}`;
	});
}

/** True where the link, read from that folder, leads to a file or folder and, with an anchor, to a heading. */
function leadsSomewhere(link: string, page: string): boolean {
	const [path = '', anchor] = link.split('#');
	const target = path === '' ? page : posix.join(dirname(page), path);
	if (!existsSync(join(root, target))) return false;
	return anchor === undefined || (target.endsWith('.md') && anchorsIn(textOf(target)).includes(anchor));
}

describe('the anchors of a page', () => {
	it.each([
		['# Dates and time zones', ['dates-and-time-zones']],
		["## What `npm start` can do, and what it can't", ['what-npm-start-can-do-and-what-it-cant']],
		['### The [sandbox](sandbox/README.md) of **n8n**', ['the-sandbox-of-n8n']],
		['## [0.1.0] - Unreleased', ['010---unreleased']],
		['## Größe & Ort_2', ['größe--ort_2']],
		['# File\n## File\ntext\n## File', ['file', 'file-1', 'file-2']],
		['```sh\n# a comment\n```\n# Title', ['title']],
	])('%j', (text, anchors) => {
		expect(anchorsIn(text)).toEqual(anchors);
	});
});

describe.each(pages)('%s', (page) => {
	const text = textOf(page);

	it('names only files that there are', () => {
		const short = roots[page] ?? '.';
		const missing = filesNamedIn(text).filter(
			(path) => !existsSync(join(root, path)) && !existsSync(join(root, short, path)),
		);
		expect(missing).toEqual([]);
	});

	it('links only to files and headings that there are', () => {
		expect(linksIn(text).filter((link) => !leadsSomewhere(link, page))).toEqual([]);
	});
});

describe('the pages of the packages', () => {
	it.each(['packages/n8n-nodes-cdd-vault/README.md', 'packages/n8n-nodes-cheminventory/README.md'])(
		'%s is looked at',
		(page) => {
			expect(pages).toContain(page);
			expect(linksIn(textOf(page)).length).toBeGreaterThan(40);
		},
	);
});

describe('the changelog', () => {
	it('sorts every line under the package that it belongs to', () => {
		const sections = textOf('CHANGELOG.md').split(/^### /m).slice(1);
		const stray = sections.map((section) =>
			section
				.split(/^#### /m)[0]
				?.split('\n')
				.slice(1)
				.join('')
				.trim(),
		);
		expect(stray).toEqual(sections.map(() => ''));
		const kinds = ['Both packages', 'n8n-nodes-cdd-vault', 'n8n-nodes-cheminventory', 'This repository'];
		for (const section of sections) {
			const found = [...section.matchAll(/^#### (.+)$/gm)].map(([, kind]) => kind);
			expect(found).toEqual(kinds.filter((kind) => found.includes(kind)));
		}
	});
});

const manifest = z
	.object({ version: z.string(), repository: z.object({ url: z.string() }) })
	.parse(JSON.parse(textOf('package.json')));
const home = manifest.repository.url.replace(/^git\+|\.git$/g, '');
const codexSchema = z.object({
	resources: z.object({
		credentialDocumentation: z.array(z.object({ url: z.string() })),
		primaryDocumentation: z.array(z.object({ url: z.string() })),
	}),
});
const codexFiles = ['nodes/Cdd', 'nodes/ChemInventory'].flatMap((folder) => filesIn(folder, '.node.json'));

describe('the links in the node panel', () => {
	it.each(codexFiles)('of %s lead to headings of pages in the repository', (file) => {
		const { resources } = codexSchema.parse(JSON.parse(textOf(file)));
		const urls = [...resources.credentialDocumentation, ...resources.primaryDocumentation].map(({ url }) => url);
		const prefix = `${home}/blob/main/`;
		const lost = urls.filter(
			(url) => !url.startsWith(prefix) || !url.includes('#') || !leadsSomewhere(url.slice(prefix.length), 'README.md'),
		);
		expect(lost).toEqual([]);
	});

	it('are looked at for each node', () => {
		expect(codexFiles).toHaveLength(10);
	});
});

describe('the page for administrators', () => {
	it('names the packages in the version that npm run pack makes', () => {
		const named = [...textOf('docs/install.md').matchAll(/(?:[@-]|"version":")(\d+\.\d+\.\d+)/g)].map(
			([, version]) => version,
		);
		expect(named.length).toBeGreaterThan(5);
		expect(new Set(named)).toEqual(new Set([manifest.version]));
	});
});

describe('the oldest n8n', () => {
	const [major, minor] = oldestN8n.split('.');

	it.each(['README.md', 'packages/n8n-nodes-cdd-vault/README.md', 'packages/n8n-nodes-cheminventory/README.md'])(
		'is named in %s',
		(page) => {
			expect(readFileSync(join(root, page), 'utf8')).toContain(`n8n ${major}.${minor} or newer`);
		},
	);
});
