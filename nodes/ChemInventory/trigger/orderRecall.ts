import type { Order } from '../contract/order';
import type { LogRow } from './auditLog';
import type { OrderView, Recalled } from './orderEvent';
import { goneOf, remembered, withListed } from './orderMemory';
import { fit, isAbout } from './orderNames';

/** The orders of a name; rows cannot tell them apart. */
interface Namesakes {
	readonly orders: readonly Order[];
	readonly rows: LogRow[];
}

/** Each row with the orders whose name fits it best. */
function byName(rows: readonly LogRow[], orders: readonly Order[]): Namesakes[] {
	const groups = new Map<string, Order[]>();
	for (const order of orders)
		groups.set(String(order.name ?? ''), [...(groups.get(String(order.name ?? '')) ?? []), order]);
	const namesakes = [...groups.values()].map((group): Namesakes => ({ orders: group, rows: [] }));
	for (const row of rows) {
		const [best] = namesakes
			.flatMap((group) => {
				const [order] = group.orders;
				return order && isAbout(row, order) ? [{ group, score: fit(row, order) }] : [];
			})
			.sort((a, b) => b.score - a.score);
		best?.group.rows.push(row);
	}
	return namesakes;
}

/** Whether there are more new requests of that name than new orders in the list: then some were never seen. */
function hasUnseen({ before, listed, rows }: OrderView, named: Order): boolean {
	const requests = rows('requested').filter((row) => isAbout(row, named)).length;
	return requests > listed.filter((order) => order.name === named.name && !remembered(before, order.id)).length;
}

/** An order that nobody has seen in the list cannot be recalled. */
export const recallNone = (): Recalled => ({ orderOf: new Map(), settled: [] });

/** The one order of that name, open or gone. */
export function recallOnly(rows: readonly LogRow[], view: OrderView): Recalled {
	const orders = Object.values(withListed(view.before, view.listed));
	const orderOf = new Map<LogRow, Order>();
	for (const { orders: namesakes, rows: own } of byName(rows, orders)) {
		const [order] = namesakes;
		if (!order || namesakes.length > 1 || hasUnseen(view, order)) continue;
		for (const row of own) orderOf.set(row, order);
	}
	return { orderOf, settled: [] };
}

/** Orders that have left the list: as many as rows tell of their arrival, and none of that name was deleted. */
export function recallGone(rows: readonly LogRow[], view: OrderView): Recalled {
	const deletions = view.rows('deleted');
	const orderOf = new Map<LogRow, Order>();
	const settled: Order[] = [];
	for (const { orders, rows: own } of byName([...rows, ...deletions], goneOf(view.before, view.listed))) {
		if (own.length >= orders.length) settled.push(...orders);
		const [order] = orders;
		const isPlain = own.length === orders.length && !own.some((row) => deletions.includes(row));
		if (!order || !isPlain || hasUnseen(view, order)) continue;
		own.forEach((row, index) => orderOf.set(row, orders[index] ?? order));
	}
	return { orderOf, settled };
}
