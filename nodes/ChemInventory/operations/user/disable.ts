import { thing } from '../../../shared/operation';
import { changeOnce } from '../../../shared/writing/changeOnce';
import { disableUser, user as userSchema } from '../../contract/user';
import {
	inventoryOf,
	nameOf,
	onlyInventory,
	presentUser,
	roleName,
	showUser,
	userPicker,
	usersOf,
	userToChange,
} from '../../records/user';
import { operation } from '../operation';

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
	async prepare(call, { user, options }) {
		const inventory = await inventoryOf(call.api, options.inventory);
		return { inventory, id: await userToChange(call, inventory, user) };
	},
	touches: ({ id }) => [thing('user', id)],
	async run(call, { inventory, id }) {
		const { api } = call;
		const { before } = await changeOnce(call, {
			step: disableUser.path,
			values: [inventory, id],
			schema: userSchema,
			find: async () => await presentUser(api, inventory, id),
			reread: async () => (await usersOf(api, inventory)).find((one) => one.id === id),
			isDone: (present) => present === undefined,
			send: async () => await api.call(disableUser, { id, inventory }),
			notDone: 'The user still has access.',
			whereToLook: 'Look at the users in ChemInventory before you run this step again.',
		});
		return {
			disabled: true,
			id: before.id,
			name: nameOf(before),
			email: before.email ?? null,
			role: roleName(before.accounttype),
			inventoryId: inventory,
			before: showUser(before),
		};
	},
});
