import { PlainProblem } from '../scripts/lib/progress';
import type { Case, Plan, PollPlan } from './case';
import { polling, published } from './execution';
import type { Runnable } from './execution';
import type { BenchLab, RunningN8n } from './lab';
import { sentOutside } from './outside';
import { HealthWatch, longestWithin } from './probe';
import { profileText } from './profile';
import type { Facts, SentRequest } from './service/facts';
import { sentByHand } from './steps';

/** What one run of one way took. Times are in milliseconds, memory in bytes. */
export interface Sample {
	/** The counted steps, by n8n's run data. */
	time: number;
	/** From the call that starts the workflow until n8n has saved the execution. */
	whole: number;
	requests: number;
	/** The most of them that were under way at a moment. */
	underWay: number;
	/** The longest hold of n8n's event loop during the counted steps, by how late a timer came. */
	hold: number;
	/** The longest wait for /healthz in that time. */
	health: number;
	/** The peak above n8n at rest, where `hasMemory` of a fresh n8n. */
	memory: number;
}

export interface CaseResult {
	name: string;
	title: string;
	hasMemory: boolean;
	ours: Sample;
	byHand: Sample;
	/** Only time and requests mean something. */
	outside: Pick<Sample, 'requests' | 'time'>;
}

export const countedRuns = 3;

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export const medians = (samples: readonly Sample[]): Sample => ({
	time: median(samples.map(({ time }) => time)),
	whole: median(samples.map(({ whole }) => whole)),
	requests: median(samples.map(({ requests }) => requests)),
	underWay: median(samples.map(({ underWay }) => underWay)),
	hold: median(samples.map(({ hold }) => hold)),
	health: median(samples.map(({ health }) => health)),
	memory: median(samples.map(({ memory }) => memory)),
});

const readying = async ({ session }: RunningN8n, plan: Plan | PollPlan): Promise<Runnable> =>
	'trigger' in plan ? await polling(session, plan) : await published(session, plan);

async function runInN8n(lab: BenchLab, { session, probe }: RunningN8n, runnable: Runnable): Promise<Sample> {
	await lab.service.clearRequests();
	const idle = await probe.begin();
	const health = new HealthWatch(session.address);
	const { whole, counted } = await runnable.run();
	const answers = health.stop();
	const { holds, peak } = await probe.end();
	const { length: requests } = await lab.service.requests();
	const { from, to } = await counted();
	return {
		time: to - from,
		whole: whole.to - whole.from,
		requests,
		underWay: await lab.service.underWay(),
		hold: longestWithin(holds, from, to),
		health: longestWithin(answers, from, to),
		memory: peak - idle,
	};
}

function requireRequests({ requests }: Sample): void {
	if (requests === 0) throw new PlainProblem('Our node sent no request.');
}

/** A request that is refused costs little, and would be compared with one that is not. */
function requireSameEffects(ours: readonly SentRequest[], byHand: readonly SentRequest[]): void {
	const effects = (requests: readonly SentRequest[]) => requests.filter(({ tookEffect }) => tookEffect).length;
	if (effects(byHand) === effects(ours)) return;
	const refused = JSON.stringify(byHand.find(({ tookEffect }) => !tookEffect));
	throw new PlainProblem(
		`By hand ${effects(byHand)} requests took effect, and ${effects(ours)} of ours. The first one that was refused: ${refused}`,
	);
}

/** One case, in a n8n that is started for it. */
class CaseRun {
	private facts: Facts | undefined;

	constructor(
		private readonly lab: BenchLab,
		private readonly n8n: RunningN8n,
		private readonly one: Case,
	) {}

	/** As new where the case changes something. */
	private async fresh(): Promise<Facts> {
		const { one, lab } = this;
		if (!this.facts) await one.files?.(lab.filesFolder);
		if (one.writes || !this.facts) this.facts = { ...(await lab.service.prepare(one.needs)), folder: lab.filesFolder };
		return this.facts;
	}

	private async inN8n(runnable: Runnable): Promise<Sample> {
		await this.fresh();
		return await runInN8n(this.lab, this.n8n, runnable);
	}

	private async outside(sent: readonly SentRequest[]): Promise<CaseResult['outside']> {
		const facts = await this.fresh();
		await this.lab.service.clearRequests();
		const from = Date.now();
		await (this.one.outside ? this.one.outside(facts) : sentOutside(facts, sent));
		const time = Date.now() - from;
		return { time, requests: (await this.lab.service.requests()).length };
	}

	async all(): Promise<CaseResult> {
		const { one, lab } = this;
		const ours = await readying(this.n8n, one.ours(await this.fresh()));
		const first = await this.inN8n(ours);
		if (!one.files) requireRequests(first);
		const sent = await lab.service.requests();
		const byHand = await readying(
			this.n8n,
			one.byHand ? one.byHand(await this.fresh()) : sentByHand(await this.fresh(), sent),
		);
		await this.inN8n(byHand);
		if (!one.byHand) requireSameEffects(sent, await lab.service.requests());
		await this.outside(sent);

		const counted: Record<'byHand' | 'ours', Sample[]> = { ours: [], byHand: [] };
		const outside: Array<CaseResult['outside']> = [];
		for (let round = 0; round < countedRuns; round += 1) {
			counted.ours.push(await this.inN8n(ours));
			counted.byHand.push(await this.inN8n(byHand));
			outside.push(await this.outside(sent));
		}
		return {
			name: one.name,
			title: one.title,
			hasMemory: one.memory === true,
			ours: medians(counted.ours),
			byHand: medians(counted.byHand),
			outside: {
				time: median(outside.map(({ time }) => time)),
				requests: median(outside.map(({ requests }) => requests)),
			},
		};
	}

	/** The memory of the first run of a way: what one run took, n8n keeps for the next one. */
	async memoryOf(way: 'byHand' | 'ours'): Promise<number> {
		const facts = await this.fresh();
		const plan = way === 'ours' ? this.one.ours(facts) : this.one.byHand?.(facts);
		return plan ? (await this.inN8n(await readying(this.n8n, plan))).memory : 0;
	}

	async profile(): Promise<string> {
		const ours = await readying(this.n8n, this.one.ours(await this.fresh()));
		await this.inN8n(ours);
		await this.fresh();
		await this.n8n.probe.beginProfile();
		const { counted } = await ours.run();
		const profile = await this.n8n.probe.endProfile();
		return profileText(profile, await counted());
	}
}

export async function measureCase(lab: BenchLab, one: Case): Promise<CaseResult> {
	const result = await lab.inN8n(async (n8n) => await new CaseRun(lab, n8n, one).all());
	if (!one.memory) return result;
	const memoryOf = async (way: 'byHand' | 'ours') =>
		await lab.inN8n(async (n8n) => await new CaseRun(lab, n8n, one).memoryOf(way));
	const [ours, byHand] = [await memoryOf('ours'), await memoryOf('byHand')];
	return { ...result, ours: { ...result.ours, memory: ours }, byHand: { ...result.byHand, memory: byHand } };
}

export const profileCase = async (lab: BenchLab, one: Case): Promise<string> =>
	await lab.inN8n(async (n8n) => await new CaseRun(lab, n8n, one).profile());
