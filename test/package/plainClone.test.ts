import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

const sources = ['bench', 'sandbox', 'scripts', 'test'].flatMap((folder) =>
	readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && /\.(ts|js|mjs)$/.test(entry.name))
		.map((entry) => path.join(entry.parentPath, entry.name))
		.filter((file) => file !== __filename),
);

/** Relative paths in a source that lead out of the repository, as seen from the folder that the source is in. */
const pathsOutside = (file: string, text: string): string[] =>
	[...text.matchAll(/['"`](\.\.\/[^'"`\s]*)['"`]/g)]
		.map(([, target = '']) => target)
		.filter((target) => path.relative(root, path.resolve(path.dirname(file), target)).startsWith('..'));

const skips = (text: string): string[] =>
	text.match(/\b(?:describe|it|test)\.(?:skip|todo|only)\b|\b[xf](?:describe|it)\(/g) ?? [];

describe('a clone without anything beside it', () => {
	it('has every file that tests, benches, sandbox and scripts name', () => {
		expect(sources.length).toBeGreaterThan(100);
		const found = sources.flatMap((file) =>
			pathsOutside(file, readFileSync(file, 'utf8')).map((target) => `${path.relative(root, file)}: ${target}`),
		);
		expect(found).toEqual([]);
	});

	it('runs every test', () => {
		const found = sources.flatMap((file) =>
			skips(readFileSync(file, 'utf8')).map((word) => `${path.relative(root, file)}: ${word}`),
		);
		expect(found).toEqual([]);
	});

	it('would be seen to lack something', () => {
		const file = path.join(root, 'test/e2e/lab.ts');
		expect(pathsOutside(file, "join(__dirname, '../../../data/list.csv')")).toEqual(['../../../data/list.csv']);
		expect(pathsOutside(file, "from '../../sandbox'")).toEqual([]);
		expect(skips('(present ? describe : describe.skip)(')).toEqual(['describe.skip']);
	});
});
