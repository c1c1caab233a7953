/** Unit and engine tests. The real n8n is driven by test/e2e, with a configuration of its own. */
module.exports = {
	preset: 'ts-jest',
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false }] },
	setupFilesAfterEnv: ['<rootDir>/test/support/setup.ts'],
	testTimeout: 60_000,
	maxWorkers: 2,
};
