import { limit } from '../../../shared/form';
import { asSentRecords, output } from '../../records/output';
import { inventoryOf, onlyInventory, showUser, usersOf } from '../../records/user';
import { operation } from '../operation';

export const getAll = operation({
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many users',
		description:
			"List the users of an inventory with their names, e-mail addresses and roles. Needs a group administrator's token.",
	},
	kind: 'read',
	short: ['id', 'firstName', 'lastName', 'email', 'role', 'accountType'],
	form: { limit, raw: output('users'), options: onlyInventory },
	async run({ api }, form) {
		const users = await usersOf(api, await inventoryOf(api, form.options.inventory));
		const wanted = users.slice(0, form.limit);
		return form.raw ? await asSentRecords(wanted) : wanted.map(showUser);
	},
});
