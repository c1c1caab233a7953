import {
	exportDeletedContainers,
	exportInventory,
	getDetails,
	listDeletedContainers,
	listUnits,
	loadAuditHistory,
	restoreContainer,
	switchInventory,
} from '../../nodes/ChemInventory/contract/inventory';
import { handle, none } from './call';
import type { Handler } from './call';
import { checkDay } from './containers';
import { renderDetails } from './details';
import { unknown } from './errors';
import { audit, fullPathOf, givenFirst, historyRow, recordChange, unsorted, wayTo } from './history';
import type { ChemInventoryLab } from './lab';
import { inventoryOf, requireInventory } from './lookup';
import { renderUnits } from './render';
import type { ContainerRecord, InventoryRecord } from './state';
import { exportTable } from './tables';

const deletedContainers = (lab: ChemInventoryLab, inventory: InventoryRecord): ContainerRecord[] =>
	[...lab.containers.values()].filter(
		(container) => container.deleted !== undefined && container.inventory === inventory.id,
	);

export const inventoryHandlers: Handler[] = [
	handle(getDetails, ({ lab, user, inventory, role }) => renderDetails(lab, user, inventory, role)),

	handle(listUnits, ({ lab }) => renderUnits(lab)),

	handle(exportInventory, ({ lab, inventory }) => exportTable(lab, inventory, lab.liveContainers(inventory.id))),

	handle(exportDeletedContainers, ({ lab, inventory }) =>
		exportTable(lab, inventory, deletedContainers(lab, inventory)),
	),

	handle(listDeletedContainers, ({ lab, inventory }) =>
		deletedContainers(lab, inventory).map((container) => {
			const user = lab.users.get(container.deleted?.userId ?? 0);
			return {
				id: container.id,
				datedeleted: container.deleted?.at ?? '',
				containername: container.name,
				barcode: container.barcode,
				user: user === undefined ? '' : `${givenFirst(user)} (${inventoryOf(lab, container).name})`,
			};
		}),
	),

	/** Locations that were removed in the meantime come back with it. */
	handle(restoreContainer, (call) => {
		const { lab, inventory, body } = call;
		const container = lab.containers.get(body.id);
		if (container?.deleted === undefined || container.inventory !== inventory.id)
			throw unknown('deleted container', body.id);
		delete container.deleted;
		for (const location of wayTo(lab, container.location)) location.isRemoved = false;
		recordChange(
			call,
			container,
			'Restoration',
			'Container restored',
			`${container.name} (${container.barcode}) restored to "${fullPathOf(lab, container)}"`,
		);
		return none;
	}),

	/** Whole UTC days, both ends included. */
	handle(loadAuditHistory, ({ lab, inventory, body }) => {
		checkDay(body.startdate);
		checkDay(body.enddate);
		const entries = lab.audit.filter(
			({ at, inventory: where }) =>
				where === inventory.id && at.slice(0, 10) >= body.startdate && at.slice(0, 10) <= body.enddate,
		);
		return unsorted(entries).map((entry) => {
			const [at = '', person = '', ...change] = historyRow(lab, entry);
			return [at, person, entry.area, ...change];
		});
	}),

	/** Counts for the user, and so for every token of that user. */
	handle(switchInventory, (call) => {
		const next = requireInventory(call.lab, call.user, call.body.newinventory);
		call.user.activeInventory = next.id;
		audit({ ...call, inventory: next }, 'User', 'Switch', `${givenFirst(call.user)} switched to ${next.name}`);
		return none;
	}),
];
