import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureN8n } from '../../scripts/lib/n8n-runtime';

const nodePackage = `node-${process.platform}-${process.arch}`;

vi.mock('node:fs/promises', async (original) => ({
	...(await original<object>()),
	statfs: async () => await Promise.resolve({ bavail: 1e7, bsize: 4096 }),
}));
vi.mock('../../scripts/lib/n8n-recipe', () => ({
	n8nRecipe: () => ({
		name: 'tiny',
		writeInto: async (folder: string) => {
			const versions = { n8n: '2.41.1', sqlite3: '5.1.7', [nodePackage]: '24.9.0' };
			const packages = Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }]);
			writeFileSync(
				join(folder, 'package-lock.json'),
				JSON.stringify({ packages: Object.fromEntries(packages) }, null, 1),
			);
			await Promise.resolve();
		},
	}),
}));

/**
 * Stands in for npm: notes how it was called, and lays down packages of which sqlite3 loads only once it is compiled, for
 * which a compiler must be named.
 */
const fakeNpm = `
const { appendFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } = require('node:fs');
const [command] = process.argv.slice(2);
const has = (path, text) => { mkdirSync(require('node:path').dirname(path), { recursive: true }); writeFileSync(path, text); };
appendFileSync(process.env.ASKED, command + '\\n');
if (command === 'rebuild' && process.env.CXX) has('node_modules/sqlite3/build/it.js', '');
if (command === 'install' || command === 'ci') {
	has('node_modules/sqlite3/index.js', 'require("./build/it.js")');
	mkdirSync('node_modules/${nodePackage}/bin', { recursive: true });
	symlinkSync(process.execPath, 'node_modules/${nodePackage}/bin/node');
}
if (command === 'ci') {
	has('node_modules/n8n/package.json', '{ "version": "2.41.1" }');
	has('node_modules/n8n/bin/n8n', '');
}
`;

describe('getting n8n', () => {
	const { getuid } = process;
	let folder = '';

	const compilerIsThere = () => {
		for (const name of ['cc', 'g++', 'make', 'python3']) {
			writeFileSync(join(folder, 'bin', name), '#!/bin/sh\nexit 0\n');
			chmodSync(join(folder, 'bin', name), 0o755);
		}
	};
	const asked = () => readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n');

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'lab-inventory-n8n-'));
		mkdirSync(join(folder, 'bin'));
		writeFileSync(join(folder, 'npm-cli.js'), fakeNpm);
		vi.stubEnv('npm_execpath', join(folder, 'npm-cli.js'));
		vi.stubEnv('ASKED', join(folder, 'asked'));
		vi.stubEnv('N8N_LAB_CACHE', folder);
		vi.stubEnv('PATH', join(folder, 'bin'));
		for (const name of ['CC', 'CXX', 'MAKE', 'PYTHON']) vi.stubEnv(name, '');
		process.getuid = () => 1000;
		vi.spyOn(process.stdout, 'write').mockReturnValue(true);
	});
	afterEach(() => {
		process.getuid = getuid;
		vi.restoreAllMocks();
		vi.unstubAllEnvs();
		rmSync(folder, { recursive: true, force: true });
	});

	it('says before the long download that a compiler is missing', async () => {
		await expect(ensureN8n()).rejects.toThrow(/^A part of n8n \(sqlite3\) must be compiled/);
		expect(asked()).toEqual(['install', 'rebuild']);
	});

	it('compiles its native part beside the download, and puts it into n8n', async () => {
		compilerIsThere();
		const { folder: n8n, version } = await ensureN8n();
		expect(version).toBe('2.41.1');
		expect(existsSync(join(n8n, 'node_modules/sqlite3/build/it.js'))).toBe(true);
		const [first, ...others] = asked();
		expect([first, ...others.sort()]).toEqual(['install', 'ci', 'rebuild']);

		await ensureN8n();
		expect(asked()).toHaveLength(3);
	});

	it('is not held up by what was left by a process that had the same number', async () => {
		compilerIsThere();
		const { folder: n8n } = await ensureN8n();
		rmSync(n8n, { recursive: true });
		writeFileSync(`${n8n}.lock`, String(process.pid));
		for (const kind of ['', '.parts']) mkdirSync(`${n8n}${kind}.installing-${process.pid}`);
		await expect(ensureN8n()).resolves.toMatchObject({ folder: n8n });
	});
});
