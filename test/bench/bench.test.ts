import { readBenchArguments } from '../../bench/arguments';
import { cases } from '../../bench/cases';
import { timesIn } from '../../bench/execution';
import { medians } from '../../bench/measure';
import type { CaseResult, Sample } from '../../bench/measure';
import { longestWithin } from '../../bench/probe';
import { costs, profileText } from '../../bench/profile';
import { report } from '../../bench/report';
import { seed } from '../../bench/service/seed';
import { sentByHand } from '../../bench/steps';
import { nodeTypesOf, packages } from '../../scripts/lib/packages';
import { PlainProblem } from '../../scripts/lib/progress';
import { sandboxForTests } from '../support/sandbox';

const sandbox = sandboxForTests();
const names = (given: string[]) => readBenchArguments(given, cases(false)).chosen.map(({ name }) => name);

describe('what npm run bench is asked to do', () => {
	it('is everything, or the cases that are named, by their beginning where no case is named so', () => {
		expect(names([])).toEqual(cases(false).map(({ name }) => name));
		expect(names(['create-200'])).toEqual(['create-200']);
		expect(names(['get-b', 'moves'])).toEqual(['moves', 'get-batches', 'get-barcodes']);
	});

	it('keeps the results unless they are only to be shown', () => {
		expect(readBenchArguments([], cases(false))).toMatchObject({ isKept: true, profiles: false });
		expect(readBenchArguments(['moves'], cases(false))).toMatchObject({ isKept: true });
		expect(readBenchArguments(['moves', '--show'], cases(false))).toMatchObject({ isKept: false });
		expect(readBenchArguments(['--profile'], cases(false))).toMatchObject({ isKept: false, profiles: true });
	});

	it('is refused where there is no such case', () => {
		expect(() => names(['moves', 'fly'])).toThrow(PlainProblem);
		expect(() => names(['fly'])).toThrow(/There is no case fly\. There are: create-200, moves, /);
	});
});

describe('the cases', () => {
	it.each([false, true])('have names of their own, and steps that are counted (full: %s)', (isFull) => {
		const facts = seed(sandbox(), { containers: 3, samples: 3, batches: 3 });
		const all = cases(isFull);
		expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
		const types = new Set(packages.flatMap(nodeTypesOf));
		for (const one of all) {
			const ours = one.ours(facts);
			expect(types).toContain(('trigger' in ours ? ours.trigger : ours.steps.at(-1))?.type);
			for (const plan of [...('trigger' in ours ? [] : [ours]), ...(one.byHand ? [one.byHand(facts)] : [])])
				expect(plan.steps.map(({ name }) => name)).toEqual(expect.arrayContaining([...plan.counted]));
		}
	});

	it('of a full run are those of a shorter one, and larger ones', () => {
		const full = new Set(cases(true).map(({ name }) => name));
		expect(cases(false).filter(({ name }) => !full.has(name))).toEqual([]);
		expect(full.size).toBeGreaterThan(cases(false).length);
	});

	it('find what they need at the service', () => {
		const { cdd, chemInventory } = sandbox();
		const facts = seed(sandbox(), { containers: 3, samples: 250, batches: 3 });
		expect(facts.places.map((path) => chemInventory.lab.location(path).name)).toHaveLength(20);
		expect(new Set(facts.substances.map((cas) => chemInventory.lab.substance(cas).id)).size).toBe(10);
		expect(facts.barcodes).toHaveLength(3);
		expect(facts.batches.every((id) => cdd.batches.has(id))).toBe(true);
		const places = facts.samples.map((id) => cdd.samples.get(id));
		expect(new Set(places.map((at) => `${at?.inventory_location_id} ${at?.inventory_location_position}`)).size).toBe(
			250,
		);
		expect(places.some((at) => at?.inventory_location_id === facts.box)).toBe(false);
	});

	it('send by hand a body where ours had one', () => {
		const facts = seed(sandbox(), { containers: 0, samples: 0, batches: 0 });
		const get = { method: 'GET', url: 'http://127.0.0.1/x', body: '', tookEffect: true } as const;
		const put = { ...get, method: 'PUT', body: '{"a":1}' } as const;
		const { steps, counted } = sentByHand(facts, [get, put, get]);
		const sending = steps.filter(({ name }) => counted.includes(name));
		expect(sending.map(({ parameters }) => parameters?.sendBody)).toEqual([false, true]);
		expect(new Set(steps.map(({ name }) => name)).size).toBe(6);
		expect(sentByHand(facts, [put]).counted).toHaveLength(1);
	});
});

