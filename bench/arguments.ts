import { PlainProblem } from '../scripts/lib/progress';
import type { Case } from './case';

/** What `npm run bench` is asked to do. */
export interface BenchArguments {
	chosen: Case[];
	/** Whether where the time of our node goes is asked, instead of how long it takes. */
	profiles: boolean;
	/** Whether the results go into the table of the repository. */
	isKept: boolean;
}

const profileOption = '--profile';
const showOption = '--show';

/** @throws PlainProblem where a case is named that there is not */
export function readBenchArguments(given: readonly string[], cases: readonly Case[]): BenchArguments {
	const named = given.filter((arg) => arg !== profileOption && arg !== showOption);
	const unknown = named.filter((name) => !cases.some((one) => one.name.startsWith(name)));
	if (unknown.length > 0) {
		const known = cases.map(({ name }) => name).join(', ');
		throw new PlainProblem(
			`There is no case ${unknown.join(', ')}. There are: ${known}. BENCH_FULL=1 adds larger ones.`,
		);
	}
	const fits = (part: string, { name }: Case) =>
		cases.some((one) => one.name === part) ? name === part : name.startsWith(part);
	const chosen = cases.filter((one) => named.length === 0 || named.some((part) => fits(part, one)));
	const profiles = given.includes(profileOption);
	return { chosen, profiles, isKept: !profiles && !given.includes(showOption) };
}
