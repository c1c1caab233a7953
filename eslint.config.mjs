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

/** What we ask of all our code beside n8n's rules. The plugins are those that n8n's configuration brings. */
const house = {
	files: ['**/*.ts'],
	languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
	linterOptions: { reportUnusedDisableDirectives: 'error' },
	rules: {
		'@typescript-eslint/no-floating-promises': 'error',
		'@typescript-eslint/no-misused-promises': 'error',
		'@typescript-eslint/switch-exhaustiveness-check': 'error',
		'@typescript-eslint/no-explicit-any': 'error',
		'@typescript-eslint/no-non-null-assertion': 'error',
		// Types are imported beside their values, in a line of their own
		'@typescript-eslint/consistent-type-imports': 'error',
		'import-x/consistent-type-specifier-style': ['error', 'prefer-top-level'],
		// Packages, a blank line, then our own files from the farthest to the nearest
		'import-x/order': [
			'error',
			{
				groups: [
					['builtin', 'external'],
					['parent', 'sibling', 'index'],
				],
				pathGroups: [
					{ pattern: 'node:*', group: 'builtin', position: 'before' },
					{ pattern: './**', group: 'sibling', position: 'after' },
				],
				pathGroupsExcludedImportTypes: [],
				distinctGroup: false,
				'newlines-between': 'always',
				alphabetize: { order: 'asc', orderImportKind: 'desc' },
			},
		],
	},
};

/** What people filled in is read by the fields of a form, which know what may stand in them. */
const oneDoorIn = {
	files: ['nodes/**/*.ts'],
	ignores: [
		'nodes/shared/form/**',
		// The operation and the event that was chosen, and the switch that no agent may set
		'nodes/shared/runOperations.ts',
		'nodes/shared/polling/runPoll.ts',
		'nodes/shared/agent.ts',
	],
	rules: {
		'no-restricted-syntax': [
			'error',
			...['Identifier[name=%]', 'Literal[value=%]'].map((selector) => ({
				selector: selector.replace('%', '/^get(Current)?NodeParameters?$/'),
				message: 'Read it through a field of the form: see nodes/shared/form.',
			})),
		],
	},
};

/** In what is published, no comment switches a rule off. */
const withoutExceptions = {
	files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
	linterOptions: { noInlineConfig: true },
};

export default [
	{ ignores: ['node_modules/**', 'dist/**', 'packages/**', '.lab/**', 'scripts/**/*.mjs', '*.js', 'test/**/*.js'] },
	...config,
	outsideOfN8n,
	house,
	oneDoorIn,
	withoutExceptions,
];
