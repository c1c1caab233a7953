import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';
import { z } from 'zod';

const workflowSchema = z.object({
	nodes: z.array(z.object({ name: z.string(), type: z.string(), parameters: z.record(z.unknown()) })),
});

/** How the example workflow fills in the form of a step of a plan. */
export function formsOf(file: string): (step: string) => { node: string; parameters: INode['parameters'] } {
	const text = readFileSync(join(__dirname, '../../workflows', file), 'utf8');
	const { nodes } = workflowSchema.parse(JSON.parse(text));
	return (step) => {
		const found = nodes.find(({ name }) => name === step);
		if (!found) throw new Error(`The workflow has no step ${step}`);
		return { node: found.type.split('.').at(-1) ?? '', parameters: found.parameters as INode['parameters'] };
	};
}

/** Steps that follow each other and are done by one node in one run. */
export function inRuns(plan: readonly IDataObject[]): Array<{ step: string; items: IDataObject[] }> {
	const runs: Array<{ step: string; items: IDataObject[] }> = [];
	for (const item of plan) {
		if (item.canBeRestored !== true) continue;
		const last = runs.at(-1);
		if (last && last.step === item.step) last.items.push(item);
		else runs.push({ step: String(item.step), items: [item] });
	}
	return runs;
}

/** What the plan says that it cannot put back of each record. */
export const lostIn = (plan: readonly IDataObject[]): Map<string, Set<string>> => {
	const lost = new Map<string, Set<string>>();
	for (const { canBeRestored, kind, id, lost: names } of plan) {
		if (canBeRestored === true) continue;
		const key = `${String(kind)} ${String(id)}`;
		const known = lost.get(key) ?? new Set();
		for (const name of z.array(z.string()).parse(names)) known.add(name);
		lost.set(key, known);
	}
	return lost;
};
