import { z } from 'zod';

import { endpoint } from './endpoint';
import { exportStarted } from './exportJob';
import {
	batchId,
	fieldNames,
	fieldValues,
	flag,
	idList,
	isoDate,
	objectId,
	offset,
	pageSize,
	projectReference,
	receivedNumber,
	receivedText,
	replyDate,
} from './scalars';

/** One condition on a user-defined batch field. Several are combined with AND. */
export const fieldSearch = z
	.object({
		name: z.string().min(1),
		text_value: z.string().optional(),
		float_value: z.number().optional(),
		date_value: isoDate.optional(),
	})
	.strict()
	.refine(
		(search) => [search.text_value, search.float_value, search.date_value].filter((v) => v !== undefined).length === 1,
		'needs exactly one of text_value, float_value and date_value',
	);

/** What the query string can say. Source: vendor page on batches, "Query Parameters". */
const batchQueryString = z
	.object({
		batches: idList.optional(),
		async: flag.optional(),
		no_structures: flag.optional(),
		include_original_structures: flag.optional(),
		only_ids: flag.optional(),
		only_molecule_ids: flag.optional(),
		created_before: isoDate.optional(),
		created_after: isoDate.optional(),
		modified_before: isoDate.optional(),
		modified_after: isoDate.optional(),
		molecule_created_before: isoDate.optional(),
		molecule_created_after: isoDate.optional(),
		offset: offset.optional(),
		page_size: pageSize.optional(),
		projects: idList.optional(),
		data_sets: idList.optional(),
	})
	.strict();

/** The four parameters below "must be passed as JSON" (vendor), hence only in POST batches/query. */
export const batchQueryBody = batchQueryString.extend({
	molecule_batch_identifier: z.string().min(1).optional(),
	molecule_fields: fieldNames.optional(),
	batch_fields: fieldNames.optional(),
	fields_search: z.array(fieldSearch).nonempty().optional(),
});

export const registrationTypes = ['CHEMICAL_STRUCTURE', 'AMINO_ACID', 'NUCLEOTIDE'] as const;
export const duplicateResolutions = ['first', 'new', 'prompt'] as const;

/** The molecule of a new batch: an existing one (`id` or `name`), or a new one. */
export const batchMolecule = z
	.object({
		id: z.number().int().positive().optional(),
		name: z.string().min(1).optional(),
		registration_type: z.enum(registrationTypes).optional(),
		/** So the vendor's page writes it, in the example that names an existing molecule. */
		Registration_type: z.string().min(1).optional(),
		smiles: z.string().min(1).optional(),
		cxsmiles: z.string().min(1).optional(),
		molfile: z.string().min(1).optional(),
		structure: z.string().min(1).optional(),
		amino_acid: z.string().min(1).optional(),
		nucleotide: z.string().min(1).optional(),
		udfs: fieldValues.optional(),
		synonyms: z.array(z.string().min(1)).optional(),
		description: z.string().optional(),
		projects: z.array(projectReference).nonempty().optional(),
		collections: z.array(projectReference).optional(),
		duplicate_resolution: z.enum(duplicateResolutions).optional(),
		tautomer_resolution: z.enum(duplicateResolutions).optional(),
	})
	.strict();

export const stoichiometry = z
	.object({
		core_count: z.number().int().nonnegative().optional(),
		salt_count: z.number().int().nonnegative().optional(),
		solvent_of_crystallization_count: z.number().int().nonnegative().optional(),
	})
	.strict();

const batchContent = {
	class: z.literal('batch').optional(),
	name: z.string().min(1).optional(),
	batch_fields: fieldValues.optional(),
	salt_name: z.string().min(1).optional(),
	solvent_of_crystallization_name: z.string().min(1).optional(),
	stoichiometry: stoichiometry.optional(),
};

export const batchCreation = z
	.object({ ...batchContent, molecule: batchMolecule, projects: z.array(projectReference).nonempty() })
	.strict();

