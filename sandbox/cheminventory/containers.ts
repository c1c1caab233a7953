import {
	addContainers,
	deleteContainers,
	exportContainersById,
	getContainerHistory,
	listRecentlyAdded,
	loadContainer,
	moveContainers,
	toggleRecycling,
} from '../../nodes/ChemInventory/contract/container';
import { handle, none } from './call';
import type { Asking, Handler } from './call';
import { ChemInventoryError } from './errors';
import { readContainerFields } from './fieldValues';
import { fullPathOf, givenFirst, historyRow, recordChange, unsorted } from './history';
import { requireContainer, requireLocation, requireSubstance, requireUnit, supplierNamed } from './lookup';
import { renderContainer, unitText } from './render';
import type { ContainerRecord, LocationRecord } from './state';
import { exportTable, table } from './tables';
import { addDays, isDay, timestamp } from './times';

/** What a new container is told beside its substance and location. */
export type NewContainer = Pick<
	ContainerRecord,
	'barcode' | 'comments' | 'dateAcquired' | 'fields' | 'location' | 'name' | 'size' | 'substance' | 'supplier' | 'unit'
>;

export function checkDay(text: string | undefined): void {
	if (text !== undefined && !isDay(text)) throw new ChemInventoryError(`${text} is not a day of the calendar.`);
}

export function createContainer(asking: Asking, content: NewContainer): ContainerRecord {
	const { lab, inventory, user } = asking;
	const container: ContainerRecord = {
		id: lab.ids.container.next(),
		inventory: inventory.id,
		...content,
		isInRecycling: false,
		createdAt: lab.timestamp(),
		createdBy: user.id,
		history: [],
	};
	lab.containers.set(container.id, container);
	if (content.supplier !== null) supplierNamed(lab, inventory, content.supplier);
	recordChange(asking, container, 'Creation', 'Container added to database');
	return container;
}

export function moveTo(asking: Asking, container: ContainerRecord, destination: LocationRecord): void {
	const { lab } = asking;
	const from = fullPathOf(lab, container);
	container.location = destination.id;
	const way = `moved from "${from}" to "${fullPathOf(lab, container)}"`;
	recordChange(asking, container, 'Movement', `Container ${way}`, `${container.name} (${container.barcode}) ${way}`);
}

/** Soft: the container can be restored. It leaves every user's collection. */
export function deleteContainer(asking: Asking, container: ContainerRecord): void {
	const { lab, user } = asking;
	container.deleted = { at: lab.timestamp(), userId: user.id };
	for (const { collection } of lab.users.values()) collection.delete(container.id);
	recordChange(
		asking,
		container,
		'Deletion',
		'Container deleted',
		`${container.name} (${container.barcode}) deleted from "${fullPathOf(lab, container)}"`,
	);
}

export const containerHandlers: Handler[] = [
	handle(addContainers, (call) => {
		const { lab, inventory, body } = call;
		const [first] = body.data;
		requireLocation(lab, inventory, first.locationid);
		requireSubstance(lab, first.substanceid);
		const contents = body.data.map((entry): NewContainer => {
			checkDay(entry.dateacquired);
			return {
				name: entry.name,
				location: first.locationid,
				substance: first.substanceid,
				supplier: entry.supplier ?? null,
				barcode: entry.barcode ?? '',
				size: entry.containersize ?? null,
				unit: entry.units === undefined ? 0 : requireUnit(lab, entry.units).id,
				comments: entry.comments ?? null,
				dateAcquired: entry.dateacquired ?? null,
				fields: readContainerFields(call, entry),
			};
		});
		const ids = contents.map((content) => createContainer(call, content).id);
		return lab.settings.switches.addedIds === 'reversed' ? ids.reverse() : ids;
	}),

	handle(deleteContainers, (call) => {
		const ids = new Set(call.body.containerid);
		const containers = [...ids].map((id) => requireContainer(call.lab, call.inventory, id));
		for (const container of containers) deleteContainer(call, container);
		return none;
	}),

	handle(moveContainers, (call) => {
		const { lab, inventory, body } = call;
		const destination = requireLocation(lab, inventory, body.destinationid);
		const known = new Set(lab.liveContainers(inventory.id).map(({ id }) => id));
		const moved = [...new Set(body.containerid)].filter((id) => known.has(id));
		for (const id of moved) moveTo(call, requireContainer(lab, inventory, id), destination);
		return moved;
	}),

	handle(loadContainer, ({ lab, inventory, body }) =>
		renderContainer(lab, requireContainer(lab, inventory, body.containerid)),
	),

	/** The history outlives the container. */
	handle(getContainerHistory, ({ lab, inventory, body }) => {
		const container = lab.containers.get(body.containerid);
		if (container === undefined || container.inventory !== inventory.id)
			throw new ChemInventoryError(`There is no container ${body.containerid}.`);
		return unsorted(container.history).map((entry) => historyRow(lab, entry));
	}),

	handle(toggleRecycling, (call) => {
		const container = requireContainer(call.lab, call.inventory, call.body.containerid);
		if (!call.inventory.hasRecycling) throw new ChemInventoryError('Recycling is not enabled for this site.');
		container.isInRecycling = !container.isInRecycling;
		recordChange(
			call,
			container,
			'Recycling',
			container.isInRecycling ? 'Container put into recycling' : 'Container taken out of recycling',
		);
		return none;
	}),

	handle(listRecentlyAdded, ({ lab, inventory }) => {
		const since = timestamp(addDays(lab.settings.now(), -30));
		const added = lab.liveContainers(inventory.id).filter(({ createdAt }) => createdAt >= since);
		const headers = {
			id: 'Container ID',
			name: 'Container Name',
			barcode: 'Barcode',
			size: 'Size',
			unit: 'Unit',
			location: 'Location',
			dateadded: 'Date Added',
			user: 'User',
		};
		return table(
			headers,
			added.map((container) => {
				const creator = lab.users.get(container.createdBy);
				return {
					id: container.id,
					name: container.name,
					barcode: container.barcode,
					size: container.size,
					unit: unitText(lab, container.unit),
					location: fullPathOf(lab, container),
					dateadded: container.createdAt,
					user: creator === undefined ? '' : givenFirst(creator),
				};
			}),
		);
	}),

	handle(exportContainersById, ({ lab, inventory, body }) => {
		const wanted = new Set(body.containerids);
		return exportTable(
			lab,
			inventory,
			lab.liveContainers(inventory.id).filter(({ id }) => wanted.has(id)),
		);
	}),
];
