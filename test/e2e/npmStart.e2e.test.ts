import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { rm } from 'node:fs/promises';

import { inspectBackupFile } from '../../scripts/lib/backup';
import { npmCommand, runCommand } from '../../scripts/lib/commands';

const checkout = resolve(__dirname, '../..');

/** What a clone of the present state would hold. */
function copyCheckout(target: string): void {
	const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: checkout });
	for (const file of listed.toString('utf8').split('\0')) {
		const source = join(checkout, file);
		if (file && existsSync(source)) cpSync(source, join(target, file));
	}
}

const savedIn = (folder: string) => readdirSync(join(folder, '.lab/backups')).sort();

describe('npm start in a fresh checkout', () => {
	const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lab-inventory-start-')));

	const npmStart = async () => {
		const [npm, first] = npmCommand();
		return await runCommand(npm, [...first, 'start', '--', '--no-editor'], { cwd: folder });
	};

	beforeAll(() => copyCheckout(folder));
	// a busy disk takes minutes for the packages
	afterAll(async () => rm(folder, { recursive: true, force: true }), 900_000);

	it('ends with a saved backup; a second start does it again and installs and builds nothing', async () => {
		const first = await npmStart();
		expect({ ...first, stdout: '' }).toMatchObject({ exitCode: 0 });
		expect(first.stdout).toMatch(/Installing the development packages/);
		expect(first.stdout).toMatch(/Building the package/);
		for (const name of readdirSync(join(folder, 'workflows'))) expect(first.stdout).toContain(name);
		// The first night of a week or a month has further names.
		const saved = savedIn(folder).filter((name) =>
			/-(samples|batches)-(mon|tue|wed|thu|fri|sat|sun)\.json$/.test(name),
		);
		expect(saved).toEqual([
			expect.stringMatching(/^cdd-sandbox-\d+-batches-/),
			expect.stringMatching(/^cdd-sandbox-\d+-samples-/),
		]);
		for (const name of saved) {
			const path = join(folder, '.lab/backups', name);
			const { records, distinctIds, sha256 } = inspectBackupFile(path, 'json');
			expect(records).toBeGreaterThan(0);
			expect(first.stdout).toContain(path);
			expect(first.stdout).toContain(`records   ${records}, distinct ids ${distinctIds}, complete`);
			expect(first.stdout).toContain(sha256);
		}

		const built = statSync(join(folder, 'dist')).mtimeMs;
		const installed = statSync(join(folder, 'node_modules')).mtimeMs;
		const second = await npmStart();
		expect({ ...second, stdout: '' }).toMatchObject({ exitCode: 0 });
		expect(second.stdout).not.toMatch(/Installing|Building|Importing|Getting n8n/);
		expect(second.stdout).toMatch(/The nightly backup saved/);
		expect(savedIn(folder).filter((name) => /-(samples|batches)-\w{3}-2\.json$/.test(name))).toHaveLength(2);
		expect(statSync(join(folder, 'dist')).mtimeMs).toBe(built);
		expect(statSync(join(folder, 'node_modules')).mtimeMs).toBe(installed);
	}, 900_000);
});
