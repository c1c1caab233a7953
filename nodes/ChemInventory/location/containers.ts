import type { ChemInventoryApi } from '../service/api';
import type { ContainerSummary } from '../contract/container';
import { listContainersOfLocation } from '../contract/location';

/** The containers of one location; those of its sub-locations are not among them. @throws Fault */
export async function containersIn(api: ChemInventoryApi, locationid: number): Promise<ContainerSummary[]> {
	return (await api.call(listContainersOfLocation, { locationid })).containers;
}

/** Their ids. @throws Fault */
export async function containerIdsIn(api: ChemInventoryApi, locationid: number): Promise<number[]> {
	return (await containersIn(api, locationid)).map(({ id }) => id);
}
