import type { z } from 'zod';

import { loadCollection } from '../contract/myCollection';
import type { collectionEntry } from '../contract/myCollection';
import type { ChemInventoryApi } from '../service/api';

export type CollectionEntry = z.output<typeof collectionEntry>;

/** What is on the list of the token's user. @throws Fault */
export async function readCollectionEntries(api: ChemInventoryApi): Promise<CollectionEntry[]> {
	return await api.call(loadCollection, {});
}

/** @throws Fault */
export async function containerIdsOnList(api: ChemInventoryApi): Promise<number[]> {
	return (await readCollectionEntries(api)).map(({ id }) => id);
}
