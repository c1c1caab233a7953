import type { IDataObject } from 'n8n-workflow';

import { inPieces } from '../../breather';
import type { Change } from '../change';
import { quantity } from '../figures';
import { findAgain, isBackAlready } from './again';
import type { ReadComparison } from './records';
import type { ChangedRecord, Lost, Planned, RestoreRules, ToDo } from './steps';

const isToDo = (planned: Planned): planned is ToDo => 'step' in planned;

type Of<P extends Planned> = { readonly record: Omit<ChangedRecord, 'changes' | 'isGone'>; readonly planned: P };

/** What is to be done, in this order, and what cannot be. */
export interface RestorePlan {
	readonly toDo: ReadonlyArray<Of<ToDo>>;
	readonly lost: ReadonlyArray<Of<Lost>>;
	readonly comparison: ReadComparison;
}

const goneFromAll = ({ field, records }: Change): Lost => ({
	why: `The field "${field ?? ''}" is gone from all ${quantity(records ?? 0)} records. The comparison says so once, without the values: they are in the earlier file. If the field was deleted, it must be created again first.`,
	lost: [field ?? ''],
});

/** Those whose place is another's go after that one; those that stand in each other's places cannot go. */
function inPlaceOrder(toDo: ReadonlyArray<Of<ToDo>>): Array<Of<Planned>> {
	const leavers = new Map(toDo.flatMap((one) => (one.planned.place ? [[one.planned.place.leaves, one] as const] : [])));
	const nextOf = ({ planned: { place } }: Of<ToDo>) => (place ? leavers.get(place.takes) : undefined);
	const settled = new Map<Of<ToDo>, 'goes' | 'stays'>();
	const ordered: Array<Of<Planned>> = [];
	for (const one of toDo) {
		const chain = new Set<Of<ToDo>>();
		let at: Of<ToDo> | undefined = one;
		for (; at && !chain.has(at) && !settled.has(at); at = nextOf(at)) chain.add(at);
		const isStuck = at !== undefined && (chain.has(at) || settled.get(at) === 'stays');
		for (const each of [...chain].reverse()) {
			settled.set(each, isStuck ? 'stays' : 'goes');
			const { record, planned } = each;
			const instead = isStuck ? (planned.place?.otherwise ?? [planned]) : [planned];
			ordered.push(...instead.map((other) => ({ record, planned: other })));
		}
	}
	return ordered;
}

export async function makePlan(rules: RestoreRules, comparison: ReadComparison): Promise<RestorePlan> {
	const newRecordOf = findAgain(comparison.records, comparison.newRecords, rules.foundAgainBy);
	const whole = { ...comparison, newRecordOf };
	const all = await inPieces(comparison.records, (record) => {
		const again = newRecordOf(record.kind, record.id);
		const planned = again ? isBackAlready(again) : (rules.byKind[record.kind]?.(record, whole) ?? []);
		return planned.map((one) => ({ record, planned: one }));
	});
	const planned = all.flat();
	const steps = rules.steps.flatMap((step) =>
		inPlaceOrder(
			planned.flatMap(({ record, planned: one }) =>
				isToDo(one) && one.step === step ? [{ record, planned: one }] : [],
			),
		),
	);
	const lost = [...planned, ...steps].flatMap(({ record, planned: one }) =>
		isToDo(one) ? [] : [{ record, planned: one }],
	);
	const ofFields = comparison.fieldsGone.map((change) => ({
		record: { kind: change.kind, id: '' },
		planned: goneFromAll(change),
	}));
	return {
		toDo: steps.flatMap(({ record, planned: one }) => (isToDo(one) ? [{ record, planned: one }] : [])),
		lost: [...lost, ...ofFields],
		comparison,
	};
}

const namesOf = ({ kind, id, name, barcode }: Of<Planned>['record']): IDataObject => ({
	kind,
	id: id === '' ? null : id,
	name: name ?? null,
	barcode: barcode ?? null,
});

/** One item for each step, in their order; then one for each thing that cannot be put back. */
export async function planItems({ toDo, lost }: RestorePlan): Promise<IDataObject[]> {
	let order = 0;
	const steps = await inPieces(toDo, ({ record, planned: { step, why, restores, parameters } }) => {
		order += 1;
		return { order, canBeRestored: true, ...step, why, ...namesOf(record), restores: [...restores], parameters };
	});
	const rest = await inPieces(lost, ({ record, planned: { why, lost: what, before } }) => ({
		canBeRestored: false,
		why,
		...namesOf(record),
		lost: [...what],
		...(before ? { was: before } : {}),
	}));
	return [...steps, ...rest];
}

const several = (count: number, one: string, many: string) => `${quantity(count)} ${count === 1 ? one : many}`;

/** In one sentence or two. */
export function planSentence({ toDo, lost, comparison: { records, added } }: RestorePlan): string {
	if (records.length === 0 && lost.length === 0)
		return 'Nothing is gone and nothing was changed, so there is nothing to put back.';
	const steps = `${several(toDo.length, 'step', 'steps')} for ${several(records.length, 'record', 'records')} that ${records.length === 1 ? 'is' : 'are'} gone or changed`;
	const cannot = lost.length > 0 ? ` ${several(lost.length, 'item says', 'items say')} what cannot be put back.` : '';
	const left = added > 0 ? ` What was added (${quantity(added)}) stays.` : '';
	return `The plan has ${steps}.${cannot}${left} Nothing was written.`;
}

export function planSummary(plan: RestorePlan): IDataObject {
	const { toDo, lost, comparison } = plan;
	const bySteps = new Map<string, number>();
	for (const { planned } of toDo) bySteps.set(planned.step.step, (bySteps.get(planned.step.step) ?? 0) + 1);
	return {
		summary: planSentence(plan),
		changes: comparison.changes,
		gone: comparison.records.filter(({ isGone }) => isGone).length,
		changed: comparison.records.filter(({ isGone }) => !isGone).length,
		added: comparison.added,
		repeated: comparison.repeated,
		steps: toDo.length,
		bySteps: Object.fromEntries(bySteps),
		cannotBeRestored: lost.length,
	};
}
