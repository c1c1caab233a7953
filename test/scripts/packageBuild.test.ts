import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { build, buildIfChanged } from '../../scripts/lib/package-build';
import { root } from '../../scripts/lib/paths';

const npm = vi.hoisted(() => ({ runs: 0, atOnce: 0, most: 0 }));

vi.mock('../../scripts/lib/paths', async () => {
	const { mkdtempSync } = await import('node:fs');
	const { tmpdir } = await import('node:os');
	const path = await import('node:path');
	const folder = mkdtempSync(path.join(tmpdir(), 'lab-inventory-build-'));
	return { root: folder, labFolder: path.join(folder, '.lab'), logsFolder: path.join(folder, '.lab/logs') };
});
vi.mock('../../scripts/lib/commands', () => ({
	npmCommand: () => ['npm', []],
	mustRun: async () => {
		npm.runs += 1;
		npm.atOnce += 1;
		npm.most = Math.max(npm.most, npm.atOnce);
		await new Promise((resolve) => setTimeout(resolve, 20));
		mkdirSync(join(root, 'dist'), { recursive: true });
		writeFileSync(join(root, 'dist/it.js'), '');
		npm.atOnce -= 1;
	},
}));

describe('building the packages', () => {
	beforeEach(() => {
		Object.assign(npm, { runs: 0, atOnce: 0, most: 0 });
		writeFileSync(join(root, 'package.json'), '{}');
		vi.spyOn(process.stdout, 'write').mockReturnValue(true);
	});
	afterEach(() => {
		vi.restoreAllMocks();
		rmSync(join(root, 'dist'), { recursive: true });
		rmSync(join(root, '.lab'), { recursive: true });
	});
	afterAll(() => rmSync(root, { recursive: true }));

	it('is done once for all who need it at the same time, and again only after a change', async () => {
		await Promise.all([buildIfChanged(), buildIfChanged()]);
		await buildIfChanged();
		expect(npm).toMatchObject({ runs: 1, most: 1 });
		writeFileSync(join(root, 'package.json'), '{ "version": "1.0.0" }');
		await buildIfChanged();
		rmSync(join(root, 'dist/it.js'));
		await buildIfChanged();
		expect(npm.runs).toBe(3);
	});

	it('is done by one after the other where each asks for a build of its own', async () => {
		await Promise.all([build(), build()]);
		expect(npm).toMatchObject({ runs: 2, most: 1 });
	});
});
