import type { OperationCall, PlannedItem, Refuse } from '../../shared/operation';
import { refuseNamedTwice } from '../../shared/writing/severalItems';
import { noSuch } from '../records/byId';
import type { ListedById } from '../records/byId';
import type { CddApi } from '../service/api';
import { readByIds } from '../service/list/byIds';

type Call = OperationCall<CddApi>;
type Items<Plan> = ReadonlyArray<PlannedItem<Plan>>;

/** A check of several items, see `checkAll` of an operation. */
export type Check<Plan> = (call: Call, items: Items<Plan>, refuse: Refuse) => Promise<void>;

/**
 * Makes checks one after the other; what one refuses, the next does not see. Items that an earlier try has begun are left
 * out. Where the node continues on error nothing is checked here: what each item finds when its turn comes is nearer to
 * the truth, because an item that fails leaves its amount and its place to others.
 */
export function together<Plan>(...checks: ReadonlyArray<Check<Plan>>): Check<Plan> {
	return async (call, items, refuse) => {
		let open = items.filter(({ itemIndex }) => !call.ledger.begun(itemIndex));
		for (const check of checks) {
			// A single item is checked by its own look.
			if (open.length < 2 || call.functions.continueOnFail()) return;
			const refused = new Set<number>();
			await check(call, open, (itemIndex, reason) => {
				refused.add(itemIndex);
				refuse(itemIndex, reason);
			});
			open = open.filter(({ itemIndex }) => !refused.has(itemIndex));
		}
	};
}

/** Reads the records of all items at once, and refuses items whose record does not exist. */
export async function recordsOf<Plan, R extends { id: number }>(
	{ api }: Call,
	items: Items<Plan>,
	refuse: Refuse,
	{ resource, parameter, parameters, what }: ListedById<R>,
	idOf: (plan: Plan) => number,
): Promise<ReadonlyMap<number, R>> {
	const ids = new Set(items.map(({ plan }) => idOf(plan)));
	const { records } = await readByIds(api, resource, parameter, [...ids], { parameters, skipMissing: true });
	const found = new Map(records.map((record) => [record.id, record]));
	for (const { itemIndex, plan } of items) {
		const id = idOf(plan);
		if (!found.has(id)) refuse(itemIndex, noSuch(what, id));
	}
	return found;
}

/** Refuses items whose record does not exist. */
export function exists<Plan, R extends { id: number }>(list: ListedById<R>, idOf: (plan: Plan) => number): Check<Plan> {
	return async (call, items, refuse) => {
		await recordsOf(call, items, refuse, list, idOf);
	};
}

/** Refuses an item that deletes what an item before it deletes. @param label the field that names the record */
export function onlyOnce<Plan>(label: string, idOf: (plan: Plan) => number): Check<Plan> {
	return async (call, items, refuse) => refuseNamedTwice(call, items, refuse, (plan) => [idOf(plan)], label);
}
