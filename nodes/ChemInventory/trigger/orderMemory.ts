import { z } from 'zod';

import { order } from '../contract/order';
import type { Order } from '../contract/order';

/** Orders as they were when the list showed them last, by id: open ones, and those that have left the list. */
export const orderMemory = z.record(z.string(), order);
export type OrderMemory = Readonly<Record<string, Order>>;

/** So many of those that have left the list are remembered, the newest ids. */
const mostGone = 500;

/** Keys such as `name-value` repeat others for sorting. */
const slim = (entry: Order): Order => {
	const { id, ...rest } = entry;
	return { id, ...Object.fromEntries(Object.entries(rest).filter(([key]) => !key.endsWith('-value'))) };
};

export const remembered = (memory: OrderMemory, id: number): Order | undefined => memory[String(id)];

/** Those that are not in the list now, by id. */
export function goneOf(memory: OrderMemory, listed: readonly Order[]): Order[] {
	const open = new Set(listed.map(({ id }) => id));
	return Object.values(memory)
		.filter(({ id }) => !open.has(id))
		.sort((a, b) => a.id - b.id);
}

/** An order stays in the memory when it leaves the list, so that a list that lacks it once makes no news. */
export function withListed(memory: OrderMemory, listed: readonly Order[]): OrderMemory {
	const gone = goneOf(memory, listed).slice(-mostGone);
	return Object.fromEntries([...gone, ...listed.map(slim)].map((entry) => [String(entry.id), entry]));
}

export const without = (memory: OrderMemory, orders: readonly Order[]): OrderMemory => {
	const ids = new Set(orders.map(({ id }) => String(id)));
	return Object.fromEntries(Object.entries(memory).filter(([id]) => !ids.has(id)));
};
