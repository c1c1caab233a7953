import type { ChemInventoryApi } from '../../service/api';
import type { ContainerSummary } from '../../contract/container';
import { listContainersOfLocation } from '../../contract/location';
import { mayBeContainerOf } from './compare';
import type { WantedContainer } from './compare';

/** What was known before an order turned into a container. */
export interface Arrival extends WantedContainer {
	locationid: number;
	/** Containers that stood there already. */
	idsBefore: number[];
}

/** Containers that came to the location since, and may be the one of the order. @throws Fault */
export async function findArrived(api: ChemInventoryApi, arrival: Arrival): Promise<ContainerSummary[]> {
	const { containers } = await api.call(listContainersOfLocation, { locationid: arrival.locationid });
	const before = new Set(arrival.idsBefore);
	return containers.filter((container) => !before.has(container.id) && mayBeContainerOf(container, arrival));
}
