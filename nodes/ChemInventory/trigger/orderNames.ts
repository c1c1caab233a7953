import type { Order } from '../contract/order';
import type { LogRow } from './auditLog';

/** What is needed of an order to find it in the text of a row. */
export type NamedOrder = Pick<Order, 'name'>;

const nameOf = ({ name }: NamedOrder) => String(name ?? '').trim();

/** Rows tell orders by their names alone. */
export const tellsOf = ({ text }: LogRow, order: NamedOrder): boolean =>
	nameOf(order) !== '' && text.includes(nameOf(order));

/** Every name that the text of a row may hold by the forms that are assumed: names hold the log's own words, too. */
function namesIn({ text }: LogRow): Set<string> {
	const names = new Set<string>();
	for (const { index } of text.matchAll(/ requested from (?=.)/gs)) if (index > 0) names.add(text.slice(0, index));
	const start = 'Request for ';
	if (!text.startsWith(start)) return names;
	for (const { index } of text.matchAll(/ (?:arrived|deleted)$| marked as (?=.)/gs))
		if (index > start.length) names.add(text.slice(start.length, index));
	return names;
}

/** The name in the text of a row; null where it cannot be read, or can be read in two ways. */
export function nameIn(row: LogRow): string | null {
	const [name, another] = namesIn(row);
	return another === undefined ? (name ?? null) : null;
}

/** Whether a row is about an order of that name for all that can be known: of a form that is not known, the name is a part. */
export function isAbout(row: LogRow, order: NamedOrder): boolean {
	const names = [...namesIn(row)];
	return names.length === 0 ? tellsOf(row, order) : names.some((name) => name.trim() === nameOf(order));
}

/**
 * How well a name fits a text: "Ethanol" is a part of "Request for Ethanol absolute" as well, but more of "Request for
 * Ethanol". 0 where it does not occur.
 */
export function fit(row: LogRow, order: NamedOrder): number {
	if (!tellsOf(row, order)) return 0;
	return [...namesIn(row)].some((name) => name.trim() === nameOf(order))
		? 1
		: nameOf(order).length / (row.text.length + 1);
}

export interface Pairs<O> {
	/** The row that each paired order goes with. */
	readonly rowOf: ReadonlyMap<O, LogRow>;
	readonly rowsLeft: LogRow[];
	readonly ordersLeft: O[];
}

/**
 * Pairs orders with the rows that tell of them, the best fits first; no row and no order has two partners. A row whose
 * text is of no known form goes with any order that is left: alone, it would be reported beside its own order.
 */
export function pairUp<O extends NamedOrder>(rows: readonly LogRow[], orders: readonly O[]): Pairs<O> {
	const fits = rows
		.flatMap((row) => orders.map((order) => ({ row, order, score: fit(row, order) })))
		.filter(({ score }) => score > 0);
	const taken = new Set<LogRow>();
	const rowOf = new Map<O, LogRow>();
	const pair = (row: LogRow, order: O) => {
		if (taken.has(row) || rowOf.has(order)) return;
		taken.add(row);
		rowOf.set(order, row);
	};
	for (const { row, order } of fits.sort((a, b) => b.score - a.score)) pair(row, order);
	const unread = rows.filter((row) => !taken.has(row) && namesIn(row).size === 0);
	orders
		.filter((order) => !rowOf.has(order))
		.forEach((order, index) => {
			const row = unread[index];
			if (row) pair(row, order);
		});
	return {
		rowOf,
		rowsLeft: rows.filter((row) => !taken.has(row)),
		ordersLeft: orders.filter((order) => !rowOf.has(order)),
	};
}
