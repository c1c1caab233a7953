import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { Fault } from '../../../shared/fault';
import { oncePerRun } from '../../../shared/oncePerRun';
import type { ItemCall } from '../../../shared/operation';
import { dataObject } from '../../../shared/values/json';
import { listOrders, order } from '../../contract/order';
import type { Order } from '../../contract/order';
import { customFieldKey } from '../../contract/scalars';
import type { ChemInventoryApi } from '../../service/api';
import { toRecords } from '../output';

/** What an AI agent gets of a request. */
export const shortOrder = [
	'id',
	'name',
	'status',
	'size',
	'unit',
	'suppliername',
	'cas',
	'substanceid',
	'datesubmitted',
	'dateordered',
];

/** Open requests: those that have arrived are not among them. @throws Fault */
export async function readOrders(api: ChemInventoryApi): Promise<Order[]> {
	return await api.call(listOrders, {});
}

/** @throws Fault `refused` with 404 if the request is not open */
export async function readOrder(api: ChemInventoryApi, id: number): Promise<Order> {
	return orderIn(await readOrders(api), id);
}

function orderIn(orders: readonly Order[], id: number): Order {
	const found = orders.find((candidate) => candidate.id === id);
	if (found) return found;
	throw new Fault('refused', 'ChemInventory has no such open order request', {
		description: `There is no open order request ${id} in the active inventory. It may have arrived, or been deleted.`,
		httpCode: '404',
	});
}

/** The list as it is when a run of a node begins: what items name is checked against it before the first is changed. */
const ordersOfRun = oncePerRun(readOrders);

/** @throws Fault `refused` with 404 if the request is not open when the run begins */
export async function requireOrder(api: ChemInventoryApi, id: number): Promise<Order> {
	return orderIn(await ordersOfRun(api), id);
}

/**
 * The same for a write that takes the request off the list: when n8n runs the node again, it is what the first try found.
 * @throws Fault
 */
export async function orderToClose({ api, ledger, itemIndex }: ItemCall<ChemInventoryApi>, id: number): Promise<Order> {
	const look = async () => dataObject(await requireOrder(api, id));
	return order.parse(await ledger.foundOnce(itemIndex, `order ${id}`, look));
}

/** Not ordered is the number 0 or the text "0"; the text would count as true. */
export const isOrdered = ({ dateordered }: Pick<Order, 'dateordered'>) =>
	dateordered !== null && dateordered !== undefined && dateordered !== '' && Number(dateordered) !== 0;

/** `customfields` is an object, an empty array, or the text of an object; its keys are `cf-362` or 362. */
const storedFields = z.preprocess(
	(value) => {
		if (typeof value !== 'string') return value;
		try {
			return JSON.parse(value);
		} catch {
			return {};
		}
	},
	z.record(z.union([z.string(), z.number().transform(String)])).catch({}),
);

/** The custom fields of a request as `cf-<id>` and text. */
export function customFieldsOf(request: Order): Record<string, string> {
	const beside = Object.entries(request).filter(
		([key, value]) => customFieldKey.test(key) && typeof value === 'string',
	);
	const inside = Object.entries(storedFields.parse(request.customfields)).map(([key, value]) => [
		/^\d+$/.test(key) ? `cf-${key}` : key,
		value,
	]);
	return Object.fromEntries([...inside, ...beside].filter(([key]) => customFieldKey.test(String(key))));
}

/** Keys such as `name-value` repeat others for sorting. */
const isSortKey = (key: string) => key.endsWith('-value');

/** Requests as items show them: a status word, null for no date, custom fields under their names. @throws Fault */
export async function orderRecords(
	api: ChemInventoryApi,
	orders: readonly Order[],
	raw: unknown,
): Promise<IDataObject[]> {
	if (raw === true) return await toRecords(api, orders, raw);
	const plain = orders.map((request) => ({
		...Object.fromEntries(Object.entries(request).filter(([key]) => !isSortKey(key))),
		status: isOrdered(request) ? 'ordered' : 'requested',
		...customFieldsOf(request),
	}));
	return await toRecords(api, plain, raw);
}
