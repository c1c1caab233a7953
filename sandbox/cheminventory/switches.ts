import { z } from 'zod';

import { dateFormats } from './times';

const firstFormat = dateFormats[0].momentformat;
const otherFormats = dateFormats.slice(1).map(({ momentformat }) => momentformat);

/**
 * What nobody outside the vendor knows, and what this sandbox then does. The first value of each switch is the default:
 * what live clients prove, else the stricter or more awkward choice. `sandbox/cheminventory/ASSUMPTIONS.md` gives the assumption behind each.
 */
export const chemInventorySwitchSchema = z
	.object({
		/** HTTP code of an answer whose status is "error". */
		errorStatus: z.enum(['200', '400', '401', '403', '500', '502 with HTML']).default('200'),
		/** What `data` of an error holds. */
		errorData: z.enum(['sentence', 'list of sentences', 'object with message']).default('sentence'),
		/** `data` of /barcodes/duplicates/* where nothing is found. */
		noDuplicates: z.enum(['empty array', 'empty object']).default('empty array'),
		/** The vendor calls a reply "a JSON-formatted string". */
		replyEncoding: z.enum(['once', 'twice']).default('once'),
		/** The order of the ids that /container/add returns. */
		addedIds: z.enum(['reversed', 'as sent']).default('reversed'),
		/** Whose searches are trimmed by "limit search to". */
		limitSearchTo: z.enum(['one user', 'every user', 'nobody']).default('one user'),
		/** How users write dates, in the notation of `data.user.dateformat.momentformat`. */
		dateFormat: z.enum([firstFormat, ...otherFormats]).default(firstFormat),
		/** Whether the main inventory's site has recycling. */
		recycling: z.enum(['enabled', 'disabled']).default('enabled'),
		/** The address of a file; `expired` makes every one of them too old. */
		downloadAddress: z.enum(['30 minutes', 'expired']).default('30 minutes'),
		/** What stands in an export row where there is no comment. */
		emptyComment: z.enum(['None', 'null']).default('None'),
		/** Where `user.preferences` of getdetails tells "limit search to". */
		limitToldIn: z.enum(['both places', 'limitlocations', 'll']).default('both places'),
		/** The inventories that `inventory.sharing` of getdetails tells, which every user of the main one may search. */
		sharing: z.enum(['one inventory', 'none']).default('one inventory'),
		/** The locations of the main inventory. */
		tree: z.enum(['several roots', 'one root called like the inventory']).default('several roots'),
		/** `orders` of a search or a location. */
		foundOrders: z.enum(['none', 'those that fit']).default('none'),
		/** Milliseconds until the background work of /general/retrievesubstanceinfo shows. */
		retrievalDelay: z.coerce.number().int().nonnegative().default(200),
	})
	.strict();

export type ChemInventorySwitches = z.output<typeof chemInventorySwitchSchema>;
