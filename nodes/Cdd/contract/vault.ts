import { z } from 'zod';

import { molecule } from './batch';
import { endpoint } from './endpoint';
import { exportStarted } from './exportJob';
import { fieldNames, flag, idList, isoDate, namedObject, objectId, offset, pageSize, replyDate } from './scalars';

const namedObjects = z.array(namedObject);

/** The only call that needs no vault id. */
export const listVaults = endpoint({
	method: 'GET',
	path: '/vaults',
	scope: 'service',
	access: 'read',
	summary: 'Vaults that the token may use',
	reply: namedObjects,
});

export const listProjects = endpoint({
	method: 'GET',
	path: '/projects',
	access: 'read',
	summary: 'Projects that the token may use',
	reply: namedObjects,
});

export const listDataSets = endpoint({
	method: 'GET',
	path: '/data_sets',
	access: 'read',
	summary: 'Public data sets',
	reply: namedObjects,
});

const mappingTemplate = namedObject.extend({
	created_at: replyDate.optional(),
	modified_at: replyDate.optional(),
	owner: z.string().nullish(),
});

export const listMappingTemplates = endpoint({
	method: 'GET',
	path: '/mapping_templates',
	access: 'read',
	summary: 'Mapping templates for bulk imports',
	reply: z.array(mappingTemplate),
});

export const getMappingTemplate = endpoint({
	method: 'GET',
	path: '/mapping_templates/{id}',
	access: 'read',
	summary: 'One mapping template with its header',
	reply: mappingTemplate.extend({
		header_mappings: z
			.array(
				z
					.object({
						header: z.object({ id: objectId.optional(), name: z.string() }).passthrough(),
						definition: z.record(z.string(), z.unknown()).nullish(),
					})
					.passthrough(),
			)
			.optional(),
	}),
});

/**
 * The values of a pick list. The documentation of `fields` shows none; this is the form that the vendor's own settings
 * page works with, so a reply with another one must still be readable.
 */
export const pickListValues = z.array(
	z.union([z.string(), z.object({ value: z.string(), hidden: z.boolean().nullish() })]),
);

const fieldDefinition = z
	.object({
		id: objectId,
		type: z.string().nullish(),
		name: z.string(),
		data_type_name: z.string().nullish(),
		unique_value: z.boolean().nullish(),
		/** Null: optional. Fields that share a number: a new record needs a value in one of them. */
		required_group_number: z.number().nullish(),
		overwritable: z.boolean().nullish(),
		/** See `pickListValues`. */
		pick_list_values: z.unknown(),
	})
	.passthrough();

export type FieldDefinition = z.output<typeof fieldDefinition>;

/** No group for sample or inventory event fields is shown by the vendor. */
export const listFields = endpoint({
	method: 'GET',
	path: '/fields',
	access: 'read',
	summary: 'Field definitions of the vault',
	reply: z
		.object({
			internal: z.array(fieldDefinition).optional(),
			batch: z.array(fieldDefinition).optional(),
			molecule: z.array(fieldDefinition).optional(),
			protocol: z.array(fieldDefinition).optional(),
		})
		.passthrough(),
});

export const inventoryLocation = z
	.object({
		id: objectId,
		class: z.literal('inventory location').optional(),
		created_at: replyDate.optional(),
		modified_at: replyDate.optional(),
		filled_position_count: z.number().nullish(),
		num_columns: z.number().nullish(),
		num_rows: z.number().nullish(),
		/** Absent for a root. */
		parent_id: objectId.nullish(),
		/** Above 0 for a box: the number of its positions. */
		position_limit: z.number().nullish(),
		value: z.string(),
	})
	.passthrough();

export type InventoryLocation = z.output<typeof inventoryLocation>;

/** A bare array without `count`: it must be read page by page until a page is short. */
export const listInventoryLocations = endpoint({
	method: 'GET',
	path: '/inventory_locations',
	access: 'read',
	summary: 'Inventory locations',
	query: z.object({ async: flag.optional(), offset: offset.optional(), page_size: pageSize.optional() }).strict(),
	reply: z.union([z.array(inventoryLocation), exportStarted]),
});

/** Parameters that the nodes and the sandbox know; the vendor's structure search is out of scope. */
const moleculeQuery = z
	.object({
		molecules: idList.optional(),
		names: z.union([z.string().min(1), fieldNames]).optional(),
		async: flag.optional(),
		no_structures: flag.optional(),
		include_original_structures: flag.optional(),
		only_ids: flag.optional(),
		only_batch_ids: flag.optional(),
		created_before: isoDate.optional(),
		created_after: isoDate.optional(),
		modified_before: isoDate.optional(),
		modified_after: isoDate.optional(),
		offset: offset.optional(),
		page_size: pageSize.optional(),
		projects: idList.optional(),
		data_sets: idList.optional(),
	})
	.strict();

const moleculeList = z.union([
	z.object({ count: z.number().int(), objects: z.array(molecule) }).passthrough(),
	z.object({ count: z.number().int(), objects: z.array(objectId) }).passthrough(),
	exportStarted,
]);

export const listMolecules = endpoint({
	method: 'GET',
	path: '/molecules',
	access: 'read',
	summary: 'List molecules',
	query: moleculeQuery,
	reply: moleculeList,
});

export const queryMolecules = endpoint({
	method: 'POST',
	path: '/molecules/query',
	access: 'read',
	summary: 'List molecules, parameters as JSON',
	body: moleculeQuery,
	reply: moleculeList,
});

export const getMolecule = endpoint({
	method: 'GET',
	path: '/molecules/{id}',
	access: 'read',
	summary: 'Get one molecule with its batches',
	reply: molecule,
});
