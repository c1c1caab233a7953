import { z } from 'zod';

/** An id that is sent: a positive whole number. */
export const id = z.number().int().positive();
/** An id that may be 0, for "none" or "new". */
export const idOrNone = z.number().int().nonnegative();

const numeric = z
	.string()
	.trim()
	.regex(/^-?\d+$/)
	.transform(Number);
/** A whole number in a reply; some places send it as text (`unitid` of order/edit). */
export const receivedInteger = z.union([z.number().int(), numeric]);

/** 0, 1, "0", "1", true, false or null: the service writes flags in all of these ways. */
export const receivedFlag = z
	.union([z.number(), z.string(), z.boolean(), z.null()])
	.transform((value) => value === true || Number(value) === 1 || value === 'true');

/** Text, or a number that stands where text is documented. */
export const receivedText = z.union([z.string(), z.number().transform(String)]);

/** `YYYY-MM-DD`. */
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date: YYYY-MM-DD');

export const nobody = z.object({}).strict();
/** "none" replies: an empty array where nothing is documented. */
export const nothing = z.unknown();

export const scope = z.enum(['inventory', 'site', 'enterprise']);

/** Values of custom fields in a body: `cf-362` / `sf-870`, always text; dates as YYYY-MM-DD, tags as `|a|b|`. */
export const customFieldKey = /^(cf|sf)-\d+$/;
/**
 * A body whose fixed keys are given and whose other keys are `cf-<id>` with text. The catch-all has to name the types
 * of the fixed keys as well, or no literal object would fit; the check below is the exact one.
 */
export function withCustomFields<Shape extends z.ZodRawShape>(shape: Shape) {
	return z
		.object(shape)
		.catchall(z.union([z.string(), z.number(), z.boolean(), z.undefined()]))
		.superRefine((body, issues) => {
			for (const [key, value] of Object.entries(body)) {
				if (key in shape) continue;
				if (!customFieldKey.test(key))
					issues.addIssue({ code: 'custom', path: [key], message: 'is not a documented key' });
				else if (typeof value !== 'string') {
					issues.addIssue({
						code: 'invalid_type',
						expected: 'string',
						received: typeof value === 'number' ? 'number' : 'boolean',
						path: [key],
					});
				}
			}
		});
}

/** `{columns: [{header, key}], rows: [{key: value}]}`: rows are objects keyed by `columns[].key`. */
export const table = z
	.object({
		columns: z.array(z.object({ header: z.string().nullish(), key: z.string() }).passthrough()),
		rows: z.array(z.record(z.unknown())),
	})
	.passthrough();

export type Table = z.output<typeof table>;
