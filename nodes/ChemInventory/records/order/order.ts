import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { inPieces } from '../../../shared/breather';
import { Fault } from '../../../shared/fault';
import { oncePerRun } from '../../../shared/oncePerRun';
import type { ItemCall } from '../../../shared/operation';
import { dataObject } from '../../../shared/values/json';
import { isNothing } from '../../../shared/values/text';
import { listOrders, order } from '../../contract/order';
import type { Order } from '../../contract/order';
import { customFieldKey } from '../../contract/scalars';
import type { ChemInventoryApi } from '../../service/api';
import { ownFieldsOf } from '../customField/shown';
import { asSentRecords, mendValue } from '../output';
import { inWords, orderWords } from '../vocabulary';
import type { OwnFields } from '../vocabulary';

/** What an AI agent gets of a request. */
export const shortOrder = [
	'id',
	'name',
	'status',
	'size',
	'unit',
	'supplier',
	'cas',
	'substanceId',
	'dateSubmitted',
	'dateOrdered',
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

/** `customfields` is an object, an empty array, or the text of an object. */
function storedIn(customfields: unknown): unknown {
	if (typeof customfields !== 'string') return customfields;
	try {
		return isNothing(customfields) ? {} : JSON.parse(customfields);
	} catch {
		return customfields;
	}
}

const anyFields = z.union([z.record(z.unknown()), z.array(z.never()).transform(() => ({})), z.null(), z.undefined()]);

/** As the service sent it, or a file has it. */
type Request = Readonly<Record<string, unknown>>;

/** As `cf-<id>`; the service's keys are `cf-362` or 362. */
function storedEntries(request: Request): Array<[key: string, value: unknown]> {
	const stored = anyFields.safeParse(storedIn(request.customfields));
	const inside = Object.entries(stored.data ?? {}).map(([key, value]): [string, unknown] => [
		/^\d+$/.test(key) ? `cf-${key}` : key,
		value,
	]);
	return [...inside, ...Object.entries(request)].filter(([key]) => customFieldKey.test(key));
}

const isText = (value: unknown) => typeof value === 'string' || typeof value === 'number';

/** The custom fields of a request as `cf-<id>` and text. */
export const customFieldsOf = (request: Request): Record<string, string> =>
	Object.fromEntries(
		storedEntries(request).flatMap(([key, value]) => (isText(value) ? [[key, String(value)] as const] : [])),
	);

/** Whether `customFieldsOf` gives all that the request has: what is left out of an edit would be emptied. */
export const showsAllCustomFields = (request: Request): boolean =>
	anyFields.safeParse(storedIn(request.customfields)).success &&
	storedEntries(request).every(([, value]) => isText(value) || value === null || value === undefined);

/** Keys such as `name-value` repeat others for sorting. */
const isSortKey = (key: string) => key.endsWith('-value');

/** A request with the lab's own fields under keys of their own. */
export function withOwnFields(request: Request): IDataObject {
	const { customfields, ...rest } = request;
	return dataObject({
		...rest,
		...(showsAllCustomFields(request) ? {} : { customfields }),
		...customFieldsOf(request),
	});
}

/** A request under the service's keys, the lab's own fields among them. */
function plainOrder(request: Order): IDataObject {
	const entries = Object.entries(request).filter(([key]) => !isSortKey(key));
	return withOwnFields({ ...Object.fromEntries(entries), status: isOrdered(request) ? 'ordered' : 'requested' });
}

const inOrderWords = (own: OwnFields) =>
	inWords(orderWords, {
		own,
		mend: (key, value) => (key === 'destinationlocation' && value === 0 ? null : mendValue(key, value)),
	});

/** Requests as items show them: a status word, null for no date, custom fields under their names. @throws Fault */
export async function orderRecords(
	api: ChemInventoryApi,
	orders: readonly Order[],
	raw: unknown,
): Promise<IDataObject[]> {
	if (raw === true) return await asSentRecords(orders);
	const plain = await inPieces(orders, plainOrder);
	const own = await ownFieldsOf(api, plain);
	return await inPieces(plain, inOrderWords(own));
}

/** Values of a request under the keys of /order/edit, as items show them. @throws Fault */
export async function orderValues(api: ChemInventoryApi, values: IDataObject): Promise<IDataObject> {
	return inOrderWords(await ownFieldsOf(api, [values]))(values);
}
