import { dataObject } from '../../../shared/values/json';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { disableUser, user as userSchema } from '../../contract/user';
import { findUser, inventoryOf, nameOf, onlyInventory, userPicker, usersOf } from '../../records/user';
import { operation } from '../operation';
import { roleName } from './fields';

export const disable = operation({
	option: {
		name: 'Disable',
		value: 'disable',
		action: 'Disable a user',
		description:
			"Take away a user's access to an inventory. The API offers no way to give it back. Needs a group administrator's token.",
	},
	kind: 'destructive',
	form: { user: userPicker, options: onlyInventory },
	async run(call, { user, options }) {
		const { api } = call;
		const inventory = await inventoryOf(api, options.inventory);
		const { before } = await changeOnce(call, {
			step: disableUser.path,
			values: [inventory, user],
			schema: userSchema,
			find: async () => await findUser(api, inventory, user),
			reread: async ({ id }) => (await usersOf(api, inventory)).find((one) => one.id === id),
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
});