const sample: Sample = {
	time: 2_000,
	whole: 2_500,
	requests: 40,
	underWay: 10,
	hold: 120,
	health: 130,
	memory: 64 * 2 ** 20,
};

describe('the measuring', () => {
	it('reads the times of the steps in what n8n saves of an execution', () => {
		const data =
			'[{"startTime":1000,"executionIndex":0,"source":"1","hints":"2","executionTime":5,"executionStatus":"3"},{"startTime":1005,"executionIndex":1,"source":"4","hints":"5","executionTime":70,"data":"6"},{"a":"7"}]';
		expect([...timesIn(data)]).toEqual([
			[0, { from: 1000, to: 1005 }],
			[1, { from: 1005, to: 1075 }],
		]);
	});

	it('takes the longest hold that falls into the time of the step', () => {
		const holds = [
			{ until: 100, milliseconds: 90 },
			{ until: 160, milliseconds: 30 },
			{ until: 400, milliseconds: 250 },
			{ until: 900, milliseconds: 500 },
		];
		expect(longestWithin(holds, 120, 390)).toBe(250);
		expect(longestWithin(holds, 120, 140)).toBe(30);
		expect(longestWithin([], 0, 1)).toBe(0);
	});

	it('takes medians, each figure by itself', () => {
		const of = (time: number, hold: number): Sample => ({ ...sample, time, hold });
		expect(medians([of(3, 10), of(1, 30), of(2, 20)])).toEqual({ ...sample, time: 2, hold: 20 });
	});

	it('adds a profile up by function', () => {
		const frame = (functionName: string, url: string) => ({ functionName, url, lineNumber: 4 });
		const profile = {
			nodes: [
				{ id: 1, callFrame: frame('parse', 'file:///x/node_modules/zod/a.js') },
				{ id: 2, callFrame: frame('', '') },
				{ id: 3, callFrame: frame('parse', 'file:///x/node_modules/zod/a.js') },
			],
			samples: [1, 2, 3],
			timeDeltas: [1_000, 500, 2_000],
			from: 10_000,
			holds: [{ until: 10_003.5, milliseconds: 2 }],
		};
		expect(costs(profile)).toEqual([
			{ where: 'parse zod/a.js:5', milliseconds: 3 },
			{ where: '(anonymous)', milliseconds: 0.5 },
		]);
		const text = profileText(profile, { from: 10_000, to: 10_004 });
		expect(text).toMatch(/^ 85\.7 % +3 ms {2}parse zod\/a\.js:5\n/);
		expect(text).toMatch(
			/held for 2 ms, from 2 ms after the beginning of the step, which took 4 ms:\n100\.0 % +2 ms {2}parse/,
		);
	});
});

describe('the report', () => {
	const result = (changes: Partial<CaseResult> = {}): CaseResult => ({
		name: 'moves',
		title: '200 moves',
		hasMemory: false,
		ours: sample,
		byHand: { ...sample, time: 1_000, hold: 200 },
		outside: { time: 500, requests: 40 },
		...changes,
	});
	const measured = (changes: Partial<CaseResult> = {}) => ({
		result: result(changes),
		day: '2026-11-26',
		n8n: '2.41.1',
		machine: '2 cores, 24 GB',
		load: 0.51,
	});

	it('has ratios, holds beyond those of HTTP Request, memory where it is compared, what limits us, and the load', () => {
		const text = report([measured(), measured({ name: 'export', hasMemory: true })], '## What limits us now\n\n- much');
		expect(text).toContain('| `moves` | 2026-11-26 | 2.41.1 | 2 cores, 24 GB | 0.5 |');
		expect(text).toContain(
			'| 200 moves (`moves`) | ×2.00 | ×4.00 | 2.0 s | 1.0 s | 0.50 s | 2.5 s | 2.5 s | 40 | 40 | 40 |',
		);
		expect(text).toContain('| `moves` | 120 | 200 | -80 | 130 | 130 | 0 |');
		expect(text.match(/\| \+64 \| \+64 \|/g)).toHaveLength(1);
		expect(text).toContain('\n## What limits us now\n\n- much\n');
		expect(text).not.toMatch(/NaN|undefined|Infinity/);
	});
});
