import { z } from 'zod';

import { endpoint } from './endpoint';
import { id, idOrNone, nobody, nothing, receivedFlag, receivedInteger } from './scalars';

export const fieldKinds = ['container', 'substance'] as const;
export const fieldDataTypes = ['text', 'multilinetext', 'number', 'date', 'url', 'dropdown', 'tags'] as const;

/** `allowedvalues` is "" or an array. */
export const customField = z
	.object({
		id: receivedInteger,
		name: z.string(),
		type: z.string(),
		searchable: receivedFlag.optional(),
		hidden: receivedFlag.optional(),
		showfororders: receivedFlag.optional(),
		admineditonly: receivedFlag.optional(),
		allowedvalues: z
			.union([z.array(z.string()), z.string(), z.null()])
			.transform((values) => (Array.isArray(values) ? values : []))
			.optional(),
	})
	.passthrough();

export type CustomField = z.output<typeof customField>;

export const listCustomFields = endpoint({
	path: '/customfields/get',
	access: 'read',
	summary: 'Custom fields of containers and substances',
	body: nobody,
	data: z.object({ container: z.array(customField), substance: z.array(customField) }).passthrough(),
});

/** `id` 0 creates. `scope` is not documented, and a client that creates fields found it to be needed; a field of the site is saved without it. */
export const saveCustomField = endpoint({
	path: '/customfields/save',
	access: 'write',
	summary: 'Create or update a custom field',
	minRole: 2,
	body: z
		.object({
			id: idOrNone,
			fieldtype: z.enum(fieldKinds),
			name: z.string().min(1),
			type: z.enum(fieldDataTypes),
			searchable: z.boolean().optional(),
			admineditonly: z.boolean().optional(),
			allowedvalues: z.array(z.string()).optional(),
			showfororders: z.boolean().optional(),
			scope: z.literal('inventory').optional(),
		})
		.strict(),
	data: receivedInteger,
});

export const deleteCustomField = endpoint({
	path: '/customfields/delete',
	access: 'write',
	summary: 'Delete a custom field with all its values',
	minRole: 2,
	body: z.object({ id, fieldtype: z.enum(fieldKinds) }).strict(),
	data: nothing,
});
