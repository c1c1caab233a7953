import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import { badInput } from '../../../shared/values/badInput';
import { changedOr, readCollection } from '../../../shared/values/collection';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { dataObject } from '../../../shared/values/json';
import { readLocator } from '../../../shared/values/locator';
import { readText } from '../../../shared/values/text';
import { changeOnce } from '../../../shared/writing/changeOnce';
import type { BodyOf } from '../../contract/endpoint';
import { updateUser, user as userSchema } from '../../contract/user';
import type { User } from '../../contract/user';
import { inventoryIdOption, readInventory, resolveUser, userField, usersOf } from '../../records/user';
import type { ChemInventoryApi } from '../../service/api';
import { readEmail, readRole, roleName, roleOptions } from './fields';

type Body = BodyOf<typeof updateUser>;

/** All four go out again: a stale value would silently change a role. */
function merged(user: User, changes: IDataObject, inventory: number): Body {
	return {
		id: user.id,
		accounttype: readRole(changedOr(changes, 'role', user.accounttype)),
		firstname: readText(changedOr(changes, 'firstName', user.firstname), 'First Name').trim(),
		lastname: readText(changedOr(changes, 'lastName', user.lastname), 'Last Name').trim(),
		email: readEmail(changedOr(changes, 'email', user.email)),
		inventory,
	};
}

const isAs = (user: User | undefined, { accounttype, firstname, lastname, email }: Body) =>
	user?.accounttype === accounttype &&
	user.firstname === firstname &&
	user.lastname === lastname &&
	user.email === email;

export const update: Operation<ChemInventoryApi> = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a user',
		description:
			"Change name, e-mail address or role of a user; what you leave out stays as it is. Needs a group administrator's token.",
	},
	kind: 'destructive',
	fields: [
		userField,
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{ displayName: 'Email', name: 'email', type: 'string', default: '', placeholder: 'e.g. lab.user@example.com' },
				{ displayName: 'First Name', name: 'firstName', type: 'string', default: '' },
				{ displayName: 'Last Name', name: 'lastName', type: 'string', default: '' },
				{ displayName: 'Role', name: 'role', type: 'options', options: roleOptions, default: 4 },
			],
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [inventoryIdOption],
		},
	],
	async run(call, itemIndex) {
		const { functions, api } = call;
		const changes = readCollection(functions, 'updateFields', itemIndex);
		if (Object.keys(changes).length === 0) throw badInput('Update Fields', 'is empty', 'Add what is to change.');
		const inventory = await readInventory(api, readCollection(functions, 'options', itemIndex));
		const { value } = readLocator(functions, 'user', itemIndex);
		const { before, changed } = await changeOnce(call, itemIndex, {
			fingerprint: fingerprintOf(updateUser.path, api.address, inventory, value, changes),
			schema: userSchema,
			find: async () => await resolveUser(api, inventory, value),
			reread: async ({ id }) => (await usersOf(api, inventory)).find((user) => user.id === id),
			isDone: (present, user) => isAs(present, merged(user, changes, inventory)),
			send: async (user) => await api.call(updateUser, merged(user, changes, inventory)),
			notDone: 'The user is not as it was sent.',
			whereToLook: 'Look at the users in ChemInventory before you run this step again.',
		});
		const sent = merged(before, changes, inventory);
		return { ...sent, role: roleName(sent.accounttype), changed, before: dataObject(before) };
	},
};
