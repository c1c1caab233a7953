import { z } from 'zod';

import { endpoint } from './endpoint';
import { id, idOrNone, nobody, nothing, receivedInteger, receivedText, withCustomFields } from './scalars';

/** `dateordered` is the text "0" until the order is placed. */
export const order = z
	.object({
		id: receivedInteger,
		name: receivedText.nullish(),
		substanceid: receivedInteger.nullish(),
		size: receivedText.nullish(),
		unitid: receivedInteger.nullish(),
		unit: z.string().nullish(),
		supplierid: receivedInteger.nullish(),
		suppliername: z.string().nullish(),
		userid: receivedInteger.nullish(),
		comments: z.string().nullish(),
		datesubmitted: z.string().nullish(),
		dateordered: z.union([z.string(), z.number()]).nullish(),
		destinationlocation: receivedInteger.nullish(),
		cas: receivedText.nullish(),
	})
	.passthrough();

export type Order = z.output<typeof order>;

export const listOrders = endpoint({
	path: '/order/load',
	access: 'read',
	summary: 'Open order requests',
	body: nobody,
	data: z.array(order),
});

/** Returns no id: compare /order/load before and after. */
export const requestOrder = endpoint({
	path: '/order/request',
	access: 'write',
	summary: 'Create order requests',
	minRole: 4,
	body: withCustomFields({
		substanceid: id,
		quantity: id.optional(),
		supplier: z.string().min(1),
		name: z.string().min(1),
		containersize: z.string().min(1),
		units: id,
		comments: z.string().optional(),
		statuschangeemail: z.boolean().optional(),
		destinationlocation: idOrNone.optional(),
	}),
	data: nothing,
});

/** Optional keys that are left out may be cleared: send the present values again. */
export const editOrder = endpoint({
	path: '/order/edit',
	access: 'write',
	summary: 'Update an order request',
	minRole: 4,
	body: withCustomFields({
		orderid: id,
		containersize: z.string().min(1),
		units: id,
		supplier: z.string().min(1),
		comments: z.string().optional(),
		destinationlocation: idOrNone.optional(),
	}),
	data: z.record(z.unknown()),
});

/** Answers with the new time of ordering (UTC), or 0. */
export const toggleOrdered = endpoint({
	path: '/order/toggleordered',
	access: 'write',
	summary: 'Flip whether a request is ordered',
	minRole: 3,
	body: z.object({ orderid: id }).strict(),
	data: z.union([z.string(), z.number()]),
});

/** Returns no id and takes no barcode; `comments` go to the ORDER. */
export const receiveOrder = endpoint({
	path: '/order/addcontainer',
	access: 'write',
	summary: 'Mark an order as arrived and create its container',
	minRole: 3,
	body: withCustomFields({ orderid: id, name: z.string().min(1), comments: z.string().optional(), locationid: id }),
	data: nothing,
});

export const deleteOrder = endpoint({
	path: '/order/delete',
	access: 'write',
	summary: 'Delete an order request',
	minRole: 4,
	body: z.object({ orderid: id }).strict(),
	data: nothing,
});
