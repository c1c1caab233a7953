import { z } from 'zod';

import { endpoint } from './endpoint';
import { flag, receivedNumber, receivedText, slurpId } from './scalars';

/** Source: vendor page "Protocol Data [Post] - i.e. Bulk Import"; the newer keys from its current edition. */
export const slurpRun = z
	.object({
		run_date: z
			.string()
			.regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date: YYYY-MM-DD')
			.optional(),
		place: z.string().optional(),
		person: z.string().optional(),
		conditions: z.string().optional(),
	})
	.strict();

export const ambiguousEventsResolutions = ['none', 'reject', 'new_molecule', 'new_batch'] as const;
export const suspiciousEventsResolutions = ['none', 'reject', 'accept'] as const;

/** One project or template: an id as a number, or a name as text (digits in quotes are read as a name). */
const reference = z.union([z.number().int().positive(), z.string().min(1)]);

/** The `json` part of the upload; it must stand before the `file` part. */
export const slurpRequest = z
	.object({
		project: reference,
		mapping_template: reference.optional(),
		runs: z.union([slurpRun, z.array(slurpRun).nonempty()]).optional(),
		autoreject: flag.optional(),
		ambiguous_events_resolution: z.enum(ambiguousEventsResolutions).optional(),
		suspicious_events_resolution: z.enum(suspiciousEventsResolutions).optional(),
		ignore_errors: flag.optional(),
	})
	.strict();

/** States in the order a clean file passes them; `processed` is a step or a resting place. */
export const slurpStates = [
	'mapping',
	'queued_for_processing',
	'processing',
	'processed',
	'queued_for_committing',
	'committing',
	'committed',
	'rejected',
	'invalid',
	'canceled',
] as const;

export const slurp = z
	.object({
		id: slurpId,
		class: z.literal('slurp').optional(),
		state: z.string(),
		api_url: receivedText.nullish(),
		total_records: receivedNumber.nullish(),
		records_processed: receivedNumber.nullish(),
		records_committed: receivedNumber.nullish(),
		import_warnings: receivedNumber.nullish(),
		import_errors: receivedNumber.nullish(),
		message: receivedText.nullish(),
		web_url: receivedText.nullish(),
	})
	.passthrough();

export type Slurp = z.output<typeof slurp>;

export const startSlurp = endpoint({
	method: 'POST',
	path: '/slurps',
	access: 'write',
	summary: 'Upload a file and start its import (multipart: `json`, then `file`)',
	body: slurpRequest,
	reply: slurp,
});

export const getSlurp = endpoint({
	method: 'GET',
	path: '/slurps/{id}',
	access: 'read',
	summary: 'State and counts of an import',
	reply: slurp,
});
