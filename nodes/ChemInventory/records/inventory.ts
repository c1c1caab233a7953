import { z } from 'zod';

import { listFrom } from '../../shared/dropdown';
import { locator } from '../../shared/form';
import type { Declared, Located } from '../../shared/form';
import { receivedInteger } from '../contract/scalars';
import { connectChemInventory, fetchDetails } from '../service/api';

const declaration: Declared<'resourceLocator'> = {
	displayName: 'Inventory',
	name: 'inventory',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: "One of the inventories that the API token's user may open",
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchInventories', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 873' },
	],
};

/** The ways to name an inventory; for the declaration of a locator. */
export const inventoryModes = declaration.modes;

/** What these ways stand for. */
export const byInventoryMode = { list: 'id', id: 'id' } as const;
export type LocatedInventory = Located<'id'>;

export const inventoryPicker = locator(declaration, byInventoryMode);

/** How /general/getdetails names the user's other inventories is not documented; a client reads `inventory` and `name`. */
const otherInventory = z
	.object({ inventory: receivedInteger, name: z.string().nullish() })
	.or(
		z
			.object({ id: receivedInteger, name: z.string().nullish() })
			.transform(({ id, name }) => ({ inventory: id, name })),
	);

/** The active inventory first, then the others of the user. */
export const searchInventories = listFrom(connectChemInventory, async (api) => {
	const { user, inventory } = await fetchDetails(api);
	const others = (user.otherInventories ?? []).flatMap((entry) => {
		const read = otherInventory.safeParse(entry);
		return read.success && read.data.inventory !== user.inventory ? [read.data] : [];
	});
	const nameOf = (id: number, name: string | null | undefined, isActive: boolean) =>
		`${name?.trim() ? name.trim() : 'Inventory'} (ID ${id}${isActive ? ', active' : ''})`;
	return [
		{ name: nameOf(user.inventory, user.inventoryname ?? inventory.name, true), value: user.inventory },
		...others.map(({ inventory: id, name }) => ({ name: nameOf(id, name, false), value: id })),
	];
});
