import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { listFrom } from '../../shared/dropdown';
import { receivedInteger } from '../contract/scalars';
import { connectChemInventory, fetchDetails } from '../service/api';

export const inventoryField: INodeProperties = {
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
