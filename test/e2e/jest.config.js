module.exports = {
	rootDir: __dirname,
	testEnvironment: 'node',
	testMatch: ['<rootDir>/**/*.e2e.test.ts'],
	transform: {
		'^.+\\.ts$': ['ts-jest', { diagnostics: false, transpilation: true, tsconfig: '<rootDir>/../../tsconfig.json' }],
	},
	testTimeout: 240_000,
	maxWorkers: 2,
};
