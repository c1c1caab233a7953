import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { listFrom } from '../../shared/dropdown';
import { badInput, quote } from '../../shared/values/badInput';
import { readId } from '../../shared/values/ids';
import { heldValue } from '../../shared/values/locator';
import { didYouMean } from '../../shared/values/nearest';
import { onlyMatch } from '../../shared/values/onlyMatch';
import { listUsers } from '../contract/user';
import type { User } from '../contract/user';
import { connectChemInventory, fetchDetails } from '../service/api';
import type { ChemInventoryApi } from '../service/api';
import { inventoryField } from './inventory';

export const userField: INodeProperties = {
	displayName: 'User',
	name: 'user',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The user of the inventory',
	typeOptions: { loadOptionsDependsOn: ['options.inventoryId'] },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchUsers', searchable: true },
		},
		{ displayName: 'By Email', name: 'email', type: 'string', placeholder: 'e.g. lab.user@example.com' },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 2201' },
	],
};

/** In an Options collection: users belong to inventories. */
export const inventoryIdOption: INodeProperties = {
	displayName: 'Inventory',
	name: 'inventoryId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: "Another inventory than the active one of the token's user",
	modes: inventoryField.modes,
};

/** The inventory of the options, or else the active one. @throws Fault */
export async function readInventory(api: ChemInventoryApi, options: IDataObject): Promise<number> {
	if ('inventoryId' in options) return readId(heldValue(options.inventoryId), 'Inventory');
	return (await fetchDetails(api)).user.inventory;
}

/** As it is now. @throws Fault */
export async function usersOf(api: ChemInventoryApi, inventory: number): Promise<User[]> {
	return await api.call(listUsers, { inventory });
}

export const nameOf = ({ firstname, lastname }: User) => [firstname, lastname].filter((part) => part).join(' ');

/** Addresses are compared without regard to upper and lower case. */
export const hasEmail = ({ email: own }: User, email: string) =>
	(own ?? '').trim().toLowerCase() === email.trim().toLowerCase();

/** A user by id or e-mail, as it is now. @throws Fault `badInput` */
export async function resolveUser(api: ChemInventoryApi, inventory: number, value: unknown): Promise<User> {
	const text = String(value ?? '').trim();
	if (text === '') throw badInput('User', 'is empty', 'Choose a user from the list, or give the e-mail address.');
	const users = await usersOf(api, inventory);
	const matches = users.filter((user) => (/^\d+$/.test(text) ? String(user.id) === text : hasEmail(user, text)));
	return onlyMatch(
		'User',
		matches,
		(all) => [
			'fits several users',
			`${quote(text)} fits the users ${all.map(({ id }) => id).join(', ')}. Give the ID of one.`,
		],
		() => [
			'was not found',
			`Inventory ${inventory} has no user ${quote(text)}.${didYouMean(
				text,
				users.map(({ email }) => email ?? ''),
			)}`,
		],
	);
}

/** The users of the inventory that the options name, else of the active one. Needs a group administrator's token. */
export const searchUsers = listFrom(connectChemInventory, async (api, context) => {
	const chosen = heldValue(context.getCurrentNodeParameter('options.inventoryId'));
	const isId = /^\d+$/.test(String(chosen ?? '').trim());
	const users = await usersOf(api, await readInventory(api, isId ? { inventoryId: Number(chosen) } : {}));
	return users.map((user) => ({ name: `${nameOf(user)} (${user.email ?? 'no e-mail'})`, value: user.id }));
});
