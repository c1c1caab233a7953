import { z } from 'zod';

/**
 * What nobody outside the vendor knows, and what this sandbox then does. The first value of each switch is the
 * default: the stricter or more awkward choice. `sandbox/ASSUMPTIONS.md` gives the assumption behind each.
 */
export const cddSwitchSchema = z
	.object({
		/** A1 */
		errorBody: z.enum(['error and code', 'plain text', 'message only', 'error under 200']).default('error and code'),
		/** A5 */
		getWithBody: z.enum(['refuse', 'accept']).default('refuse'),
		/** A6 */
		unknownParameters: z.enum(['refuse', 'ignore']).default('refuse'),
		/** A7 */
		pageOutOfRange: z.enum(['refuse', 'clamp']).default('refuse'),
		/** A8 */
		sortOrder: z.enum(['id ascending', 'changing']).default('id ascending'),
		/** A9 */
		dateBounds: z.enum(['inclusive', 'exclusive, in whole seconds']).default('inclusive'),
		/** A14 */
		singleSampleReply: z.enum(['plain', 'list envelope']).default('plain'),
		/** A14 */
		sampleListReply: z.enum(['plain envelope', 'array around it']).default('plain envelope'),
		/** A15 */
		overdraft: z.enum(['refuse', 'allow']).default('refuse'),
		/** A21: a number field that is sent as text */
		numbersAsText: z.enum(['refuse', 'accept']).default('refuse'),
		/** A22 */
		sampleIdentifierField: z.enum(['defined', 'missing']).default('defined'),
		/** A24 */
		promptReply: z.enum(['200', '422']).default('200'),
		/** A31 */
		exportDownload: z.enum(['redirect', 'direct']).default('redirect'),
		/** Section 5.3 of the vendor's states: what an import with errors does when `autoreject` is not sent */
		autorejectDefault: z.enum(['reject', 'rest in processed']).default('reject'),
		/** A41: more than `rateLimitRequests` in a second */
		rateLimit: z.enum(['off', 'with Retry-After', 'without Retry-After']).default('off'),
		/** A41 */
		rateLimitRequests: z.coerce.number().int().positive().default(5),
		/** A43 */
		postStatus: z.enum(['200', '201']).default('200'),
	})
	.strict();

export type CddSwitches = z.output<typeof cddSwitchSchema>;
