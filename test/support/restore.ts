import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';
import { z } from 'zod';

import type { Change } from '../../nodes/shared/backup/change';
import type { RecordView } from '../../nodes/shared/backup/recordKind';
import { Decimal } from '../../nodes/shared/values/decimal';

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

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** What Compare says of two states, the plain way. */
export function changesBetween(
	kind: string,
	earlier: readonly IDataObject[],
	later: readonly IDataObject[],
	view: (record: IDataObject) => RecordView,
): Change[] {
	const now = new Map(later.map((record) => [String(record.id), record]));
	const then = new Set(earlier.map(({ id }) => String(id)));
	const gone = earlier.flatMap((before): Change[] => {
		const after = now.get(String(before.id));
		const { name, barcode } = view(before);
		const common = { kind, summary: '', id: before.id as number, name, barcode, before };
		if (!after) return [{ ...common, change: 'gone' }];
		return differences(view(before), view(after)).map((change) => ({ ...common, ...change }));
	});
	const added = later
		.filter(({ id }) => !then.has(String(id)))
		.map((record): Change => ({ change: 'added', kind, summary: '', id: record.id as number }));
	return [...gone, ...added];
}

type Difference = Pick<Change, 'change' | 'difference' | 'field' | 'from' | 'to' | 'unit'>;

function differences(a: RecordView, b: RecordView): Difference[] {
	const found: Difference[] = [];
	if (!same(a.amount, b.amount) && a.amount !== undefined && b.amount !== undefined) {
		const change = Decimal.parse(a.amount).minus(Decimal.parse(b.amount));
		const debited = change.isMoreThan(Decimal.zero);
		found.push({
			change: debited ? 'debited' : 'credited',
			field: 'amount',
			from: a.amount,
			to: b.amount,
			difference: change.toString().replace('-', ''),
			unit: a.unit,
		});
	}
	if (!same(a.place, b.place))
		found.push({ change: 'moved', field: 'location', from: a.place ?? null, to: b.place ?? null });
	if (!same(a.name, b.name)) found.push({ change: 'renamed', field: 'name', from: a.name ?? null, to: b.name ?? null });
	if (!same(a.unit, b.unit)) found.push({ change: 'edited', field: 'unit', from: a.unit ?? null, to: b.unit ?? null });
	for (const field of new Set([...Object.keys(a.fields), ...Object.keys(b.fields)])) {
		const [from, to] = [a.fields[field] ?? null, b.fields[field] ?? null];
		if (!same(from, to)) found.push({ change: 'edited', field, from, to });
	}
	return found;
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
