import { limitField, returnAllField } from '../../../shared/fields';
import type { Operation } from '../../../shared/operation';
import { wantsRaw } from '../../../shared/output';
import { readCollection } from '../../../shared/values/collection';
import { rawDataField, toRecords } from '../../records/output';
import { inventoryIdOption, readInventory, usersOf } from '../../records/user';
import type { ChemInventoryApi } from '../../service/api';
import { limited } from '../fields';
import { roleName } from './fields';

export const getAll: Operation<ChemInventoryApi> = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many users',
		description:
			"List the users of an inventory with their names, e-mail addresses and roles. Needs a group administrator's token.",
	},
	kind: 'read',
	short: ['id', 'firstname', 'lastname', 'email', 'role', 'accounttype'],
	fields: [
		returnAllField,
		limitField,
		rawDataField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [inventoryIdOption],
		},
	],
	async run({ functions, api }, itemIndex) {
		const inventory = await readInventory(api, readCollection(functions, 'options', itemIndex));
		const users = limited(functions, itemIndex, await usersOf(api, inventory));
		const raw = wantsRaw(functions, itemIndex);
		if (raw) return await toRecords(api, users, raw);
		return await toRecords(
			api,
			users.map((user) => ({ ...user, role: roleName(user.accounttype) })),
			raw,
		);
	},
};
