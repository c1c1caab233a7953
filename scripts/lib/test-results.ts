import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { runCommand } from './commands';
import { readJsonFile, writeJsonFile } from './json-file';
import { labFolder, root } from './paths';
import { say } from './progress';

export interface Counts {
	passed: number;
	failed: number;
}

const resultsFolder = join(labFolder, 'results');
const reportSchema = z.object({
	numPassedTests: z.number(),
	numFailedTests: z.number(),
	testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

export function sum(counts: Counts[]): Counts {
	return {
		passed: counts.reduce((total, { passed }) => total + passed, 0),
		failed: counts.reduce((total, { failed }) => total + failed, 0),
	};
}

/**
 * Runs vitest and counts its tests. A test file that could not run, what broke outside of a test, or no test at all,
 * counts as failed.
 */
export async function runVitest(name: string, args: string[]): Promise<Counts> {
	const outputFile = join(resultsFolder, `vitest-${name}.json`);
	mkdirSync(resultsFolder, { recursive: true });
	rmSync(outputFile, { force: true });
	const vitest = join(root, 'node_modules/vitest/vitest.mjs');
	const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`];
	const all = [vitest, 'run', ...args, ...reporters];
	const { exitCode } = await runCommand(process.execPath, all, { cwd: root, show: 'all' });
	const report = readJsonFile(outputFile, reportSchema);
	if (!report) return { passed: 0, failed: 1 };
	const isFailed = ({ status }: { status: string }) => status === 'failed';
	const brokenFiles = report.testResults.filter((file) => isFailed(file) && !file.assertionResults.some(isFailed));
	const failed = report.numFailedTests + brokenFiles.length;
	const silentlyWrong = failed === 0 && (exitCode !== 0 || report.numPassedTests === 0);
	return { passed: report.numPassedTests, failed: silentlyWrong ? 1 : failed };
}

/** Shows the total as the last line, leaves it for `.ci/run`, and gives the exit code. */
export function finishWith(suite: 'test' | 'e2e', counts: Counts): number {
	writeJsonFile(join(resultsFolder, `${suite}.json`), counts);
	say(`\n${counts.passed} passed, ${counts.failed} failed`);
	return counts.failed === 0 ? 0 : 1;
}

/** Removes an earlier total, so that an interrupted run leaves none. */
export function forgetResult(suite: 'test' | 'e2e'): void {
	rmSync(join(resultsFolder, `${suite}.json`), { force: true });
}
