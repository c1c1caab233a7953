import { z } from 'zod';

/**
 * What the vendor's pages do not say, and public clients do with success: it is taken and recorded (`sandbox.tolerated`), or
 * refused.
 */
const tolerance = z.enum(['tolerate', 'refuse']);

export type Tolerance = z.output<typeof tolerance>;

/**
 * What nobody outside the vendor knows, and what this sandbox then does. The first value of each switch is the
 * default: what live clients prove, else the stricter or more awkward choice. `sandbox/ASSUMPTIONS.md` gives the assumption behind each.
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
		/** A10: ids together with `offset` and `page_size` */
		idsWithPaging: tolerance.default('tolerate'),
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
		/** A25 */
		unreadableStructure: z.enum(['refuse', 'accept']).default('refuse'),
		/** A26: other spellings in a registration */
		registrationSpelling: tolerance.default('tolerate'),
		/** A31 */
		exportDownload: z.enum(['redirect', 'direct']).default('redirect'),
		/** A31: the token at the address of a finished export */
		tokenAtStorage: tolerance.default('tolerate'),
		/** A36: an id in quotes */
		slurpIdsAsText: tolerance.default('tolerate'),
		/** A38: another order or dress of the parts */
		slurpForm: tolerance.default('tolerate'),
		/** Section 5.3 of the vendor's states: what an import with errors does when `autoreject` is not sent */
		autorejectDefault: z.enum(['reject', 'rest in processed']).default('reject'),
		/** A41: more than `rateLimitRequests` in a second */
		rateLimit: z.enum(['off', 'with Retry-After', 'without Retry-After']).default('off'),
		/** A41 */
		rateLimitRequests: z.coerce.number().int().positive().default(5),
		/** A41: 503 is what the vendor's error page says of too many requests */
		rateLimitStatus: z.enum(['503', '429']).default('503'),
		/** A43 */
		postStatus: z.enum(['200', '201']).default('200'),
	})
	.strict();

export type CddSwitches = z.output<typeof cddSwitchSchema>;
