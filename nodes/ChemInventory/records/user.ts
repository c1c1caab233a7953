import type { IDataObject } from 'n8n-workflow';

import { listFrom } from '../../shared/dropdown';
import { collection, locator, notKnownYet, seenInEditor } from '../../shared/form';
import type { Located } from '../../shared/form';
import { oncePerValue } from '../../shared/oncePerValue';
import type { ItemCall } from '../../shared/operation';
import { badInput, quote } from '../../shared/values/badInput';
import { didYouMean } from '../../shared/values/nearest';
import { onlyMatch } from '../../shared/values/onlyMatch';
import { spelledBest } from '../../shared/values/spelling';
import { sameText } from '../../shared/values/text';
import { accountTypes, listUsers } from '../contract/user';
import type { User } from '../contract/user';
import { connectChemInventory, fetchDetails } from '../service/api';
import type { ChemInventoryApi } from '../service/api';
import { roleNames } from '../service/refusal';
import { byInventoryMode, inventoryModes } from './inventory';
import type { LocatedInventory } from './inventory';
import { userWords } from './otherWords';
import { shownIn } from './output';
import { idToChange } from './toChange';

export const userPicker = locator(
	{
		displayName: 'User',
		name: 'user',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The user of the inventory',
		typeOptions: { loadOptionsDependsOn: ['options.inventory'] },
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
	},
	{ list: 'id', email: 'email', id: 'id' },
);

export type LocatedUser = Located<'email' | 'id'>;

/** The role in words; undocumented ones as the number. */
export function roleName(accounttype: number): string {
	const known = accountTypes.find((each) => each === accounttype);
	return known ? roleNames[known] : `account type ${accounttype}`;
}

const show = shownIn(userWords);

/** A user as items show one, with the role in words. */
export const showUser = (user: { accounttype: number } & Readonly<Record<string, unknown>>): IDataObject =>
	show({ ...user, role: roleName(user.accounttype) });

/** In an Options collection: users belong to inventories. */
export const inventoryOption = locator(
	{
		displayName: 'Inventory',
		name: 'inventory',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: "An inventory other than the active one of the token's user",
		modes: inventoryModes,
	},
	byInventoryMode,
);

/** For operations that have no other option. */
export const onlyInventory = collection(
	{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
	{ inventory: inventoryOption },
);

/** The inventory of the options, or else the active one. @throws Fault */
export async function inventoryOf(api: ChemInventoryApi, chosen: LocatedInventory | undefined): Promise<number> {
	return chosen?.id ?? (await fetchDetails(api)).user.inventory;
}

/** As they are now. @throws Fault */
export async function usersOf(api: ChemInventoryApi, inventory: number): Promise<User[]> {
	return await api.call(listUsers, { inventory });
}

/** As they were when the run of the node began, fetched once: for what is checked before the first change. */
export const usersAtFirst = oncePerValue(usersOf);

export const nameOf = ({ firstname, lastname }: User) => [firstname, lastname].filter((part) => part).join(' ');

/** Whether an address is taken: upper and lower case do not make another one. */
export const hasEmail = ({ email: own }: User, email: string) => sameText(own, email);

/**
 * A user by ID or e-mail address.
 * @param users those of the inventory
 * @throws Fault `badInput` naming the nearest addresses
 */
export function userIn(users: readonly User[], inventory: number, located: LocatedUser): User {
	if (located.by === 'id') {
		const user = users.find(({ id }) => id === located.id);
		if (user) return user;
		throw badInput(
			'User',
			'was not found',
			`Inventory ${inventory} has no user with the ID ${located.id}. Choose one from the list, or give the e-mail address.`,
		);
	}
	const { text } = located;
	return onlyMatch(
		'User',
		spelledBest(text, users, ({ email }) => [email ?? '']),
		(all) => [
			'matches several users',
			`${quote(text)} matches the users ${all.map(({ id, email }) => `${email ?? ''} (ID ${id})`).join(', ')}. Enter the ID of one.`,
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

/** The ID of a user who is to be changed. @throws Fault `badInput` naming the nearest addresses */
export async function userToChange(
	call: ItemCall<ChemInventoryApi>,
	inventory: number,
	located: LocatedUser,
): Promise<number> {
	return await idToChange(call, 'User', [inventory, located], async () =>
		userIn(await usersAtFirst(call.api, inventory), inventory, located),
	);
}

/** A user as it is now. @throws Fault `badInput` where there is none */
export async function presentUser(api: ChemInventoryApi, inventory: number, id: number): Promise<User> {
	return userIn(await usersOf(api, inventory), inventory, { by: 'id', id });
}

/** The users of the inventory that the options name, else of the active one. Needs a group administrator's token. */
export const searchUsers = listFrom(
	connectChemInventory,
	async (api, context) => {
		const chosen = seenInEditor(context, inventoryOption, onlyInventory.name);
		if (!chosen.known) throw notKnownYet('Inventory', 'the users of that inventory');
		const users = await usersOf(api, await inventoryOf(api, chosen.value));
		return users.map((user) => ({ name: `${nameOf(user)} (${user.email ?? 'no e-mail'})`, value: user.id }));
	},
	'This inventory has no users. Create one with the operation Create, or choose another inventory in the options.',
);
