import { listFrom } from '../../shared/dropdown';
import { locator, optionalLocator } from '../../shared/form';
import type { Declared, Located } from '../../shared/form';
import { oncePerValue } from '../../shared/oncePerValue';
import { looseKey } from '../../shared/values/text';
import { connectChemInventory, fetchDetails } from '../service/api';
import type { ChemInventoryApi } from '../service/api';

const declaration: Declared<'resourceLocator'> = {
	displayName: 'Supplier',
	name: 'supplier',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'Who supplies it. By Name, a name that is not in the list becomes a new supplier.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchSuppliers', searchable: true },
		},
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Sigma Aldrich' },
	],
};

/** The list gives names as well: suppliers have no other. */
const modes = { list: 'name', name: 'name' } as const;
export type LocatedSupplier = Located<'name'>;

export const supplierPicker = locator({ ...declaration, required: true }, modes);

export const optionalSupplierPicker = optionalLocator(declaration, modes);

/** The same for all spellings of a supplier: blanks and upper and lower case do not count. It may come into being by the write that names it. */
export const supplierKey = (name: string): string => looseKey(name);

/** What people write who have no supplier. */
const noSupplier = new Set(['', 'n/a', 'na', 'none', 'null']);

const hasNoBlanksAround = (name: string) => name === name.trim();

async function namesOf(api: ChemInventoryApi): Promise<string[]> {
	const { inventory } = await fetchDetails(api);
	return (inventory.suppliers ?? []).map(({ name }) => name);
}

/** Suppliers come into being by being named, so real lists hold one of them in several spellings: one of each is left. */
async function spellings(api: ChemInventoryApi): Promise<ReadonlyMap<string, string>> {
	const names = await namesOf(api);
	const byNormal = new Map<string, string>();
	for (const name of [...names.filter(hasNoBlanksAround), ...names]) {
		if (!byNormal.has(supplierKey(name))) byNormal.set(supplierKey(name), name);
	}
	return byNormal;
}

export const searchSuppliers = listFrom(connectChemInventory, async (api) => {
	const known = await spellings(api);
	return [...known]
		.filter(([name]) => !noSupplier.has(name))
		.map(([, name]) => ({ name: name.trim(), value: name }))
		.sort((a, b) => a.name.localeCompare(b.name));
});

/**
 * The name of a supplier as it is to be sent: one that is known to the letter as it is; one that is known but for blanks or upper and lower case in the spelling
 * that the inventory has, so that it does not come into being a second time; any other as it was typed.
 * @throws Fault
 */
export async function supplierName(api: ChemInventoryApi, { text }: LocatedSupplier): Promise<string> {
	return (await namesOf(api)).includes(text) ? text : await spellingOf(api, supplierKey(text), text);
}

/** A new supplier has one spelling for all items of a run: that of the first. */
const spellingOf = oncePerValue(
	async (api: ChemInventoryApi, key: string, typed: string) => (await spellings(api)).get(key) ?? typed,
);
