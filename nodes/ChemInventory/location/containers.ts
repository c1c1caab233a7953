import type { ChemInventoryApi } from '../api';
import { listContainersOfLocation } from './schema';

/** Ids of the containers of one location; those of its sub-locations are not among them. @throws Fault */
export async function containerIdsIn(api: ChemInventoryApi, locationid: number): Promise<number[]> {
	const { containers } = await api.call(listContainersOfLocation, { locationid });
	return containers.map(({ id }) => id);
}
