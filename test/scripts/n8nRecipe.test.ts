import { readFileSync } from 'node:fs';
import path from 'node:path';

import { n8nRecipe } from '../../scripts/lib/n8n-recipe';

describe('which n8n is installed', () => {
	const manifest: unknown = JSON.parse(readFileSync(path.resolve(__dirname, '../../scripts/n8n/package.json'), 'utf8'));

	it('has a folder of its own for each version', () => {
		const names = [undefined, '2.20.12', '2.20.13', '2.41.0-rc.1'].map((version) => n8nRecipe(version).name);
		expect(new Set(names).size).toBe(names.length);
		expect(n8nRecipe('2.20.12').name).toBe('2.20.12');
	});

	it('is the one with the lockfile, also if its version is asked for', () => {
		expect(manifest).toMatchObject({ dependencies: { n8n: expect.stringMatching(/^\d/) } });
		const [, version = ''] = /"n8n":"([^"]+)"/.exec(JSON.stringify(manifest)) ?? [];
		expect(n8nRecipe(version).name).toBe(n8nRecipe().name);
	});

	it.each(['latest', '2', '^2.20.12', '../2.20.12', '2.20.12/..', ''])('%j is not a version', (text) => {
		expect(() => n8nRecipe(text)).toThrow(/is not a version of n8n such as \d/);
	});
});
