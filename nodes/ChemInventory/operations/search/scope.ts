import { choice, variants } from '../../../shared/form';
import type { Value } from '../../../shared/form';
import type { ItemCall } from '../../../shared/operation';
import { isSearchLimited, searchedInventoryPicker } from '../../records/inventory';
import { fetchDetails } from '../../service/api';
import type { ChemInventoryApi } from '../../service/api';

/** What a search looks through: one inventory by its id, or more. */
export type SearchScope = number | 'enterprise' | 'recycling' | 'site';

export const scope = variants(
	choice({
		displayName: 'Scope',
		name: 'scope',
		type: 'options',
		options: [
			{ name: 'Active Inventory', value: 'active' },
			{ name: 'Enterprise', value: 'enterprise' },
			{ name: 'Other Inventory', value: 'other', description: 'One that is shared with the active inventory' },
			{ name: 'Recycling', value: 'recycling', description: 'Containers that are offered for recycling' },
			{ name: 'Site', value: 'site' },
		],
		default: 'active',
		description: 'Where to search',
	}),
	{
		active: {},
		enterprise: {},
		other: { inventory: searchedInventoryPicker },
		recycling: {},
		site: {},
	},
);

/** @throws Fault */
export async function readScope(api: ChemInventoryApi, chosen: Value<typeof scope>): Promise<SearchScope> {
	if (chosen.chosen === 'other') return chosen.inventory.id;
	return chosen.chosen === 'active' ? (await fetchDetails(api)).user.inventory : chosen.chosen;
}

/**
 * "Limit search to" takes hits away without a sign, and only the web app can change it: a list that may lack containers
 * must say so.
 * @throws Fault
 */
export async function hintLimits({ api, hint }: ItemCall<ChemInventoryApi>, scope: SearchScope): Promise<void> {
	const details = await fetchDetails(api);
	const inventory = scope === 'recycling' ? details.user.inventory : scope;
	if (!isSearchLimited(details, typeof inventory === 'number' ? inventory : undefined)) return;
	hint(
		'Containers may be missing: "limit search to" is set for the token\'s user in ChemInventory, and leaves out other locations. For complete lists use the operation Export of the resource Inventory.',
	);
}
