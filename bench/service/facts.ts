import { z } from 'zod';

/** How many records a case needs beside those of the sandbox's own lab. */
export const needsSchema = z
	.object({
		/** Containers with barcodes, and a date of expiry in some of them. */
		containers: z.number().default(0),
		/** Samples in boxes. */
		samples: z.number().default(0),
		batches: z.number().default(0),
	})
	.strict();
export type Needs = z.input<typeof needsSchema>;

/** What there is at the service: lists hold as many as a case names one by one, at most. */
export const factsSchema = z.object({
	cdd: z.object({ url: z.string(), token: z.string() }),
	chemInventory: z.object({ url: z.string(), token: z.string() }),
	/** Paths of locations. */
	places: z.array(z.string()),
	/** CAS numbers. */
	substances: z.array(z.string()),
	barcodes: z.array(z.string()),
	samples: z.array(z.number()),
	batches: z.array(z.number()),
	/** An empty box. */
	box: z.number(),
	/** On the disk, where n8n may read: for cases of files. */
	folder: z.string().optional(),
});
export type Facts = z.output<typeof factsSchema>;

/** A request as it came in, to be sent once more. */
export const sentRequestSchema = z.object({
	method: z.enum(['DELETE', 'GET', 'POST', 'PUT']),
	url: z.string(),
	/** JSON; empty for none. */
	body: z.string(),
	tookEffect: z.boolean(),
});
export type SentRequest = z.output<typeof sentRequestSchema>;
