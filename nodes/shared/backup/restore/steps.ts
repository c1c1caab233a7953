import type { IDataObject } from 'n8n-workflow';

import type { Change } from '../change';

/** What a node can do for a plan. */
export interface Step {
	/** What a *Switch* goes by, in the words of the lists: `Container > Move`. */
	readonly step: string;
	/** The display name of the node. */
	readonly node: string;
	/** The values that the node has for them. */
	readonly resource: string;
	readonly operation: string;
}

/** Something that is to be done, by one step for one record. */
export interface ToDo {
	readonly step: Step;
	readonly why: string;
	/** What comes back. */
	readonly restores: readonly string[];
	/** What the form of the step takes, by the names of its parameters. */
	readonly parameters: IDataObject;
	/** Where a place holds one record only. */
	readonly place?: PlaceSwap;
}

/** A step that needs a place to be free, and frees another. */
export interface PlaceSwap {
	readonly takes: string;
	readonly leaves: string;
	/** What is planned instead where records stand in each other's places, so that none can go first. */
	readonly otherwise: readonly Planned[];
}

/** What the service offers no way for. */
export interface Lost {
	readonly why: string;
	/** What is lost: fields, or words such as `history`. */
	readonly lost: readonly string[];
	/** The values of that time, where they are known: for people. */
	readonly before?: IDataObject;
}

export type Planned = Lost | ToDo;

/** A record that is gone or was changed, with all that the comparison says of it. */
export interface ChangedRecord {
	readonly kind: string;
	readonly id: number | string;
	readonly name?: string;
	readonly barcode?: string;
	readonly isGone: boolean;
	/** As the earlier file has it, where the comparison says so; always of what is gone. */
	readonly before?: IDataObject;
	/** Of a record that is there. */
	readonly changes: readonly Change[];
}

/** A record that the earlier file does not have. */
export interface AddedRecord {
	readonly kind: string;
	readonly id: number | string;
	readonly name?: string;
	readonly barcode?: string;
}

/** A record that is gone, and the new one that takes its place. */
export interface Again {
	readonly gone: ChangedRecord;
	readonly added: AddedRecord;
}

/** What became of a record that is gone, if it was created again. */
export type NewRecordOf = (kind: string, id: number | string) => Again | undefined;

/** What else the comparison says. */
export interface Comparison {
	isGone(kind: string, id: number | string): boolean;
	readonly newRecordOf: NewRecordOf;
	/** Of records that were renamed: the new names by the old ones. */
	newNames(kind: string): ReadonlyMap<string, string>;
}

/** How a service's records can be put back. */
export interface RestoreRules {
	/** `CDD Vault`. */
	readonly service: string;
	/** In the order in which they must be done. */
	readonly steps: readonly Step[];
	/**
	 * By which signs a record that is gone is found among the new ones, the surest first; of kinds that are created again. A kind may ask
	 * for those before it.
	 */
	readonly foundAgainBy: Readonly<Record<string, (gone: ChangedRecord, newRecordOf: NewRecordOf) => string[]>>;
	/** By the kinds of records. They ask nothing. */
	readonly byKind: Readonly<Record<string, (record: ChangedRecord, comparison: Comparison) => Planned[]>>;
}
