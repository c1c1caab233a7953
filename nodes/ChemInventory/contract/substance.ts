import { z } from 'zod';

import { endpoint } from './endpoint';
import { id, idOrNone, nothing, receivedFlag, receivedInteger, receivedText } from './scalars';

/** `hazardstatements` is one text, `H302|H317`; written as an array (`ghs/save`). */
export const ghsEntry = z
	.object({
		id: receivedInteger.optional(),
		substanceid: receivedInteger.optional(),
		source: z.string().nullish(),
		dateset: z.string().nullish(),
		hazardstatements: z.string().nullish(),
	})
	.passthrough();

export const substance = z
	.object({
		id: receivedInteger,
		name: receivedText.nullish(),
		cas: receivedText.nullish(),
		isomericsmiles: z.string().nullish(),
		customsubstance: receivedFlag.optional(),
		needsretrieval: receivedFlag.optional(),
		ghs: z.array(ghsEntry).optional(),
	})
	.passthrough();

export type Substance = z.output<typeof substance>;

/** A read by name, a write by effect: it creates the substance when there is none. */
export const findOrCreateSubstance = endpoint({
	path: '/container/getsubstance',
	access: 'write',
	summary: 'Find a substance by name and CAS, or create it',
	body: z.object({ name: z.string(), cas: z.string().min(1), substanceid: id.optional() }).strict(),
	data: z.array(substance),
});

export const deleteGhs = endpoint({
	path: '/container/ghs/delete',
	access: 'write',
	summary: 'Delete a hazard entry of a substance',
	minRole: 4,
	body: z.object({ entryid: id }).strict(),
	data: nothing,
});

/** The key is `substance`, not `substanceid`. `entryid` 0 creates. */
export const saveGhs = endpoint({
	path: '/container/ghs/save',
	access: 'write',
	summary: 'Create or update a hazard entry of a substance',
	minRole: 4,
	body: z.object({ entryid: idOrNone, hcodes: z.array(z.string().min(1)), source: z.string(), substance: id }).strict(),
	data: z.object({ id: receivedInteger }).passthrough(),
});

/** Changes the shared record and may be slow; the key is `substance`. */
export const retrieveSubstanceInfo = endpoint({
	path: '/general/retrievesubstanceinfo',
	access: 'write',
	summary: 'Let the service look up structure and synonyms of a substance with a CAS number',
	body: z.object({ substance: id }).strict(),
	data: z.string(),
});

/** Answers with the id of the substance, which may differ from the one sent. */
export const updateStructure = endpoint({
	path: '/general/updatestructure',
	access: 'write',
	summary: 'Set the structure of a substance',
	minRole: 4,
	body: z.object({ substanceid: id, newmolfile: z.string().min(1) }).strict(),
	data: receivedInteger,
});
