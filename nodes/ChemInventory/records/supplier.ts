import { listFrom } from '../../shared/dropdown';
import { locator, optionalLocator } from '../../shared/form';
import type { Declared, Located } from '../../shared/form';
import { oncePerRun } from '../../shared/oncePerRun';
import { oncePerValue } from '../../shared/oncePerValue';
import { badInput, quote } from '../../shared/values/badInput';
import { cleanText } from '../../shared/values/cleaning';
import { spelledBest } from '../../shared/values/spelling';
import { looseKey } from '../../shared/values/text';
import { connectChemInventory, fetchDetails } from '../service/api';
import type { ChemInventoryApi } from '../service/api';

const declaration: Declared<'resourceLocator'> = {
	displayName: 'Supplier',
	name: 'supplier',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The supplier. With By Name, a name that is not in the list becomes a new supplier.',
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

function firstOfEach(names: readonly string[], keyOf: (name: string) => string): string[] {
	const byKey = new Map<string, string>();
	for (const name of names) if (!byKey.has(keyOf(name))) byKey.set(keyOf(name), name);
	return [...byKey.values()];
}

const isClean = (name: string) => name === cleanText(name);

/**
 * Suppliers come into being by being named, so real lists hold one of them in several spellings. Of those that look the same
 * one is left, as blanks at the ends of a name cannot be typed; those without come first.
 */
const spellings = oncePerRun(async (api: ChemInventoryApi): Promise<string[]> => {
	const { inventory } = await fetchDetails(api);
	const names = (inventory.suppliers ?? []).map(({ name }) => name);
	return firstOfEach([...names.filter(isClean), ...names], cleanText);
});

/** Of each supplier one spelling, however often it was typed. */
export const searchSuppliers = listFrom(
	connectChemInventory,
	async (api) => {
		const names = firstOfEach(await spellings(api), supplierKey);
		return names
			.filter((name) => !noSupplier.has(supplierKey(name)))
			.map((name) => ({ name: cleanText(name), value: name }))
			.sort((a, b) => a.name.localeCompare(b.name));
	},
	'This inventory has no suppliers. Choose By Name: a new name becomes a new supplier.',
);

/**
 * The name of a supplier as it is to be sent: one that is known but for blanks or upper and lower case in the spelling
 * that the inventory has, so that it does not come into being a second time; a new one as it was typed.
 * @throws Fault `badInput` where several fit and none to the letter
 */
export async function supplierName(api: ChemInventoryApi, { text }: LocatedSupplier): Promise<string> {
	const [known, ...others] = spelledBest(text, await spellings(api), (name) => [name]);
	if (known === undefined) return await newSpelling(api, supplierKey(text), text);
	if (others.length === 0) return known;
	throw badInput(
		declaration.displayName,
		'matches several suppliers',
		`${quote(text)} matches ${[known, ...others].map(quote).join(', ')}. Write it as one of these.`,
	);
}

/** Whether the inventory has a supplier in this very spelling. @throws Fault */
export const isKnownSupplier = async (api: ChemInventoryApi, name: string): Promise<boolean> =>
	((await fetchDetails(api)).inventory.suppliers ?? []).some((supplier) => supplier.name === name);

/** A new supplier has one spelling for all items of a run: that of the first. */
const newSpelling = oncePerValue(async (_api: ChemInventoryApi, _key: string, typed: string) => typed);
