/**
 * `npm test`: types, lint, texts, workflows, rooms, format, build, unit and engine tests, and n8n's package scanner on both legs.
 * Goes on after a failure, so that one run shows everything. Arguments go to vitest.
 */
import { availableParallelism } from 'node:os';

import { queueOf } from '../nodes/shared/queue';
import { npmCommand, runCommand } from './lib/commands';
import { ensureN8n } from './lib/n8n-runtime';
import { build } from './lib/package-build';
import { packages } from './lib/packages';
import type { LabPackage } from './lib/packages';
import { root } from './lib/paths';
import { PlainProblem, runMain, say } from './lib/progress';
import { finishWith, forgetResult, runVitest, sum } from './lib/test-results';
import type { Counts } from './lib/test-results';
import { passesN8nLint } from './lint-n8n';
import { passTexts } from './lint-texts';
import { passWorkflows } from './lint-workflows';
import { showRooms } from './rooms';
import { scanPackedPackage, scanSources } from './scan';

const passed: Counts = { passed: 1, failed: 0 };
const failed: Counts = { passed: 0, failed: 1 };

async function npmScript(name: string): Promise<Counts> {
	const [npm, first] = npmCommand();
	const { exitCode } = await runCommand(npm, [...first, 'run', '--silent', name], { cwd: root, show: 'all' });
	return exitCode === 0 ? passed : failed;
}

async function verdict(scan: typeof scanSources, one: LabPackage): Promise<Counts> {
	const result = await scan(one);
	say(result.passed ? 'No errors.' : result.details);
	return result.passed ? passed : failed;
}

interface Step {
	title: string;
	run: () => Promise<Counts>;
}

/** One group after the other; the steps of a group go side by side, one to a core. The longest comes first. */
const steps: Step[][] = [
	[
		{ title: 'Lint', run: async () => npmScript('lint') },
		{ title: 'Types', run: async () => npmScript('typecheck') },
		...packages.map((one) => ({
			title: `n8n's lint in strict mode, ${one.name}`,
			run: async () => ((await passesN8nLint(one)) ? passed : failed),
		})),
		{ title: 'Texts', run: async () => (passTexts() ? passed : failed) },
		{ title: "GitHub's workflows", run: async () => ((await passWorkflows()) ? passed : failed) },
		{ title: 'Rooms', run: async () => ((await showRooms()) ? passed : failed) },
		{ title: 'Format', run: async () => npmScript('format:check') },
		{
			title: 'Build',
			run: async () => {
				await build();
				return passed;
			},
		},
	],
	[{ title: 'Unit and engine tests', run: async () => runVitest('unit', process.argv.slice(2)) }],
	packages.map((one) => ({
		title: `n8n's scanner on the sources of ${one.name}`,
		run: async () => verdict(scanSources, one),
	})),
	packages.map((one) => ({
		title: `n8n's scanner on ${one.name}, packed`,
		run: async () => verdict(scanPackedPackage, one),
	})),
];

async function runStep({ title, run }: Step): Promise<Counts> {
	say(`\n=== ${title} ===`);
	const started = Date.now();
	try {
		const counts = await run();
		const seconds = Math.round((Date.now() - started) / 1000);
		say(`--- ${title}: ${counts.passed} passed, ${counts.failed} failed (${seconds} s)`);
		return counts;
	} catch (problem) {
		say(problem instanceof PlainProblem ? problem.message : String(problem));
		say(`--- ${title}: 0 passed, 1 failed`);
		return failed;
	}
}

/**
 * With N8N_LAB_FETCH_AHEAD, the real n8n that `npm run test:e2e` needs next is fetched meanwhile, with the
 * compiler that it needs: most of that is waiting. If it cannot be had, that command says why.
 */
async function fetchAhead(): Promise<void> {
	if (process.env.N8N_LAB_FETCH_AHEAD) await ensureN8n().catch(() => undefined);
}

async function main(): Promise<number> {
	forgetResult('test');
	const n8n = fetchAhead();
	const counts: Counts[] = [];
	const onACore = queueOf(availableParallelism());
	for (const sideBySide of steps)
		counts.push(...(await Promise.all(sideBySide.map(async (step) => await onACore(async () => await runStep(step))))));
	await n8n;
	return finishWith('test', sum(counts));
}

runMain(main);
