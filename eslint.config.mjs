import { config } from '@n8n/node-cli/eslint';

export default [
	{ ignores: ['node_modules/**', 'dist/**', '.lab/**', 'scripts/**/*.mjs', '*.js'] },
	...config,
];
