import type { ILoadOptionsFunctions, INodeListSearchItems } from 'n8n-workflow';

import { inWords, pageOf } from '../../../shared/dropdown';
import type { ListSearch } from '../../../shared/dropdown';
import type { ContainerSummary } from '../../contract/container';
import { executeSearch } from '../../contract/search';
import { connectChemInventory, fetchDetails } from '../../service/api';
import type { ChemInventoryApi } from '../../service/api';

const fewestCharacters = 2;

/**
 * What a user typed into the search of a list; undefined for what would bring the whole inventory, because the service
 * gives everything it finds at once. A % within the text stands for any text, as in the service's own search: the user sees
 * what it finds and picks one of it.
 */
function searchTextOf(filter: string | undefined): string | undefined {
	const text = filter?.trim() ?? '';
	return text.replace(/[%\s]/g, '').length < fewestCharacters ? undefined : text;
}

/** Containers of the active inventory, as far as "limit search to" of the token's user shows them. @throws Fault */
export async function searchActive(
	api: ChemInventoryApi,
	type: 'barcode' | 'cas' | 'name',
	contents: string,
): Promise<ContainerSummary[]> {
	const { user } = await fetchDetails(api);
	return (await api.call(executeSearch, { inventory: user.inventory, type, contents })).containers;
}

/** A list of the editor that the service searches; what it finds comes whole, so it is paged here. */
export const searchedList = (
	entriesOf: (api: ChemInventoryApi, wanted: string) => Promise<INodeListSearchItems[]>,
): ListSearch =>
	inWords(async function list(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) {
		const wanted = searchTextOf(filter);
		if (wanted === undefined) return { results: [] };
		return pageOf(await entriesOf(await connectChemInventory(this), wanted), undefined, paginationToken);
	});
