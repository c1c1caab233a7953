import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';

import { badInput, quote } from '../../shared/values/badInput';
import { readId } from '../../shared/values/ids';
import { connectChemInventory, fetchDetails } from '../api';
import type { ChemInventoryApi } from '../api';
import { executeSearch } from '../search/schema';

export const containerField: INodeProperties = {
	displayName: 'Container',
	name: 'container',
	type: 'resourceLocator',
	default: { mode: 'barcode', value: '' },
	required: true,
	description: 'The container, by what is printed on it or by its ID in ChemInventory',
	modes: [
		{ displayName: 'By Barcode', name: 'barcode', type: 'string', placeholder: 'e.g. ABC00123' },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 371902' },
	],
};

const mostInList = 100;

/** Containers of the active inventory whose name, or a synonym, holds the text. The service finds parts of names by % alone. */
export async function searchContainers(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const wanted = filter?.trim() ?? '';
	if (wanted === '') return { results: [] };
	const api = await connectChemInventory(this);
	const { user } = await fetchDetails(api);
	const { containers } = await api.call(executeSearch, { inventory: user.inventory, type: 'name', contents: `%${wanted}%` });
	return {
		results: containers.slice(0, mostInList).map(({ id, name, barcode, locationtext }) => ({
			name: [name, barcode, locationtext].filter((part) => part !== undefined && part !== null && part !== '').join(' · '),
			value: id,
		})),
	};
}

/**
 * A container by id or barcode. Nothing keeps two containers from having the same barcode.
 * @throws Fault `badInput` if none or several fit
 */
export async function resolveContainerId(api: ChemInventoryApi, mode: unknown, value: unknown, label = 'Container'): Promise<number> {
	if (mode !== 'barcode') return readId(value, label);
	const barcode = String(value ?? '').trim();
	if (barcode === '') throw badInput(label, 'is empty', 'Scan or type the barcode of the container.');
	const { user } = await fetchDetails(api);
	const { containers } = await api.call(executeSearch, { inventory: user.inventory, type: 'barcode', contents: barcode });
	const [match] = containers;
	if (match && containers.length === 1) return match.id;
	if (match) {
		throw badInput(label, 'fits several containers', `The barcode ${quote(barcode)} is on the containers ${containers.map(({ id }) => id).join(', ')}. Give the ID of one, and put the barcodes right.`);
	}
	throw badInput(label, 'was not found', `No container of the active inventory has the barcode ${quote(barcode)}. The search shows only locations within "limit search to" of the token's user.`);
}
