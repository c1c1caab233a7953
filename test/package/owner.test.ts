import { readFileSync } from 'node:fs';
import path from 'node:path';

import { ownerIn, trackedTexts, withOwner } from '../../scripts/lib/owner';
import type { Owner, TextFile } from '../../scripts/lib/owner';
import { root } from '../../scripts/lib/paths';

const texts = trackedTexts().filter(
	({ path: file }) => !file.endsWith('package-lock.json') && path.join(root, file) !== __filename,
);
const owner = ownerIn(readFileSync(path.join(root, 'package.json'), 'utf8'));
const other: Owner = {
	name: 'Lab "$&" Co',
	email: 'nodes@acme.example',
	repository: 'https://github.com/stranger-owner/stranger-name',
};

/** Repositories of others that a text may name; `owner/name` shows the form of an address. */
const otherRepositories = ['owner/name'];

/** Hosts of people who are made up, for examples and for the sandbox. */
const madeUpHosts = ['lab.example', 'sandbox-lab.example', 'elsewhere.example', 'example.com', 'vault.example.org'];

const allIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found);

/** Whatever names somebody else than the owner as the one this repository belongs to. */
function strangersIn({ text }: TextFile, { name, email, repository }: Owner): string[] {
	const repositories = allIn(text, /github\.com[/:]([\w-]+\/[\w.-]*\w)/gi).map((found) => found.replace(/\.git$/, ''));
	const folders = allIn(text, /^git clone \S+\ncd (\S+)/gm).map((folder) => path.basename(folder));
	return [
		...repositories.filter(
			(found) => `https://github.com/${found}` !== repository && !otherRepositories.includes(found.toLowerCase()),
		),
		...folders.filter((folder) => folder !== path.basename(repository)),
		...allIn(text, /([\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})\b/gi).filter(
			(found) => found !== email && !madeUpHosts.includes(found.slice(found.indexOf('@') + 1)),
		),
		...allIn(text, /([\w.-]*lab-inventory[\w.-]*\.example)\b/g).filter((host) => host !== email.split('@')[1]),
		...allIn(text, /^Copyright \(c\) \d+ (.*)$/gm).filter((found) => found !== name),
	];
}

const strangers = (files: TextFile[], by: Owner) =>
	files.flatMap((file) => strangersIn(file, by).map((found) => `${file.path}: ${found}`));

describe('who the repository belongs to', () => {
	it('stands in package.json, and every other file agrees', () => {
		expect(texts.length).toBeGreaterThan(500);
		expect(strangers(texts, owner)).toEqual([]);
	});

	it('is found in the pages, the licence and the files of the nodes', () => {
		const naming = texts.filter(({ text }) => text.includes(owner.repository)).map(({ path: file }) => file);
		expect(naming).toEqual(expect.arrayContaining(['package.json', 'SECURITY.md']));
		expect(naming).toEqual(expect.arrayContaining(['nodes/Cdd/CddBatch.node.json']));
		expect(strangers(texts, other).map((found) => found.split(':')[0])).toEqual(expect.arrayContaining(['LICENSE']));
	});

	it('has one address from which the others in package.json are made', () => {
		const packageJson: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
		expect(packageJson).toMatchObject({
			homepage: `${owner.repository}#readme`,
			repository: { type: 'git', url: `git+${owner.repository}.git` },
			bugs: { url: `${owner.repository}/issues` },
		});
	});
});

describe('npm run owner', () => {
	const given = texts.map(({ path: file, text }) => ({ path: file, text: withOwner(text, owner, other) }));

	it('leaves the earlier owner nowhere', () => {
		expect(strangers(given, other)).toEqual([]);
		expect(given.filter(({ text }) => text.includes(owner.email) || text.includes(owner.repository))).toEqual([]);
	});

	it('changes nothing else: given back, each file is as it was', () => {
		expect(given.map(({ path: file, text }) => ({ path: file, text: withOwner(text, other, owner) }))).toEqual(texts);
	});

	it.each([
		['https://github.com/a/b', 'https://github.com/c/d'],
		['(https://github.com/a/b#credentials)', '(https://github.com/c/d#credentials)'],
		['https://github.com/a/b/issues', 'https://github.com/c/d/issues'],
		['at https://github.com/a/b. Then', 'at https://github.com/c/d. Then'],
		['git clone https://github.com/a/b.git\ncd b\n', 'git clone https://github.com/c/d.git\ncd d\n'],
		['mailto:a@b.example, <a@b.example>', 'mailto:c@d.example, <c@d.example>'],
		['Copyright (c) 2026 A', 'Copyright (c) 2026 C'],
		['"author": {\n\t"name": "A",', '"author": {\n\t"name": "C",'],
	])('rewrites %j', (text, expected) => {
		const from = { name: 'A', email: 'a@b.example', repository: 'https://github.com/a/b' };
		const to = { name: 'C', email: 'c@d.example', repository: 'https://github.com/c/d' };
		expect(withOwner(text, from, to)).toBe(expected);
	});

	it.each([
		'https://github.com/a/b-more',
		'https://github.com/a/b.js',
		'https://github.com/a/bc',
		'aa@b.example',
		'a@b.example.org',
		'cd b\n',
		'A name is a word.',
	])('leaves %j', (text) => {
		const from = { name: 'A', email: 'a@b.example', repository: 'https://github.com/a/b' };
		expect(withOwner(text, from, other)).toBe(text);
	});
});

describe('a stranger', () => {
	it.each([
		['git clone https://github.com/stranger-owner/stranger-name.git', 'stranger-owner/stranger-name'],
		['[the README](https://github.com/stranger-owner/stranger-name#readme).', 'stranger-owner/stranger-name'],
		[`git clone ${owner.repository}.git\ncd elsewhere\n`, 'elsewhere'],
		['Write to help@stranger.com.', 'help@stranger.com'],
		['Write to help@lab-inventory.example.', 'help@lab-inventory.example'],
		['https://lab-inventory.example/help', 'lab-inventory.example'],
		['Copyright (c) 2026 Somebody', 'Somebody'],
	])('is seen in %j', (text, found) => {
		expect(strangersIn({ path: 'README.md', text }, owner)).toContain(found);
	});
});
