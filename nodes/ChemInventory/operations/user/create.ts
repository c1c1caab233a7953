import type { IExecuteFunctions } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import { badInput, quote } from '../../../shared/values/badInput';
import { readCollection } from '../../../shared/values/collection';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { readText } from '../../../shared/values/text';
import { createOnce } from '../../../shared/writing/createOnce';
import type { BodyOf } from '../../contract/endpoint';
import { addUser } from '../../contract/user';
import { hasEmail, inventoryIdOption, readInventory, usersOf } from '../../records/user';
import type { ChemInventoryApi } from '../../service/api';
import { readEmail, readRole, roleName, roleOptions } from './fields';

async function readBody(
	functions: IExecuteFunctions,
	api: ChemInventoryApi,
	itemIndex: number,
): Promise<BodyOf<typeof addUser>> {
	const parameter = (name: string) => functions.getNodeParameter(name, itemIndex, '');
	const options = readCollection(functions, 'options', itemIndex);
	return {
		email: readEmail(parameter('email')),
		firstname: readText(parameter('firstName'), 'First Name').trim(),
		lastname: readText(parameter('lastName'), 'Last Name').trim(),
		accounttype: readRole(parameter('role')),
		...('barcode' in options ? { barcode: readText(options.barcode, 'Barcode').trim() } : {}),
		...('sso' in options ? { sso: options.sso === true } : {}),
		inventory: await readInventory(api, options),
	};
}

export const create: Operation<ChemInventoryApi> = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a user',
		description: "Add a user to an inventory. Needs a group administrator's token.",
	},
	kind: 'destructive',
	fields: [
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. lab.user@example.com',
			description: 'The address that the user signs in with',
		},
		{
			displayName: 'First Name',
			name: 'firstName',
			type: 'string',
			required: true,
			default: '',
			description: 'As other users see it',
		},
		{
			displayName: 'Last Name',
			name: 'lastName',
			type: 'string',
			required: true,
			default: '',
			description: 'As other users see it',
		},
		{
			displayName: 'Role',
			name: 'role',
			type: 'options',
			options: roleOptions,
			default: 4,
			description: 'What the user may do in the inventory',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'Barcode',
					name: 'barcode',
					type: 'string',
					default: '',
					placeholder: 'e.g. U0042',
					description: "The barcode on the user's badge",
				},
				inventoryIdOption,
				{
					displayName: 'Single Sign-On',
					name: 'sso',
					type: 'boolean',
					default: false,
					description: 'Whether the user signs in through the single sign-on of your organisation',
				},
			],
		},
	],
	async run(call, itemIndex) {
		const { functions, api } = call;
		const body = await readBody(functions, api, itemIndex);
		const { email, inventory, accounttype } = body;
		const id = await createOnce(call, itemIndex, {
			fingerprint: fingerprintOf(addUser.path, api.address, body),
			list: async () => await usersOf(api, inventory),
			refuse: (users) => {
				const same = users.find((user) => hasEmail(user, email));
				if (same)
					throw badInput(
						'Email',
						'is taken',
						`Inventory ${inventory} has a user with ${quote(email)} already, with the ID ${same.id}.`,
					);
			},
			send: async () => await api.call(addUser, body),
			matches: (user) => hasEmail(user, email),
			what: 'user',
			whereToLook: 'Look at the users in ChemInventory before you run this step again.',
		});
		return { id: id ?? null, ...body, role: roleName(accounttype), before: null };
	},
};
