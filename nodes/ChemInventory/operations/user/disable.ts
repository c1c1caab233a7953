import type { Operation } from '../../../shared/operation';
import { readCollection } from '../../../shared/values/collection';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { dataObject } from '../../../shared/values/json';
import { readLocator } from '../../../shared/values/locator';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { disableUser, user as userSchema } from '../../contract/user';
import { inventoryIdOption, nameOf, readInventory, resolveUser, userField, usersOf } from '../../records/user';
import type { ChemInventoryApi } from '../../service/api';
import { roleName } from './fields';

export const disable: Operation<ChemInventoryApi> = {
	option: {
		name: 'Disable',
		value: 'disable',
		action: 'Disable a user',
		description:
			"Take away a user's access to an inventory. The API offers no way to give it back. Needs a group administrator's token.",
	},
	kind: 'destructive',
	fields: [
		userField,
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
		const inventory = await readInventory(api, readCollection(functions, 'options', itemIndex));
		const { value } = readLocator(functions, 'user', itemIndex);
		const { before } = await changeOnce(call, itemIndex, {
			fingerprint: fingerprintOf(disableUser.path, api.address, inventory, value),
			schema: userSchema,
			find: async () => await resolveUser(api, inventory, value),
			reread: async ({ id }) => (await usersOf(api, inventory)).find((user) => user.id === id),
			isDone: (present) => present === undefined,
			send: async ({ id }) => await api.call(disableUser, { id, inventory }),
			notDone: 'The user still has access.',
			whereToLook: 'Look at the users in ChemInventory before you run this step again.',
		});
		return {
			disabled: true,
			id: before.id,
			name: nameOf(before),
			email: before.email ?? null,
			role: roleName(before.accounttype),
			inventory,
			before: dataObject(before),
		};
	},
};
