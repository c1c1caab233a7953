import type { IDataObject } from 'n8n-workflow';

/** What of a record is compared, and what it is told by: the same whether it was saved raw or as items show it. */
export interface RecordView {
	readonly name?: string;
	readonly barcode?: string;
	/** Where it is, as a person reads it. */
	readonly place?: string;
	/** What the service knows that place by, where the record says it: one that is called otherwise is the same place. */
	readonly placeId?: string;
	/** A decimal number, and its unit. */
	readonly amount?: string;
	readonly unit?: string;
	/**
	 * All else, by the names that items have for it, the lab's own fields included. What follows from the rest, and the service's notes
	 * of who changed it when, is left out: a change is said once.
	 */
	readonly fields: Readonly<Record<string, unknown>>;
}

/** Records that can be in a file, such as the samples of a vault. */
export interface RecordKind {
	/** As manifests and items have it: `sample`. */
	readonly name: string;
	/** In the middle of a sentence: `samples`. */
	readonly plural: string;
	/** Whether a record is one of these, raw or as items show it. */
	isOne(record: IDataObject): boolean;
	view(record: IDataObject): RecordView;
	/** What a record is known by, where that is not its `id`. */
	idOf?(record: IDataObject): number | string | undefined;
	/** Keys that only raw records have, and keys that only simplified ones have: files of two forms are not compared. */
	readonly onlyRaw: readonly string[];
	readonly onlySimplified: readonly string[];
	/** The new name of a place is another record's change: no record has moved by it. */
	readonly placesById?: true;
	/** Entries of a log, which have no ID and never change: new ones are told, and old ones leave with time. */
	readonly isLog?: true;
}
