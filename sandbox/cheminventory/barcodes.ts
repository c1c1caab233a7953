import {
	checkBarcode,
	generateBarcodes,
	listAssignedBarcodes,
	listDuplicateBarcodes,
} from '../../nodes/ChemInventory/contract/barcode';
import { handle } from './call';
import type { Handler } from './call';
import { ChemInventoryError } from './errors';
import { audit, givenFirst } from './history';
import type { ChemInventoryLab } from './lab';
import { inventoryOf } from './lookup';
import type { InventoryRecord } from './state';
import { table } from './tables';

interface Holder {
	type: 'container' | 'location' | 'user';
	id: number;
	name: string;
	barcode: string;
	inventory: number;
	/** Where a thing of the user's own inventory is: a location, the parent of a location, or the role of a user. */
	place: number;
}

/** Everything that has a barcode, in all inventories of the site. */
function holders(lab: ChemInventoryLab): Holder[] {
	const containers = lab.liveContainers().map(({ id, name, barcode, inventory, location }): Holder => ({
		type: 'container',
		id,
		name,
		barcode,
		inventory,
		place: location,
	}));
	const locations = [...lab.locations.values()]
		.filter(({ isRemoved }) => !isRemoved)
		.map(({ id, name, barcode, inventory, parent }): Holder => ({
			type: 'location',
			id,
			name,
			barcode: barcode ?? '',
			inventory,
			place: parent,
		}));
	const users = [...lab.users.values()].flatMap((user) =>
		[...user.roles].map(([inventory, role]): Holder => ({
			type: 'user',
			id: user.id,
			name: givenFirst(user),
			barcode: user.barcode ?? '',
			inventory,
			place: role,
		})),
	);
	return [...containers, ...locations, ...users].filter(({ barcode }) => barcode !== '');
}

/** A whole number describes what is inside the user's inventory, a text what is outside. */
const renderHolder = (
	lab: ChemInventoryLab,
	{ id: own }: InventoryRecord,
	{ type, id, name, inventory, place }: Holder,
) => ({
	type,
	id,
	name,
	description: inventory === own ? place : inventoryOf(lab, { inventory }).name,
});

type HolderMap = Record<string, Array<ReturnType<typeof renderHolder>>>;

function mapOf(lab: ChemInventoryLab, inventory: InventoryRecord, found: Holder[]): HolderMap | never[] {
	if (found.length === 0 && lab.settings.switches.noDuplicates === 'empty array') return [];
	const map: HolderMap = {};
	for (const holder of found)
		map[holder.barcode] = [...(map[holder.barcode] ?? []), renderHolder(lab, inventory, holder)];
	return map;
}

export const barcodeHandlers: Handler[] = [
	handle(listAssignedBarcodes, ({ lab, inventory }) =>
		table(
			{ barcode: 'Barcode', type: 'Type', id: 'ID', name: 'Name' },
			holders(lab)
				.filter((holder) => holder.inventory === inventory.id)
				.map(({ barcode, type, id, name }) => ({ barcode, type, id, name })),
		),
	),

	handle(checkBarcode, ({ lab, inventory, body }) =>
		mapOf(
			lab,
			inventory,
			holders(lab).filter(({ barcode }) => barcode === body.barcode),
		),
	),

	handle(listDuplicateBarcodes, ({ lab, inventory }) => {
		const all = holders(lab);
		const isTwice = (barcode: string) => {
			const same = all.filter((holder) => holder.barcode === barcode);
			return same.length > 1 && same.some((holder) => holder.inventory === inventory.id);
		};
		return mapOf(
			lab,
			inventory,
			all.filter(({ barcode }) => isTwice(barcode)),
		);
	}),

	/** The values are free now, and are reserved for nobody. */
	handle(generateBarcodes, (call) => {
		const { lab, inventory, role, body } = call;
		if (body.count > 1000) throw new ChemInventoryError('count: at most 1000');
		if (inventory.mayEditBarcodePrefix && role !== 6 && inventory.barcodePrefix !== body.prefix) {
			inventory.barcodePrefix = body.prefix;
			audit(call, 'Inventory', 'Edit', `Barcode prefix changed to ${body.prefix}`);
		}
		const taken = new Set(holders(lab).map(({ barcode }) => barcode.toLowerCase()));
		const values: string[] = [];
		for (let number = body.startingnumber; values.length < body.count; number += 1) {
			const value = `${body.prefix}${String(number).padStart(5, '0')}`;
			if (!taken.has(value.toLowerCase())) values.push(value);
		}
		return values;
	}),
];
