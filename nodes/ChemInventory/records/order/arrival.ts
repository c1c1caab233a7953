import type { ContainerSummary } from '../../contract/container';
import type { ChemInventoryApi } from '../../service/api';
import { containersIn } from '../location';
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
	const before = new Set(arrival.idsBefore);
	return (await containersIn(api, arrival.locationid)).filter(
		(container) => !before.has(container.id) && mayBeContainerOf(container, arrival),
	);
}
