import { z } from 'zod';

import { endpoint } from './endpoint';
import { id, nothing, receivedFlag, receivedInteger } from './scalars';

export const accountTypes = [2, 3, 4, 6] as const;
const accountType = z.union([z.literal(2), z.literal(3), z.literal(4), z.literal(6)]);

export const user = z
	.object({
		id: receivedInteger,
		email: z.string().nullish(),
		accounttype: receivedInteger,
		firstname: z.string().nullish(),
		lastname: z.string().nullish(),
		barcode: z.string().nullish(),
		sso: receivedFlag.optional(),
	})
	.passthrough();

export type User = z.output<typeof user>;

export const listUsers = endpoint({
	path: '/inventorymanagement/users/list',
	access: 'read',
	summary: 'Users of an inventory',
	minRole: 2,
	documentedAdminOnly: true,
	body: z.object({ inventory: id }).strict(),
	data: z.array(user),
});

export const addUser = endpoint({
	path: '/inventorymanagement/users/add',
	access: 'write',
	summary: 'Create a user in an inventory',
	minRole: 2,
	body: z
		.object({
			email: z.string().email(),
			firstname: z.string().min(1),
			lastname: z.string().min(1),
			accounttype: accountType,
			inventory: id,
			barcode: z.string().optional(),
			sso: z.boolean().optional(),
		})
		.strict(),
	data: receivedInteger,
});

const isEmail = (text: string) => z.string().email().safeParse(text).success;

/** All four must be sent again; a stale value silently changes a role. */
export const updateUser = endpoint({
	path: '/inventorymanagement/users/update',
	access: 'write',
	summary: 'Update name, e-mail and role of a user',
	minRole: 2,
	body: z
		.object({
			id,
			accounttype: accountType,
			firstname: z.string().min(1),
			lastname: z.string().min(1),
			/** Also one that has blanks around it: the update of another field sends it back as it is. */
			email: z.string().refine((address) => isEmail(address.trim()), 'Invalid email'),
			inventory: id.optional(),
		})
		.strict(),
	data: nothing,
});

export const disableUser = endpoint({
	path: '/inventorymanagement/users/disable',
	access: 'write',
	summary: 'Take away the access of a user to an inventory',
	minRole: 2,
	body: z.object({ id, inventory: id }).strict(),
	data: nothing,
});

export const resetUserPassword = endpoint({
	path: '/inventorymanagement/users/resetpassword',
	access: 'write',
	summary: 'Set a new password for a user',
	minRole: 2,
	body: z.object({ id, password: z.string().min(8) }).strict(),
	data: nothing,
});
