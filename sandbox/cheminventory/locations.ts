import {
	deleteAllOfLocation,
	listContainersOfLocation,
	listLocations,
	moveAllOfLocation,
} from '../../nodes/ChemInventory/contract/location';
import { handle, none } from './call';
import type { Handler } from './call';
import { deleteContainer, moveTo } from './containers';
import type { ChemInventoryLab } from './lab';
import { requireLocation } from './lookup';
import { renderLocationSummary, renderOrder } from './render';
import type { ContainerRecord, LocationRecord, OrderRecord } from './state';

export const locationsOf = (lab: ChemInventoryLab, inventory: number): LocationRecord[] =>
	[...lab.locations.values()].filter((location) => location.inventory === inventory && !location.isRemoved);

/** Those of this location alone: its sub-locations are not looked into. */
export const containersIn = (lab: ChemInventoryLab, location: LocationRecord): ContainerRecord[] =>
	lab.liveContainers(location.inventory).filter((container) => container.location === location.id);

/** Open orders that are to come here. */
function ordersFor(lab: ChemInventoryLab, { id, inventory }: LocationRecord): OrderRecord[] {
	if (lab.settings.switches.foundOrders === 'none') return [];
	return lab.openOrders(inventory).filter(({ destination }) => destination === id);
}

export const locationHandlers: Handler[] = [
	handle(listLocations, ({ lab, inventory }) =>
		locationsOf(lab, inventory.id).map((location) => ({
			id: location.id,
			name: location.name,
			barcode: location.barcode,
			parent: location.parent,
			numbercontainers: containersIn(lab, location).length,
		})),
	),

	handle(listContainersOfLocation, ({ lab, inventory, body }) => {
		const location = requireLocation(lab, inventory, body.locationid);
		return {
			orders: ordersFor(lab, location).map((order) => renderOrder(lab, order)),
			containers: containersIn(lab, location).map((container) => ({
				id: container.id,
				...renderLocationSummary(lab, container),
			})),
		};
	}),

	handle(moveAllOfLocation, (call) => {
		const { lab, inventory, body } = call;
		const containers = containersIn(lab, requireLocation(lab, inventory, body.origin));
		const destination = requireLocation(lab, inventory, body.destination);
		for (const container of containers) moveTo(call, container, destination);
		return none;
	}),

	handle(deleteAllOfLocation, (call) => {
		const { lab, inventory, body } = call;
		for (const container of containersIn(lab, requireLocation(lab, inventory, body.locationid)))
			deleteContainer(call, container);
		return none;
	}),
];
