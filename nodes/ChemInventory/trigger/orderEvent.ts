import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { collection } from '../../shared/form';
import type { Values } from '../../shared/form';
import type { TriggerEvent } from '../../shared/polling/triggerEvent';
import type { Order } from '../contract/order';
import { orderRecords, readOrders } from '../records/order/order';
import { output } from '../records/output';
import type { ChemInventoryApi } from '../service/api';
import { activeInventory, inventoryEvent } from './activeInventory';
import { latestInLog, logFromNow, logWindow, newInLog, shownRow } from './auditLog';
import type { LogRow } from './auditLog';
import { isOrderRow, wordsInAuditLog } from './auditWords';
import type { OrderAction } from './auditWords';
import { optionsDeclaration } from './options';
import type { ChemPoll } from './options';
import { orderMemory, withListed, without } from './orderMemory';
import type { OrderMemory } from './orderMemory';
import { nameIn, pairUp } from './orderNames';

/** What a poll knows when it has read the log, and then the list. */
export interface OrderView {
	/** As the list showed them at the poll before, with those that had left it. */
	readonly before: OrderMemory;
	readonly listed: readonly Order[];
	/** New rows of the log, by what they tell. */
	readonly rows: (action: OrderAction) => LogRow[];
}

export interface Recalled {
	readonly orderOf: ReadonlyMap<LogRow, Order>;
	/** Orders that no later row can be about. */
	readonly settled: readonly Order[];
}

/** What one event of an order's life adds to what all have in common. */
export interface OrderEventDefinition {
	option: TriggerEvent<ChemInventoryApi>['option'];
	action: OrderAction;
	/** Orders of which the list itself shows that it has happened since. */
	shownByList(view: OrderView): Order[];
	/** Finds the orders of rows that the list shows nothing of. */
	recall(rows: readonly LogRow[], view: OrderView): Recalled;
	/** Open orders to which it has happened, newest first; without it the log is asked. */
	examples?(listed: readonly Order[]): Order[];
}

/** An order that the list showed before the log did: its row, when it comes, is no news. Forgotten after some polls. */
const awaitedRow = z.object({ name: z.string().nullish(), polls: z.number() });
const pollsToWait = 10;
const mostExamples = 3;

const form = { raw: output('orders'), options: collection(optionsDeclaration, { wordsInAuditLog }) };
type OrderPoll = ChemPoll<Values<typeof form>>;

const cursor = z.object({
	inventory: z.number(),
	window: logWindow,
	orders: orderMemory,
	awaited: z.array(awaitedRow),
});

interface Report {
	order?: Order;
	row?: LogRow;
}

/** Fields of the order as the node ChemInventory Order gives them, and the row of the log. */
async function toItems({ api, form: { raw } }: OrderPoll, reports: readonly Report[]): Promise<IDataObject[]> {
	const orders = reports.flatMap(({ order }) => order ?? []);
	const records = await orderRecords(api, orders, raw);
	const recordOf = new Map(orders.map(({ id }, at) => [id, records[at]]));
	const unknown = (row?: LogRow) => (raw ? {} : { id: null, name: row ? nameIn(row) : null });
	return reports.map(({ order, row }) => ({
		...((order && recordOf.get(order.id)) ?? unknown(row)),
		logged: row ? shownRow(row, raw) : null,
	}));
}

/** What the log does not tell yet is the newest. */
const timeOf = ({ row }: Report) => row?.time ?? 'later';
const byTime = (a: Report, b: Report) => timeOf(a).localeCompare(timeOf(b));

/**
 * An event that both the list of open orders and the log tell: the list has ids and lacks what came and went between two
 * polls; the log has every happening and no ids. What the list shows is reported with its row; rows that are left over
 * are reported by themselves. The log is read first: whatever it tells, the list that is read later shows, or has lost.
 */
export function orderEvent(definition: OrderEventDefinition): TriggerEvent<ChemInventoryApi> {
	const isRow = (call: OrderPoll, action: OrderAction) =>
		isOrderRow(action, action === definition.action ? call.form.options.wordsInAuditLog : undefined);
	const counts = (call: OrderPoll) => {
		const kinds = [definition.action, 'requested' as const, 'deleted' as const].map((action) => isRow(call, action));
		return (row: LogRow) => kinds.some((isKind) => isKind(row));
	};
	return inventoryEvent({
		option: definition.option,
		cost: {
			displayName:
				'Each poll takes a few requests, whatever the size of the inventory. Every five minutes is often enough: set it in Poll Times.',
			name: 'pollCost',
			type: 'notice',
			default: '',
		},
		form,
		cursor,
		async start(call) {
			const inventory = await activeInventory(call.api);
			const listed = await readOrders(call.api);
			return {
				inventory,
				window: await logFromNow(call.api, counts(call)),
				orders: withListed({}, listed),
				awaited: [],
			};
		},
		async poll(call, { inventory, window: seen, orders: before, awaited }) {
			const { rows, window } = await newInLog(call, seen, counts(call));
			const listed = await readOrders(call.api);
			const view: OrderView = { before, listed, rows: (action) => rows.filter(isRow(call, action)) };
			const shown = definition.shownByList(view);
			const { rowOf, rowsLeft, ordersLeft } = pairUp<Order | z.output<typeof awaitedRow>>(
				view.rows(definition.action),
				[...awaited, ...shown],
			);
			const { orderOf, settled } = definition.recall(rowsLeft, view);
			const reports: Report[] = [
				...shown.map((order) => ({ order, row: rowOf.get(order) })),
				...rowsLeft.map((row) => ({ order: orderOf.get(row), row })),
			];
			const unpaired = new Set(ordersLeft);
			return {
				records: await toItems(call, reports.sort(byTime)),
				cursor: {
					inventory,
					window,
					orders: without(withListed(before, listed), settled),
					awaited: [
						...awaited
							.filter((entry) => unpaired.has(entry) && entry.polls > 1)
							.map(({ name, polls }) => ({ name, polls: polls - 1 })),
						...shown.filter((order) => unpaired.has(order)).map(({ name }) => ({ name, polls: pollsToWait })),
					],
				},
			};
		},
		async examples(call) {
			const reports = definition.examples
				? definition.examples(await readOrders(call.api)).map((order) => ({ order }))
				: (await latestInLog(call.api, isRow(call, definition.action))).map((row) => ({ row }));
			return await toItems(call, reports.slice(0, mostExamples));
		},
	});
}
