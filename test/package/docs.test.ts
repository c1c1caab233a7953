import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../..');

/** Where a page's short paths begin. */
const roots: Record<string, string> = {
	'docs/traps/cdd.md': 'nodes/Cdd',
	'docs/traps/cheminventory.md': 'nodes/ChemInventory',
};

const pages = [
	'README.md',
	'sandbox/README.md',
	...['docs', 'docs/traps'].flatMap((folder) =>
		readdirSync(join(root, folder))
			.filter((name) => name.endsWith('.md'))
			.map((name) => `${folder}/${name}`),
	),
];

/** Paths with a folder in them; a bare file name repeats one that was named in full. */
const filesNamedIn = (text: string) =>
	[...text.matchAll(/`((?:nodes|test|sandbox|scripts|docs|credentials|[a-zA-Z]+)\/[\w./-]+\.(?:ts|mjs|md))`/g)].map(
		([, path]) => path ?? '',
	);

const linksIn = (text: string) => [...text.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)].map(([, path]) => path ?? '');

describe.each(pages)('%s', (page) => {
	const text = readFileSync(join(root, page), 'utf8');

	it('names only files that there are', () => {
		const short = roots[page] ?? '.';
		const missing = filesNamedIn(text).filter(
			(path) => !existsSync(join(root, path)) && !existsSync(join(root, short, path)),
		);
		expect(missing).toEqual([]);
	});

	it('links only to what there is', () => {
		expect(linksIn(text).filter((path) => !existsSync(join(root, dirname(page), path)))).toEqual([]);
	});
});