/** Fields that are not sent stay. An empty `projects` would delete the batch, so this schema has no room for one. */
export const batchUpdate = z
	.object({
		...batchContent,
		id: z.number().int().positive().optional(),
		projects: z.array(projectReference).nonempty().optional(),
	})
	.strict();

/** PUT batches/{id} with an empty list of projects is how the vendor deletes a batch. */
export const batchDeletion = z.object({ projects: z.array(projectReference).length(0) }).strict();

const namedReference = z.object({ id: objectId.nullish(), name: receivedText.nullish() }).passthrough();

export const molecule = z
	.object({
		id: objectId.nullish(),
		class: z.literal('molecule').optional(),
		name: receivedText.nullish(),
		synonyms: z.array(z.string()).nullish(),
		registration_type: receivedText.nullish(),
		smiles: receivedText.nullish(),
		inchi_key: receivedText.nullish(),
		projects: z.array(namedReference).nullish(),
		udfs: z.record(z.string(), z.unknown()).nullish(),
		molecule_fields: z.record(z.string(), z.unknown()).nullish(),
	})
	.passthrough();

export const batch = z
	.object({
		id: batchId,
		class: z.literal('batch').optional(),
		name: receivedText.nullish(),
		molecule_batch_identifier: receivedText.nullish(),
		owner: receivedText.nullish(),
		created_at: replyDate.nullish(),
		modified_at: replyDate.nullish(),
		projects: z.array(namedReference).nullish(),
		molecule: molecule.nullish(),
		salt_name: receivedText.nullish(),
		solvent_of_crystallization_name: receivedText.nullish(),
		formula_weight: receivedNumber.nullish(),
		batch_fields: z.record(z.string(), z.unknown()).nullish(),
		stoichiometry: z.record(z.string(), z.unknown()).nullish(),
	})
	.passthrough();

export type Batch = z.output<typeof batch>;

const listCounts = {
	count: z.number().int().nonnegative(),
	offset: z.number().optional(),
	page_size: z.number().optional(),
};
export const batchPage = z.object({ ...listCounts, objects: z.array(batch) }).passthrough();
export const batchIdPage = z.object({ ...listCounts, objects: z.array(batchId) }).passthrough();

const batchList = z.union([batchIdPage, batchPage, exportStarted]);

/** `prompt` with possible duplicates registers nothing: a reply without `id` and `class` (its shape is not documented). */
export const batchRegistration = z.union([
	batch.extend({ class: z.literal('batch') }),
	z
		.object({ id: z.undefined(), message: z.string().nullish(), molecule_ids: z.array(objectId).optional() })
		.passthrough(),
]);

export const listBatches = endpoint({
	method: 'GET',
	path: '/batches',
	access: 'read',
	summary: 'List batches',
	query: batchQueryString,
	reply: batchList,
});

export const queryBatches = endpoint({
	method: 'POST',
	path: '/batches/query',
	access: 'read',
	summary: 'List batches, parameters as JSON',
	body: batchQueryBody,
	reply: batchList,
});

export const getBatch = endpoint({
	method: 'GET',
	path: '/batches/{id}',
	access: 'read',
	summary: 'Get one batch',
	reply: batch,
});

export const createBatch = endpoint({
	method: 'POST',
	path: '/batches',
	access: 'write',
	summary: 'Register a batch, with a new or an existing molecule',
	body: batchCreation,
	reply: batchRegistration,
});

export const updateBatch = endpoint({
	method: 'PUT',
	path: '/batches/{id}',
	access: 'write',
	summary: 'Update a batch',
	body: batchUpdate,
	reply: batch,
});

export const deleteBatch = endpoint({
	method: 'PUT',
	path: '/batches/{id}',
	access: 'write',
	summary: 'Delete a batch by removing it from all projects',
	body: batchDeletion,
	reply: z.object({ message: z.string() }).passthrough(),
});
