import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { root } from '../scripts/lib/paths';
import { cases } from './cases';
import type { CaseResult } from './measure';
import { report } from './report';
import type { Measured } from './report';

// The table is made of what each case gave when it was measured last: its ratios come from one run, and cases do not depend on each other.

const kept = join(root, 'bench/results.json');

const sample = z.object({
	time: z.number(),
	whole: z.number(),
	requests: z.number(),
	// none where a case was measured before this was counted
	underWay: z.number().default(0),
	hold: z.number(),
	health: z.number(),
	memory: z.number(),
});

const measured = z.object({
	result: z.object({
		name: z.string(),
		title: z.string(),
		hasMemory: z.boolean(),
		ours: sample,
		byHand: sample,
		outside: z.object({ time: z.number(), requests: z.number() }),
	}),
	day: z.string(),
	n8n: z.string(),
	machine: z.string(),
	load: z.number(),
});

const readKept = (): Measured[] =>
	existsSync(kept) ? z.array(measured).parse(JSON.parse(readFileSync(kept, 'utf8'))) : [];

/** Keeps what a case gave, in place of what it gave before, and writes the table anew. */
export function keepResult(result: CaseResult, circumstances: Omit<Measured, 'result'>): void {
	const before = new Map(readKept().map((one) => [one.result.name, one]));
	before.set(result.name, { result, ...circumstances });
	const all = cases(true).flatMap(({ name }) => before.get(name) ?? []);
	writeFileSync(kept, `${JSON.stringify(all, null, '\t')}\n`);
	writeFileSync(join(root, 'bench/RESULTS.md'), report(all, readFileSync(join(root, 'bench/LIMITS.md'), 'utf8')));
}
