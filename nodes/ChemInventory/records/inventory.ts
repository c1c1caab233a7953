import type { INodeListSearchItems } from 'n8n-workflow';
import { z } from 'zod';

import { listFrom } from '../../shared/dropdown';
import { locator } from '../../shared/form';
import type { Declared, Located } from '../../shared/form';
import { isNothing } from '../../shared/values/text';
import type { Details } from '../contract/inventory';
import { receivedInteger } from '../contract/scalars';
import { connectChemInventory, fetchDetails } from '../service/api';
import type { ChemInventoryApi } from '../service/api';

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

/** The same where it is searched: inventories that are shared with the active one can be, too. */
export const searchedInventoryPicker = locator(
	{
		displayName: 'Inventory',
		name: 'inventory',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The inventory to search',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchSearchedInventories', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 873' },
		],
	},
	byInventoryMode,
);

interface NamedInventory {
	id: number;
	name: string;
}

const name = z.string().nullish();

/** How /general/getdetails names other inventories is not documented; a client reads `inventory` and `name`. */
const otherInventory = z
	.object({ inventory: receivedInteger, name, inventoryname: name })
	.or(z.object({ id: receivedInteger, name, inventoryname: name }))
	.transform((entry): NamedInventory => ({
		id: 'inventory' in entry ? entry.inventory : entry.id,
		name: (entry.name ?? entry.inventoryname ?? '').trim(),
	}));

/** Those of a list that can be read. */
function inventoriesIn(list: unknown): NamedInventory[] {
	const entries: unknown[] = Array.isArray(list) ? list : [];
	return entries.flatMap((entry) => {
		const read = otherInventory.safeParse(entry);
		return read.success ? [read.data] : [];
	});
}

/** The active inventory first, then others, each once. */
function listOf({ user, inventory }: Details, others: readonly NamedInventory[]): INodeListSearchItems[] {
	const active = { id: user.inventory, name: (user.inventoryname ?? inventory.name ?? '').trim() };
	const byId = new Map<number, NamedInventory>([[active.id, active]]);
	for (const other of others) if (!byId.has(other.id)) byId.set(other.id, other);
	return [...byId.values()].map(({ id, name }) => ({
		name: `${name === '' ? 'Inventory' : name} (ID ${id}${id === active.id ? ', active' : ''})`,
		value: id,
	}));
}

/** The active inventory first, then the others of the user. */
export const searchInventories = listFrom(
	connectChemInventory,
	async (api) => {
		const details = await fetchDetails(api);
		return listOf(details, inventoriesIn(details.user.otherInventories));
	},
	"The API token's user may not open any inventory. Ask a group administrator.",
);

/** The same, and those that are shared with the active one. */
export const searchSearchedInventories = listFrom(
	connectChemInventory,
	async (api) => {
		const details = await fetchDetails(api);
		return listOf(details, [
			...inventoriesIn(details.user.otherInventories),
			...inventoriesIn(details.inventory.sharing),
		]);
	},
	"The API token's user may not open any inventory. Ask a group administrator.",
);

/** The names of all inventories that the token's user may see containers of. @throws Fault */
export async function inventoryNames(api: ChemInventoryApi): Promise<string[]> {
	const { user, inventory } = await fetchDetails(api);
	const others = [...inventoriesIn(user.otherInventories), ...inventoriesIn(inventory.sharing)];
	return [user.inventoryname, inventory.name, ...others.map(({ name: other }) => other)].flatMap((one) =>
		isNothing(one) ? [] : [String(one)],
	);
}

/** A path without the name of its inventory, which exports, reports and the audit log put in front of it. */
export function withoutInventory(path: string, names: readonly string[]): string {
	const inFront = names.map((one) => `${one} > `).find((front) => path.startsWith(front));
	return inFront === undefined ? path : path.slice(inFront.length);
}

const limitsByInventory = z.record(z.unknown()).catch({});

/** A list of locations, or an object that has them for keys. */
const locationsIn = (limit: unknown): string[] =>
	Array.isArray(limit) ? limit.map(String) : typeof limit === 'object' && limit !== null ? Object.keys(limit) : [];

/**
 * The IDs of the locations to which "limit search to" of the token's user narrows searches, in an inventory or in any.
 * Services keep them in two places.
 */
export function searchLimits({ user }: Details, inventory?: number): string[] {
	const limits = [user.preferences?.limitlocations, user.preferences?.ll].flatMap((kept) => {
		const byInventory = limitsByInventory.parse(kept);
		return inventory === undefined ? Object.values(byInventory) : [byInventory[String(inventory)]];
	});
	return [...new Set(limits.flatMap(locationsIn))];
}

/** Whether it takes hits away. */
export const isSearchLimited = (details: Details, inventory?: number): boolean =>
	searchLimits(details, inventory).length > 0;
