import { z } from 'zod';

const count = z.number().int().nonnegative();

/** What one file of a night holds. */
export const manifestPart = z.object({
	/** Such as `samples`. */
	part: z.string().min(1),
	fileName: z.string().min(1),
	format: z.enum(['csv', 'json', 'ndjson']),
	filters: z.record(z.string(), z.unknown()).optional(),
	/** UTC. */
	startedAt: z.string().nullish(),
	finishedAt: z.string().nullish(),
	/** The service's own, where it gives one. */
	count: count.nullish(),
	records: count,
	distinctIds: count,
	bytes: count,
	/** In hex. */
	sha256: z.string().regex(/^[0-9a-f]{64}$/),
	complete: z.boolean(),
});

export type ManifestPart = z.output<typeof manifestPart>;

/** What one night saved, as the file that lies beside the files says. */
export const manifest = z.object({
	manifest: z.literal(1),
	/** The day in the time zone of the workflow. */
	night: z.string().regex(/^\d{4}-\d\d-\d\d$/),
	/** As users know it. */
	service: z.string().min(1),
	/** From where; never with a token. */
	source: z.object({ id: z.string(), name: z.string().nullish(), server: z.string().nullish() }),
	startedAt: z.string(),
	finishedAt: z.string(),
	/** All parts are. */
	complete: z.boolean(),
	/** What is wrong with the night, in sentences. */
	problems: z.array(z.string()),
	parts: z.array(manifestPart),
});

export type Manifest = z.output<typeof manifest>;
