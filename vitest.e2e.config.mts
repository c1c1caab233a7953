import { defineConfig } from 'vitest/config';

/** Tests with a real n8n and its editor in a browser: two files at a time, each in a process of its own. */
export default defineConfig({
	test: {
		include: ['test/e2e/**/*.e2e.test.ts'],
		globals: true,
		pool: 'forks',
		maxWorkers: 2,
		minWorkers: 1,
		testTimeout: 240_000,
		hookTimeout: 240_000,
	},
});
