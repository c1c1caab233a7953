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
const jestReportSchema = z.object({
	numPassedTests: z.number(),
	numFailedTests: z.number(),
	numRuntimeErrorTestSuites: z.number(),
});

export function sum(counts: Counts[]): Counts {
	return {
		passed: counts.reduce((total, { passed }) => total + passed, 0),
		failed: counts.reduce((total, { failed }) => total + failed, 0),
	};
}

/** Runs jest and counts its tests. A test file that could not run, or no test at all, counts as failed. */
export async function runJest(name: string, args: string[]): Promise<Counts> {
	const outputFile = join(resultsFolder, `jest-${name}.json`);
	mkdirSync(resultsFolder, { recursive: true });
	rmSync(outputFile, { force: true });
	const jest = join(root, 'node_modules/jest/bin/jest.js');
	const all = [jest, ...args, '--json', `--outputFile=${outputFile}`];
	const { exitCode } = await runCommand(process.execPath, all, { cwd: root, show: 'stderr' });
	const report = readJsonFile(outputFile, jestReportSchema);
	if (!report) return { passed: 0, failed: 1 };
	const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
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
