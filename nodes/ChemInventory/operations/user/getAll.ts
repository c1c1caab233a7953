import { limit } from '../../../shared/form';
import { output, toRecords } from '../../records/output';
import { inventoryOf, onlyInventory, usersOf } from '../../records/user';
import { operation } from '../operation';
import { roleName } from './fields';

export const getAll = operation({
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many users',
		description:
			"List the users of an inventory with their names, e-mail addresses and roles. Needs a group administrator's token.",
	},
	kind: 'read',
	short: ['id', 'firstname', 'lastname', 'email', 'role', 'accounttype'],
	form: { limit, raw: output('users'), options: onlyInventory },
	async run({ api }, form) {
		const users = await usersOf(api, await inventoryOf(api, form.options.inventory));
		const wanted = users.slice(0, form.limit);
		const records = form.raw ? wanted : wanted.map((user) => ({ ...user, role: roleName(user.accounttype) }));
		return await toRecords(api, records, form.raw);
	},
});
