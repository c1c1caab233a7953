import { z } from 'zod';

/**
 * The values that travel to and from CDD Vault. Request scalars accept both forms that the vendor documents
 * (JSON and query-string text) and give out one: arrays of numbers, booleans, ISO 8601 text.
 */

const digits = z.string().regex(/^\d+$/, 'must be a whole number').transform(Number);

/** An id: a positive whole number. One known reply prints ids as text, so digits are accepted as well. */
export const objectId = z.union([z.number().int().positive(), digits]);

export const inventorySampleId = objectId.brand<'InventorySampleId'>();
export const batchId = objectId.brand<'BatchId'>();
export const slurpId = objectId.brand<'SlurpId'>();
export const exportId = objectId.brand<'ExportId'>();

export type InventorySampleId = z.infer<typeof inventorySampleId>;
export type BatchId = z.infer<typeof batchId>;
export type SlurpId = z.infer<typeof slurpId>;
export type ExportId = z.infer<typeof exportId>;

const splitIds = (text: string) =>
	text
		.replace(/^\[|\]$/g, '')
		.split(',')
		.map(Number);

/** A list of ids: a JSON array, or `1,2` / `[1,2]` in a query string (inventory_samples shows the brackets). */
export const idList = z.union([
	z.array(objectId).nonempty(),
	z
		.string()
		.regex(/^(\d+(,\d+)*|\[\d+(,\d+)*\])$/, 'must be a comma-separated list of ids')
		.transform(splitIds),
	z
		.number()
		.int()
		.positive()
		.transform((id) => [id]),
]);

/** true / false, as JSON or as text. The vendor's own samples write `"no_structures": "true"`. */
export const flag = z.union([
	z.boolean(),
	z.enum(['true', 'false', 'True', 'False']).transform((text) => text.toLowerCase() === 'true'),
]);

/** `YYYY-MM-DD`, or a date and time with `T` or a blank between, with or without an offset from UTC. */
export const isoDate = z
	.string()
	.regex(
		/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/,
		'must be a date: YYYY-MM-DD or YYYY-MM-DDThh:mm:ss±hh:mm',
	);

export const offset = z.union([z.number().int().nonnegative(), digits]);

/** Default 50, maximum 1000 (inventory_samples and batches). */
export const maxPageSize = 1000;
export const pageSize = z.union([z.number().int(), digits]).pipe(z.number().int().min(1).max(maxPageSize));

/** Names of fields: a JSON array. A name may hold a comma, so there is no comma-separated form. */
export const fieldNames = z.array(z.string().min(1)).nonempty();

/** The value of a user-defined field: text, number, or a date as text; null clears it (PUT batches). */
export const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const fieldValues = z.record(z.string().min(1), fieldValue);

/** A project: its id as a number, or its name as text. `"34888"` in quotes would be read as a name. */
export const projectReference = z.union([z.number().int().positive(), z.string().min(1)]);

/** The 12 units of an inventory sample, case-sensitive. The micro sign is U+00B5. */
export const sampleUnits = [
	'g',
	'kg',
	'mg',
	'\u00b5g',
	'ng',
	'mL',
	'L',
	'\u00b5L',
	'M',
	'mM',
	'\u00b5M',
	'count',
] as const;
export const sampleUnit = z.enum(sampleUnits);

/** In a reply a number may come as text, a flag as text or as 0 and 1, and a text of digits as a number. */
export const receivedNumber = z.union([
	z.number(),
	z
		.string()
		.regex(/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i)
		.transform(Number),
]);
export const receivedFlag = z.union([
	z.boolean(),
	z.enum(['true', 'false', '0', '1']).transform((text) => text === 'true' || text === '1'),
	z.number().transform((value) => value === 1),
]);
export const receivedText = z.union([z.string(), z.number().transform(String)]);

/** Dates in replies come in three shapes (UTC with milliseconds, with an offset, date only): kept as text. */
export const replyDate = z.string();

export const namedObject = z.object({ id: objectId, name: receivedText }).passthrough();
