import { ChemInventoryError, unknown } from './errors';
import type { ChemInventoryLab } from './lab';
import type {
	ContainerRecord,
	InventoryRecord,
	LocationRecord,
	OrderRecord,
	SubstanceRecord,
	SupplierRecord,
	UnitRecord,
	UserRecord,
} from './state';

/** A container of the inventory that is not deleted. */
export function requireContainer(lab: ChemInventoryLab, inventory: InventoryRecord, id: number): ContainerRecord {
	const container = lab.containers.get(id);
	if (container === undefined || container.deleted !== undefined || container.inventory !== inventory.id)
		throw unknown('container', id);
	return container;
}

export function requireLocation(lab: ChemInventoryLab, inventory: InventoryRecord, id: number): LocationRecord {
	const location = lab.locations.get(id);
	if (location === undefined || location.isRemoved || location.inventory !== inventory.id)
		throw unknown('location', id);
	return location;
}

export function requireSubstance(lab: ChemInventoryLab, id: number): SubstanceRecord {
	const substance = lab.substances.get(id);
	if (substance === undefined) throw unknown('substance', id);
	return substance;
}

export function requireUnit(lab: ChemInventoryLab, id: number): UnitRecord {
	const unit = lab.units.get(id);
	if (unit === undefined) throw unknown('unit', id);
	return unit;
}

/** An order that has not arrived. */
export function requireOrder(lab: ChemInventoryLab, inventory: InventoryRecord, id: number): OrderRecord {
	const order = lab.orders.get(id);
	if (order === undefined || order.container !== undefined || order.inventory !== inventory.id)
		throw unknown('open order', id);
	return order;
}

/** Suppliers come into being by being named. */
export function supplierNamed(lab: ChemInventoryLab, inventory: InventoryRecord, name: string): SupplierRecord {
	const known = [...lab.suppliers.values()].find(
		(supplier) => supplier.name === name && supplier.inventory === inventory.id,
	);
	if (known !== undefined) return known;
	const supplier = { id: lab.ids.supplier.next(), name, inventory: inventory.id };
	lab.suppliers.set(supplier.id, supplier);
	return supplier;
}

export function substanceOf(lab: ChemInventoryLab, { substance }: { substance: number }): SubstanceRecord {
	return requireSubstance(lab, substance);
}

export function inventoryOf(lab: ChemInventoryLab, { inventory }: { inventory: number }): InventoryRecord {
	const record = lab.inventories.get(inventory);
	if (record === undefined) throw unknown('inventory', inventory);
	return record;
}

/** Inventories that others let the users of this one search. */
export function sharedWith(lab: ChemInventoryLab, { id }: InventoryRecord): InventoryRecord[] {
	return [...lab.inventories.values()].filter((inventory) => inventory.sharedWith.has(id));
}

/** One that the user has a role in, or that is shared with the user's active one. */
export function requireSearchable(lab: ChemInventoryLab, user: UserRecord, id: number): InventoryRecord {
	const shared = sharedWith(lab, inventoryOf(lab, { inventory: user.activeInventory }));
	return shared.find((inventory) => inventory.id === id) ?? requireInventory(lab, user, id);
}

/** An inventory that the user has a role in. */
export function requireInventory(lab: ChemInventoryLab, user: UserRecord, id: number): InventoryRecord {
	const inventory = lab.inventories.get(id);
	if (inventory === undefined || !user.roles.has(id))
		throw new ChemInventoryError(`You have no access to inventory ${id}.`);
	return inventory;
}

/** An inventory that the user administers. */
export function requireAdministered(lab: ChemInventoryLab, user: UserRecord, id: number): InventoryRecord {
	const inventory = requireInventory(lab, user, id);
	if (user.roles.get(id) !== 2) throw new ChemInventoryError(`You are not an administrator of inventory ${id}.`);
	return inventory;
}
