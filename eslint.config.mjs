import { config } from '@n8n/node-cli/eslint';

/** Rules that say what a node may do inside n8n; the sandbox, the scripts and the tests run outside of it. */
const outsideOfN8n = {
	files: ['sandbox/**/*.ts', 'scripts/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts'],
	rules: {
		'@n8n/community-nodes/no-dangerous-functions': 'off',
		'@n8n/community-nodes/no-restricted-globals': 'off',
		'@n8n/community-nodes/no-restricted-imports': 'off',
		'@n8n/community-nodes/require-node-api-error': 'off',
		'no-console': 'off',
	},
};

export default [
	{ ignores: ['node_modules/**', 'dist/**', '.lab/**', 'scripts/**/*.mjs', '*.js', 'test/**/*.js'] },
	...config,
	outsideOfN8n,
];
