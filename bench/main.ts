/**
 * `npm run bench`: our nodes in a real n8n, beside its HTTP Request node and a script with undici, against the sandbox. Writes
 * bench/RESULTS.md.
 *
 *   CASE…       only the cases whose names begin so; shows their table
 *   --profile   where n8n's process spends its time while our node runs, and what it does while its event loop is held
 *
 * BENCH_FULL=1 adds the cases of a million records.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';

import { buildIfChanged } from '../scripts/lib/package-build';
import { root } from '../scripts/lib/paths';
import { PlainProblem, runMain, say, step } from '../scripts/lib/progress';
import { stopAllServers } from '../scripts/lib/servers';
import { readBenchArguments } from './arguments';
import { cases } from './cases';
import { BenchLab } from './lab';
import { measureCase, profileCase } from './measure';
import type { CaseResult } from './measure';
import { holdTable, memoryTable, oneLine, report, timeTable } from './report';

const load = () => loadavg()[0] ?? 0;

/** Also after each case, as a whole run takes long. */
function writeResults(lab: BenchLab, results: readonly CaseResult[], before: number): void {
	const where = {
		cores: cpus().length,
		memoryGigabytes: Math.round(totalmem() / 2 ** 30),
		load: [before, load()] as const,
		n8n: lab.n8nVersion,
		day: new Date().toISOString().slice(0, 10),
	};
	const limits = readFileSync(join(root, 'bench/LIMITS.md'), 'utf8');
	writeFileSync(join(root, 'bench/RESULTS.md'), report(results, where, limits));
}

async function main(): Promise<number> {
	const { chosen, profiles, isWhole } = readBenchArguments(
		process.argv.slice(2),
		cases(process.env.BENCH_FULL === '1'),
	);
	const before = load();
	await buildIfChanged();
	const lab = await BenchLab.open();
	try {
		if (profiles) {
			for (const one of chosen) {
				const profile = await step(`Taking a profile of ${one.name}`, async () => await profileCase(lab, one));
				say(profile);
			}
			return 0;
		}
		const results: CaseResult[] = [];
		const failed: string[] = [];
		for (const one of chosen) {
			try {
				const result = await step(`Measuring ${one.name}`, async () => await measureCase(lab, one));
				results.push(result);
				say(oneLine(result));
			} catch (problem) {
				failed.push(one.name);
				say(`${one.name} failed. ${problem instanceof PlainProblem ? problem.message : inspect(problem)}`);
			}
			if (isWhole) writeResults(lab, results, before);
		}
		for (const table of [timeTable, holdTable, memoryTable]) say(`\n${table(results)}`);
		if (isWhole) say('\nWritten to bench/RESULTS.md.');
		if (failed.length > 0) say(`\nWithout a result: ${failed.join(', ')}.`);
		return failed.length > 0 ? 1 : 0;
	} finally {
		await lab.close();
	}
}

// what was started and written ends with this process
for (const [signal, code] of [
	['SIGINT', 130],
	['SIGTERM', 143],
	['SIGHUP', 129],
] as const)
	process.on(signal, () => void stopAllServers().then(() => process.exit(code)));
runMain(main);
