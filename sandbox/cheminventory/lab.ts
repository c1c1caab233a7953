import type {
	AuditEntry,
	ContainerRecord,
	FieldRecord,
	FileCategoryRecord,
	FileRecord,
	HazardEntry,
	InventoryRecord,
	LocationRecord,
	MailRecord,
	OrderRecord,
	SubstanceRecord,
	SupplierRecord,
	UnitRecord,
	UserRecord,
	WatchlistRecord,
} from './state';
import type { ChemInventorySwitches } from './switches';
import { timestamp } from './times';

/** Counts ids of one kind; an id is never given twice. */
class Counter {
	constructor(private last: number) {}

	next(): number {
		this.last += 1;
		return this.last;
	}
}

export interface LabSettings {
	switches: ChemInventorySwitches;
	now: () => Date;
}

/** Everything that the played service holds. */
export class ChemInventoryLab {
	readonly inventories = new Map<number, InventoryRecord>();

	readonly users = new Map<number, UserRecord>();

	/** Token to user; a revoked token is simply not here. */
	readonly tokens = new Map<string, number>();

	readonly locations = new Map<number, LocationRecord>();

	readonly units = new Map<number, UnitRecord>();

	readonly suppliers = new Map<number, SupplierRecord>();

	readonly substances = new Map<number, SubstanceRecord>();

	readonly hazards = new Map<number, HazardEntry>();

	/** Deleted containers stay, marked as such. */
	readonly containers = new Map<number, ContainerRecord>();

	readonly customFields = new Map<number, FieldRecord>();

	/** Orders that have arrived stay, with the id of their container. */
	readonly orders = new Map<number, OrderRecord>();

	readonly files = new Map<number, FileRecord>();

	readonly fileCategories = new Map<number, FileCategoryRecord>();

	readonly watchlists = new Map<number, WatchlistRecord>();

	readonly audit: AuditEntry[] = [];

	readonly mails: MailRecord[] = [];

	/** Addresses of files: the signature, and what lies there until when (milliseconds). */
	readonly fileAddresses = new Map<string, { fileId: number; validUntil: number }>();

	readonly ids = {
		category: new Counter(480),
		container: new Counter(856_400),
		field: new Counter(5_360),
		file: new Counter(186_450),
		hazard: new Counter(1_190),
		location: new Counter(381_550),
		order: new Counter(816),
		substance: new Counter(4_450),
		supplier: new Counter(52),
		user: new Counter(2_253),
		watchlist: new Counter(116),
	};

	constructor(readonly settings: LabSettings) {}

	timestamp(): string {
		return timestamp(this.settings.now());
	}

	/** Containers that are not deleted. */
	liveContainers(inventory?: number): ContainerRecord[] {
		return [...this.containers.values()].filter(
			(container) => container.deleted === undefined && (inventory === undefined || container.inventory === inventory),
		);
	}

	/** Orders that have not arrived. */
	openOrders(inventory: number): OrderRecord[] {
		return [...this.orders.values()].filter((order) => order.container === undefined && order.inventory === inventory);
	}
}
