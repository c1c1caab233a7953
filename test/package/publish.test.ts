import { spawnSync } from 'node:child_process';
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { packages } from '../../scripts/lib/packages';
import { root } from '../../scripts/lib/paths';

const script = path.join(root, 'scripts/publish.mjs');
const names = ['n8n-nodes-one', 'n8n-nodes-two'];
const version = '1.2.3';

/** Stands in for npm: notes how it was called, and answers from the file `registry.json`. */
const fakeNpm = `#!${process.execPath}
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs');
const args = process.argv.slice(2);
const registry = JSON.parse(readFileSync('registry.json', 'utf8'));
if (args[0] === 'view') {
	if (registry.down) { console.error('npm error code ETIMEDOUT'); process.exit(1); }
	if (registry.notice) console.error(registry.notice);
	if (registry.notice && !registry.published.includes(args[1])) process.exit(0);
	if (!registry.published.includes(args[1])) { console.error('npm error code E404'); process.exit(1); }
	console.log(args[1].split('@')[1]);
} else {
	appendFileSync('calls.txt', args.join(' ') + '\\n');
	if (registry.refuses && args[1].includes(registry.refuses)) { console.error('npm error code E500'); process.exit(1); }
	const [, name, version] = /^\\.\\/(.+)-(\\d.*)\\.tgz$/.exec(args[1]);
	writeFileSync('registry.json', JSON.stringify({ ...registry, published: [...registry.published, name + '@' + version] }));
}
`;

interface Registry {
	published: string[];
	down?: boolean;
	/** What npm says beside its answer; that of a version that there is not is empty then. */
	notice?: string;
	refuses?: string;
}

describe('publishing on a tag', () => {
	let folder: string;

	const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text);
	const registryIs = (registry: Registry) => write('registry.json', JSON.stringify(registry));
	const published = () => {
		const file = path.join(folder, 'calls.txt');
		return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
	};
	const run = (tag: string, ...args: string[]) => {
		const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
			cwd: folder,
			encoding: 'utf8',
			env: { PATH: folder, GITHUB_REF_NAME: tag },
		});
		return { status, said: `${stdout}${stderr}` };
	};
	const commandFor = (name: string) => `publish ./${name}-${version}.tgz --provenance --access public`;

	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'publish-'));
		write('npm', fakeNpm);
		chmodSync(path.join(folder, 'npm'), 0o755);
		write('package.json', JSON.stringify({ version }));
		write('CHANGELOG.md', `# Changelog\n\n## [${version}] - 2026-11-30\n\n## [1.2.2] - 2026-10-01\n`);
		for (const name of names) {
			mkdirSync(path.join(folder, 'packages', name), { recursive: true });
			write(`${name}-${version}.tgz`, '');
		}
		registryIs({ published: ['n8n-nodes-one@1.2.2'] });
	});

	afterEach(() => rmSync(folder, { recursive: true }));

	it('finds both packages by their folders', () => {
		expect(readdirSync(path.join(root, 'packages')).sort()).toEqual(packages.map(({ name }) => name).sort());
	});

	it('publishes each package with provenance', () => {
		expect(run('v1.2.3').status).toBe(0);
		expect(published()).toEqual(names.map(commandFor));
	});

	it('leaves alone what is published already, as after a run that failed half way', () => {
		registryIs({ published: [], refuses: 'two' });
		const first = run('v1.2.3');
		expect(first.status).toBe(1);
		expect(first.said).toContain('n8n-nodes-two 1.2.3 was not published. Run this job again');
		registryIs({ published: ['n8n-nodes-one@1.2.3'] });
		const second = run('v1.2.3');
		expect(second.status).toBe(0);
		expect(second.said).toContain('n8n-nodes-one 1.2.3 is published already');
		expect(published()).toEqual([...names.map(commandFor), commandFor('n8n-nodes-two')]);
	});

	it('takes nothing for published by what npm says beside its answer', () => {
		registryIs({ published: ['n8n-nodes-one@1.2.3'], notice: 'New patch version of npm available! 11.2.3 -> 11.2.4' });
		expect(run('v1.2.3').status).toBe(0);
		expect(published()).toEqual([commandFor('n8n-nodes-two')]);
	});

	it.each(['v1.2.4', '1.2.3', 'main'])('publishes nothing on the tag %s', (tag) => {
		for (const args of [[], ['--check']]) {
			const { status, said } = run(tag, ...args);
			expect(status).toBe(1);
			expect(said).toContain('Tag it as v1.2.3');
		}
		expect(published()).toEqual([]);
	});

	it.each(['## [1.2.3] - Unreleased', '## [1.2.4] - 2026-11-30'])(
		'publishes nothing under the heading %s',
		(heading) => {
			write('CHANGELOG.md', `# Changelog\n\n${heading}\n\n## [1.2.2] - 2026-10-01\n`);
			for (const args of [[], ['--check']]) {
				const { status, said } = run('v1.2.3', ...args);
				expect(status).toBe(1);
				expect(said).toContain('CHANGELOG.md has no date for 1.2.3');
			}
			expect(published()).toEqual([]);
		},
	);

	it('publishes nothing when it only checks', () => {
		expect(run('v1.2.3', '--check').status).toBe(0);
		expect(published()).toEqual([]);
	});

	it('publishes none if one is not packed', () => {
		rmSync(path.join(folder, `n8n-nodes-two-${version}.tgz`));
		const { status, said } = run('v1.2.3');
		expect(status).toBe(1);
		expect(said).toContain('Not packed: ./n8n-nodes-two-1.2.3.tgz');
		expect(published()).toEqual([]);
	});

	it('publishes none if the registry does not say what is there', () => {
		registryIs({ published: [], down: true });
		const { status, said } = run('v1.2.3');
		expect(status).toBe(1);
		expect(said).toContain('ETIMEDOUT');
		expect(published()).toEqual([]);
	});
});
