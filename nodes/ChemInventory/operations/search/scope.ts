import type { INodeProperties } from 'n8n-workflow';

import type { OperationCall } from '../../../shared/operation';
import { badInput, quote } from '../../../shared/values/badInput';
import { readId } from '../../../shared/values/ids';
import { readLocator } from '../../../shared/values/locator';
import { inventoryField } from '../../records/inventory';
import { fetchDetails } from '../../service/api';
import type { ChemInventoryApi } from '../../service/api';

/** What a search looks through: one inventory by its id, or more. */
export type SearchScope = number | 'enterprise' | 'recycling' | 'site';

export const scopeFields: INodeProperties[] = [
	{
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
	},
	{
		...inventoryField,
		name: 'searchInventoryId',
		description: 'The inventory to search',
		displayOptions: { show: { scope: ['other'] } },
	},
];

/** @throws Fault */
export async function readScope(
	{ functions, api }: OperationCall<ChemInventoryApi>,
	itemIndex: number,
): Promise<SearchScope> {
	const scope = functions.getNodeParameter('scope', itemIndex);
	if (scope === 'enterprise' || scope === 'recycling' || scope === 'site') return scope;
	if (scope === 'other') return readId(readLocator(functions, 'searchInventoryId', itemIndex).value, 'Inventory');
	if (scope === 'active') return (await fetchDetails(api)).user.inventory;
	throw badInput('Scope', 'is not one that can be searched', `It is ${quote(scope)}. Choose one from the list.`);
}

/**
 * "Limit search to" takes hits away without a sign, and only the web app can change it: a list that may lack containers
 * must say so.
 * @throws Fault
 */
export async function hintLimits({ api, hint }: OperationCall<ChemInventoryApi>, scope: SearchScope): Promise<void> {
	const { user } = await fetchDetails(api);
	const limits = user.preferences?.limitlocations ?? {};
	const inventory = scope === 'recycling' ? user.inventory : scope;
	const chosen = typeof inventory === 'number' ? [limits[String(inventory)] ?? []] : Object.values(limits);
	if (chosen.every((locations) => locations.length === 0)) return;
	hint(
		'The search may lack containers: "limit search to" of the token\'s user is set in ChemInventory, and leaves out other locations. For complete lists use the operation Export of the resource Inventory.',
	);
}
