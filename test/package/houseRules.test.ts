import { ESLint } from 'eslint';
import type { Linter } from 'eslint';
import { z } from 'zod';

import { root } from '../../scripts/lib/paths';

const configFile: string = `${root}/eslint.config.mjs`;
const ourConfigs = z.array(z.object({ rules: z.record(z.unknown()).optional() }).passthrough());
const rule = 'no-restricted-syntax';

describe('what somebody filled in', () => {
	let eslint: ESLint;

	beforeAll(async () => {
		const { default: all }: { default: unknown } = await import(configFile);
		const own = ourConfigs.parse(all).filter(({ rules }) => rules && rule in rules);
		expect(own).toHaveLength(1);
		const overrideConfig = [{ files: ['**/*.ts'] }, ...own] as Linter.Config[];
		eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig });
	});

	const complaints = async (source: string, filePath: string) => [
		...new Set((await eslint.lintText(source, { filePath }))[0]?.messages.map(({ ruleId }) => ruleId)),
	];

	it.each([
		"const name = functions.getNodeParameter('name', 0);",
		'const { getNodeParameter } = functions;',
		"const read = functions['getNodeParameter'];",
		"const now = context.getCurrentNodeParameter('name');",
		'const all = context.getCurrentNodeParameters();',
	])('is not read beside the form: %s', async (source) => {
		expect(await complaints(source, 'nodes/Cdd/operations/batch/planted.ts')).toEqual([rule]);
		expect(await complaints(source, 'nodes/shared/planted.ts')).toEqual([rule]);
	});

	it.each(['nodes/shared/form/planted.ts', 'nodes/shared/runOperations.ts', 'test/support/planted.ts'])(
		'is read in %s',
		async (file) => {
			expect(await complaints("functions.getNodeParameter('name', 0);", file)).toEqual([]);
		},
	);
});
