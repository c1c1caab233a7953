/**
 * `npm run bench`: our nodes in a real n8n, beside its HTTP Request node and a script with undici, against the sandbox. Writes
 * bench/RESULTS.md.
 *
 *   CASE…       only the cases whose names begin so
 *   --show      shows the table, and keeps nothing
 *   --profile   where n8n's process spends its time while our node runs, and what it does while its event loop is held
 *
 * BENCH_FULL=1 adds the cases of a million records.
 */
import { cpus, loadavg, totalmem } from 'node:os';
import { inspect } from 'node:util';

import { buildIfChanged } from '../scripts/lib/package-build';
import { PlainProblem, runMain, say, step } from '../scripts/lib/progress';
import { stopAllServers } from '../scripts/lib/servers';
import { readBenchArguments } from './arguments';
import { cases } from './cases';
import { keepResult } from './kept';
import { BenchLab } from './lab';
import { measureCase, profileCase } from './measure';
import type { CaseResult } from './measure';
import { holdTable, memoryTable, oneLine, timeTable } from './report';

const load = () => loadavg()[0] ?? 0;

const machine = () => `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB`;

const today = () => new Date().toISOString().slice(0, 10);

async function main(): Promise<number> {
	const { chosen, profiles, isKept } = readBenchArguments(process.argv.slice(2), cases(process.env.BENCH_FULL === '1'));
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
			const before = load();
			try {
				const result = await step(`Measuring ${one.name}`, async () => await measureCase(lab, one));
				results.push(result);
				say(oneLine(result));
				if (isKept) keepResult(result, { day: today(), n8n: lab.n8nVersion, machine: machine(), load: before });
			} catch (problem) {
				failed.push(one.name);
				say(`${one.name} failed. ${problem instanceof PlainProblem ? problem.message : inspect(problem)}`);
			}
		}
		for (const table of [timeTable, holdTable, memoryTable]) say(`\n${table(results)}`);
		if (isKept) say('\nWritten to bench/RESULTS.md.');
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
