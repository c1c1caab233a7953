import type { DataFault } from '../faults';
import { notFound } from './errors';
import type { Lab } from './lab';

interface Listed {
	id: number;
	created_at: string;
	modified_at: string;
}

export const defaultPageSize = 50;

/** One unknown id fails the whole call, and the message names them all (A4). */
export function requireKnown(ids: number[] | undefined, known: ReadonlyMap<number, unknown>): void {
	const unknown = (ids ?? []).filter((id) => !known.has(id));
	if (unknown.length > 0) throw notFound([...new Set(unknown)]);
}

const byId = (left: Listed, right: Listed) => left.id - right.id;

/** An edit by somebody else while a read is under way. */
function applyEdit<Item extends Listed>(
	lab: Lab,
	records: Map<number, Item>,
	change: 'add' | 'change' | 'remove',
): void {
	const sorted = [...records.values()].sort(byId);
	const first = sorted[0];
	const last = sorted.at(-1);
	if (first === undefined || last === undefined) return;
	if (change === 'remove') records.delete(first.id);
	else if (change === 'change') last.modified_at = lab.timestamp();
	else {
		const id = lab.ids.next();
		records.set(id, { ...structuredClone(last), id, created_at: lab.timestamp(), modified_at: lab.timestamp() });
	}
}

const readsInChangingOrder = new WeakMap<Lab, number>();

function isReversed(lab: Lab, faults: DataFault[]): boolean {
	if (faults.some(({ kind }) => kind === 'reorder')) return true;
	if (lab.settings.switches.sortOrder === 'id ascending') return false;
	const reads = (readsInChangingOrder.get(lab) ?? 0) + 1;
	readsInChangingOrder.set(lab, reads);
	return reads % 2 === 0;
}

/** All records in the order in which this read shows them (A8), after the edits that strike it. */
export function underOrder<Item extends Listed>(lab: Lab, records: Map<number, Item>, faults: DataFault[]): Item[] {
	for (const fault of faults) if (fault.kind === 'edit') applyEdit(lab, records, fault.change);
	const sorted = [...records.values()].sort(byId);
	return isReversed(lab, faults) ? sorted.reverse() : sorted;
}

/** One page. A page that repeats is the first one again, under the offset that was asked for. */
export function pageOf<Item>(
	found: Item[],
	{ offset = 0, page_size = defaultPageSize }: { offset?: number; page_size?: number },
	faults: DataFault[],
): { offset: number; page_size: number; records: Item[] } {
	const start = faults.some(({ kind }) => kind === 'repeat-page') ? 0 : offset;
	return { offset, page_size, records: found.slice(start, start + page_size) };
}
