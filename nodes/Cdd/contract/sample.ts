import { z } from 'zod';

import { endpoint } from './endpoint';
import { exportStarted } from './exportJob';
import {
	fieldValue,
	flag,
	idList,
	inventorySampleId,
	isoDate,
	objectId,
	offset,
	pageSize,
	receivedFlag,
	receivedNumber,
	receivedText,
	replyDate,
	sampleUnit,
} from './scalars';

/** Source: vendor page "Inventory_Samples [GET, POST, PUT, DELETE]". */
export const inventorySampleQuery = z
	.object({
		batch_ids: idList.optional(),
		inventory_sample_ids: idList.optional(),
		created_before: isoDate.optional(),
		created_after: isoDate.optional(),
		modified_before: isoDate.optional(),
		modified_after: isoDate.optional(),
		projects: idList.optional(),
		offset: offset.optional(),
		page_size: pageSize.optional(),
		async: flag.optional(),
	})
	.strict();

/** Where a sample stands. `position` is 1-based, row by row, inside a box. */
export const eventLocation = z
	.object({ id: z.number().int().positive(), position: z.number().int().positive().optional() })
	.strict();

/**
 * Credit adds to the sample's amount, Debit subtracts, both in the sample's own unit. Every other key is a
 * user-defined event field, by its exact name.
 */
export const eventFields = z
	.object({
		Credit: z.number().positive().optional(),
		Debit: z.number().positive().optional(),
		Location: eventLocation.optional(),
	})
	.catchall(fieldValue);

export const newEvent = z.object({ fields: eventFields }).strict();

export const inventorySampleCreation = z
	.object({
		batch_id: z.number().int().positive(),
		units: sampleUnit,
		fields: z.record(z.string().min(1), fieldValue).optional(),
		inventory_events: z.array(newEvent).nonempty(),
	})
	.strict();

export const inventorySampleUpdate = z.object({ inventory_events: z.array(newEvent).nonempty() }).strict();

// A union, so that a sample whose events have fields is taken as it came: see values/asIs.
const eventFieldValues = z.union([
	z.record(z.string(), z.unknown()),
	z.undefined().transform((): Record<string, unknown> => ({})),
	z.null().transform((): Record<string, unknown> => ({})),
]);

const inventoryEvent = z
	.object({
		id: objectId,
		created_at: replyDate.nullish(),
		modified_at: replyDate.nullish(),
		slurp_id: objectId.nullish(),
		owner: receivedText.nullish(),
		modified_user: receivedText.nullish(),
		fields: eventFieldValues,
	})
	.passthrough();

export const inventorySample = z
	.object({
		id: inventorySampleId,
		name: receivedText.nullish(),
		batch: objectId.nullish(),
		batch_name: receivedText.nullish(),
		units: receivedText.nullish(),
		current_amount: receivedNumber.nullish(),
		depleted: receivedFlag.nullish(),
		inventory_location_id: objectId.nullish(),
		inventory_location_position: receivedNumber.nullish(),
		location: receivedText.nullish(),
		slurp_id: objectId.nullish(),
		created_at: replyDate.nullish(),
		modified_at: replyDate.nullish(),
		owner: receivedText.nullish(),
		modified_user: receivedText.nullish(),
		fields: z.record(z.string(), z.unknown()).nullish(),
		inventory_events: z.array(inventoryEvent).nullish(),
	})
	.passthrough();

export type InventorySample = z.output<typeof inventorySample>;

export const inventorySamplePage = z
	.object({ count: z.number().int().nonnegative(), objects: z.array(inventorySample) })
	.passthrough();

/** A single sample; some servers wrap it in a list envelope. The reply's shape is not shown by the vendor. */
const oneSample = z.union([inventorySample, inventorySamplePage, z.array(inventorySamplePage)]);

/** A page, the array around it that an older vendor page prints, or the started export (`async`). */
const sampleList = z.union([inventorySamplePage, z.array(inventorySamplePage), exportStarted]);

export const listInventorySamples = endpoint({
	method: 'GET',
	path: '/inventory_samples',
	access: 'read',
	summary: 'List inventory samples',
	query: inventorySampleQuery,
	reply: sampleList,
});

export const queryInventorySamples = endpoint({
	method: 'POST',
	path: '/inventory_samples/query',
	access: 'read',
	summary: 'List inventory samples, parameters as JSON',
	body: inventorySampleQuery,
	reply: sampleList,
});

export const getInventorySample = endpoint({
	method: 'GET',
	path: '/inventory_samples/{id}',
	access: 'read',
	summary: 'Get one inventory sample',
	reply: oneSample,
});

export const createInventorySample = endpoint({
	method: 'POST',
	path: '/inventory_samples',
	access: 'write',
	summary: 'Create an inventory sample with its first event',
	body: inventorySampleCreation,
	reply: oneSample,
});

export const updateInventorySample = endpoint({
	method: 'PUT',
	path: '/inventory_samples/{id}',
	access: 'write',
	summary: 'Append events to an inventory sample',
	body: inventorySampleUpdate,
	reply: oneSample,
});

export const deleteInventorySample = endpoint({
	method: 'DELETE',
	path: '/inventory_samples/{id}',
	access: 'write',
	summary: 'Delete an inventory sample',
	reply: z.object({ message: z.string() }).passthrough(),
});
