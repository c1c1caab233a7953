import type { Role } from '../../nodes/ChemInventory/contract/endpoint';

/** The records of the service, as the sandbox keeps them. Timestamps are `YYYY-MM-DD HH:MM:SS` in UTC, dates `YYYY-MM-DD`. */

export const fieldKinds = ['container', 'substance'] as const;
export type FieldKind = (typeof fieldKinds)[number];

export type OwnScope = 'enterprise' | 'inventory' | 'site';
export type Scope = OwnScope | 'global';

export interface InventoryRecord {
	id: number;
	name: string;
	barcodePrefix: string;
	mayEditBarcodePrefix: boolean;
	hasRecycling: boolean;
	/** Inventories whose users may search this one. */
	sharedWith: Set<number>;
}

/** All inventories of the sandbox belong to one site of one enterprise. */
export const site = { id: 29, name: 'Sandbox Site' } as const;
export const enterprise = { id: 4, name: 'Sandbox Enterprise' } as const;

export interface UserRecord {
	id: number;
	email: string;
	firstName: string;
	lastName: string;
	barcode: string | null;
	usesSso: boolean;
	isSiteAdmin: boolean;
	/** Inventory id to role. */
	roles: Map<number, Role>;
	activeInventory: number;
	dateFormat: number;
	nameSearch: 'exact' | 'partial';
	/** "Limit search to": inventory id to locations; their branches count. */
	limitLocations: Map<number, number[]>;
	/** Container ids, in the order in which they were added. */
	collection: Set<number>;
	passwordResets: number;
}

export interface LocationRecord {
	id: number;
	name: string;
	barcode: string | null;
	/** 0 for a root. */
	parent: number;
	inventory: number;
	isRemoved: boolean;
}

export interface UnitRecord {
	id: number;
	unit: string;
}

export interface SupplierRecord {
	id: number;
	name: string;
	inventory: number;
}

export interface SubstanceRecord {
	id: number;
	name: string;
	cas: string;
	synonyms: string[];
	smiles: string;
	formula: string;
	molecularWeight: string;
	exactMass: string;
	iupacName: string;
	isCustom: boolean;
	needsRetrieval: boolean;
	/** Field id to value. */
	fields: Map<number, string>;
	/** Background work that is under way: it takes effect at `due` (milliseconds). */
	retrieval?: { due: number };
}

export interface HazardEntry {
	id: number;
	substance: number;
	/** 0: shared data of the vendor, which no inventory may change. */
	inventory: number;
	source: string;
	dateSet: string;
	/** 0 for shared data. */
	userId: number;
	codes: string[];
}

export interface HistoryEntry {
	at: string;
	userId: number;
	action: string;
	text: string;
}

export interface AuditEntry extends HistoryEntry {
	inventory: number;
	area: string;
}

export interface ContainerRecord {
	id: number;
	inventory: number;
	name: string;
	location: number;
	substance: number;
	size: string | null;
	/** 0 for none. */
	unit: number;
	supplier: string | null;
	barcode: string;
	comments: string | null;
	dateAcquired: string | null;
	isInRecycling: boolean;
	fields: Map<number, string>;
	createdAt: string;
	createdBy: number;
	history: HistoryEntry[];
	deleted?: { at: string; userId: number };
}

export interface FieldRecord {
	id: number;
	kind: FieldKind;
	name: string;
	type: string;
	/** 0: a field of the site, which all of its inventories have. */
	inventory: number;
	isSearchable: boolean;
	allowedValues: string[];
	/** Of container fields. */
	isShownForOrders: boolean;
	/** Of substance fields. */
	isAdminEditOnly: boolean;
}

export interface OrderRecord {
	id: number;
	inventory: number;
	substance: number;
	name: string;
	size: string;
	unit: number;
	supplier: number;
	userId: number;
	comments: string;
	submittedAt: string;
	/** Undefined until the order is placed. */
	orderedAt?: string;
	/** 0 for none. */
	destination: number;
	fields: Map<number, string>;
	sendsMail: boolean;
	/** The container that it turned into; it has then left the list of open orders. */
	container?: number;
}

/** Which of the three an entry belongs to: the other two ids are 0. */
export interface Belonging {
	inventory: number;
	site: number;
	enterprise: number;
}

export interface FileCategoryRecord extends Belonging {
	id: number;
	name: string;
	createdAt: string;
}

export interface FileRecord extends Belonging {
	id: number;
	name: string;
	/** 0 for none. */
	category: number;
	mimeType: string;
	bytes: Buffer;
	uploadedAt: string;
	userId: number;
	substances: Set<number>;
}

export interface WatchlistRecord {
	id: number;
	scope: Scope;
	/** 0 unless the scope is `inventory`. */
	inventory: number;
	name: string;
	terms: string[];
}

/** Mail that the service would have sent. */
export interface MailRecord {
	to: string;
	about: string;
}
