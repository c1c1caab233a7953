import { pathOf } from './history';
import type { ChemInventoryLab } from './lab';
import { containersIn, locationsOf } from './locations';
import { renderOrder } from './render';
import { inventoryIds, tokens, userIds } from './seed';
import type {
	AuditEntry,
	ContainerRecord,
	FieldRecord,
	LocationRecord,
	OrderRecord,
	SubstanceRecord,
	UnitRecord,
	UserRecord,
} from './state';
import { addSubstance } from './substances';

export type RoleName = 'admin' | 'orders' | 'reader' | 'user';

function found<Value>(value: Value | undefined, what: string): Value {
	if (value === undefined) throw new Error(`The sandbox holds no ${what}`);
	return value;
}

/**
 * The live state of the played service, to read, to change behind a client's back, and to do what a person does in the web
 * application. The maps are those that the server answers from.
 */
export class ChemInventoryLive {
	constructor(
		/** Everything, of both inventories. */
		readonly lab: ChemInventoryLab,
	) {}

	get containers(): Map<number, ContainerRecord> {
		return this.lab.containers;
	}

	get substances(): Map<number, SubstanceRecord> {
		return this.lab.substances;
	}

	get locations(): Map<number, LocationRecord> {
		return this.lab.locations;
	}

	/** Those that have arrived too: `container` tells the id of what they became. */
	get orders(): Map<number, OrderRecord> {
		return this.lab.orders;
	}

	get audit(): AuditEntry[] {
		return this.lab.audit;
	}

	/** Containers of the main inventory that are not deleted. */
	liveContainers(): ContainerRecord[] {
		return this.lab.liveContainers(inventoryIds.main);
	}

	container(id: number): ContainerRecord {
		return found(this.lab.containers.get(id), `container ${id}`);
	}

	/** By its path in the main inventory, such as `Cupboards > Cupboard 1`. */
	location(path: string): LocationRecord {
		return found(
			locationsOf(this.lab, inventoryIds.main).find(({ id }) => pathOf(this.lab, id) === path),
			`location ${path}`,
		);
	}

	containersIn(path: string): ContainerRecord[] {
		return containersIn(this.lab, this.location(path));
	}

	/** The first one with this CAS number or name. */
	substance(casOrName: string): SubstanceRecord {
		return found(
			[...this.lab.substances.values()].find(({ cas, name }) => cas === casOrName || name === casOrName),
			`substance ${casOrName}`,
		);
	}

	unitId(unit: string): number {
		return found(
			[...this.lab.units.values()].find((candidate) => candidate.unit === unit),
			`unit ${unit}`,
		).id;
	}

	/** The user behind one of the tokens. */
	user(name: RoleName): UserRecord {
		return found(this.lab.users.get(userIds[name]), `user ${name}`);
	}

	/** Open orders of the main inventory, as the service shows them. */
	openOrders(): Array<ReturnType<typeof renderOrder>> {
		return this.lab.openOrders(inventoryIds.main).map((order) => renderOrder(this.lab, order));
	}

	/** Audit entries of one action, such as `Creation` of area `Container`. */
	auditOf(area: string, action?: string): AuditEntry[] {
		return this.lab.audit.filter((entry) => entry.area === area && (action === undefined || entry.action === action));
	}

	/** Puts a container into the main inventory behind everybody's back; keys of `changes` win. No history is written. */
	addContainer(changes: Partial<ContainerRecord> = {}): ContainerRecord {
		const model = found(this.liveContainers()[0], 'container');
		const container: ContainerRecord = {
			...model,
			isInRecycling: false,
			fields: new Map(),
			createdAt: this.lab.timestamp(),
			history: [],
			...changes,
			id: this.lab.ids.container.next(),
		};
		this.lab.containers.set(container.id, container);
		return container;
	}

	/** As `container/delete` leaves it, behind everybody's back. */
	deleteContainer(id: number): ContainerRecord {
		const container = this.container(id);
		container.deleted = { at: this.lab.timestamp(), userId: userIds.admin };
		return container;
	}

	/** A substance without structure; keys of `changes` win. */
	addSubstance(changes: Partial<SubstanceRecord> & Pick<SubstanceRecord, 'name'>): SubstanceRecord {
		return addSubstance(this.lab, changes);
	}

	/** Another spelling of a unit, for instance. */
	addUnit(unit: string): UnitRecord {
		const id = Math.max(...this.lab.units.keys()) + 1;
		this.lab.units.set(id, { id, unit });
		return { id, unit };
	}

	/** In the main inventory. @param within the path of its parent; none makes a root */
	addLocation(name: string, within?: string): LocationRecord {
		const parent = within === undefined ? 0 : this.location(within).id;
		const id = this.lab.ids.location.next();
		const location = { id, name, barcode: null, parent, inventory: inventoryIds.main, isRemoved: false };
		this.lab.locations.set(id, location);
		return location;
	}

	/** A text field for containers of the main inventory; keys of `changes` win, and inventory 0 makes it one of the site. */
	addField(changes: Partial<FieldRecord> & Pick<FieldRecord, 'name'>): FieldRecord {
		const field: FieldRecord = {
			kind: 'container',
			type: 'text',
			inventory: inventoryIds.main,
			isSearchable: true,
			allowedValues: [],
			isShownForOrders: false,
			isAdminEditOnly: false,
			...changes,
			id: this.lab.ids.field.next(),
		};
		this.lab.customFields.set(field.id, field);
		return field;
	}

	/** What a person does in the web application: a location goes, and what is inside it with it. */
	removeLocation(path: string): void {
		const location = this.location(path);
		for (const container of containersIn(this.lab, location)) {
			container.deleted = { at: this.lab.timestamp(), userId: userIds.admin };
		}
		location.isRemoved = true;
	}

	/** "Limit search to": no path at all takes the limit away. */
	limitSearchTo(name: RoleName, paths: string[]): void {
		this.user(name).limitLocations.set(
			inventoryIds.main,
			paths.map((path) => this.location(path).id),
		);
	}

	revoke(name: RoleName): void {
		this.lab.tokens.delete(tokens[name]);
	}
}
