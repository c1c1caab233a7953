import { oldestN8n } from '../../nodes/shared/n8nVersion';
import { PlainProblem } from './progress';

/** What `npm run test:e2e` is asked to do. */
export interface E2eArguments {
	/** Another n8n than that of the checkout: the core tests run in it. */
	n8n?: string;
	takesScreenshots: boolean;
	/** Files and options for vitest. */
	vitest: string[];
}

const n8nOption = '--n8n';
const allOption = '--all';
const screenshotsOption = '--screenshots';
const browserTests = 'test/e2e/browser';
/** By name and with --all, each night in CI: they take minutes, and go on from where other tests have ended. */
const onDemand = new Map([
	['clicks', `${browserTests}/clicks.e2e.test.ts`],
	['nightFaults', 'test/e2e/nightFaults.e2e.test.ts'],
	['restore', 'test/e2e/restore.e2e.test.ts'],
	['threeNights', 'test/e2e/threeNights.e2e.test.ts'],
]);

/**
 * The core: workflows, triggers, lists, credentials and retries, driven through n8n's server and command line. The editor looks
 * another way in each n8n, and `npm start` brings one of its own.
 */
const outsideCore = [`${browserTests}/**`, 'test/e2e/npmStart.e2e.test.ts'];

function versionIn(text: string | undefined): string {
	if (text === 'oldest') return oldestN8n;
	if (text !== undefined && /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(text)) return text;
	throw new PlainProblem(`${n8nOption} needs a version such as 2.38.2, or the word oldest.`);
}

/** @throws PlainProblem where the version of n8n is none */
export function readE2eArguments(given: readonly string[]): E2eArguments {
	const args = given.flatMap((arg) =>
		arg.startsWith(`${n8nOption}=`) ? [n8nOption, arg.slice(n8nOption.length + 1)] : [arg],
	);
	const takesScreenshots = args.includes(screenshotsOption);
	const others = args.filter((arg) => arg !== screenshotsOption && arg !== allOption);
	const at = others.indexOf(n8nOption);
	if (at < 0) {
		if (takesScreenshots) return { takesScreenshots, vitest: [...others, browserTests] };
		const isWanted = (name: string) => args.includes(allOption) || args.includes(name);
		const left = [...onDemand].flatMap(([name, file]) => (isWanted(name) ? [] : ['--exclude', file]));
		return { takesScreenshots, vitest: [...others, ...left] };
	}
	if (takesScreenshots)
		throw new PlainProblem(`The pictures are taken in the n8n of the checkout: leave ${n8nOption} out.`);
	const n8n = versionIn(others[at + 1]);
	const vitest = [...others.toSpliced(at, 2), ...outsideCore.flatMap((files) => ['--exclude', files])];
	return { n8n, takesScreenshots, vitest };
}
