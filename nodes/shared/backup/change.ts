import type { IDataObject } from 'n8n-workflow';

/** The most important first. */
export const changesByImportance = [
	'gone',
	'fieldGone',
	'debited',
	'credited',
	'moved',
	'renamed',
	'edited',
	'fieldAdded',
	'added',
] as const;

export type ChangeName = (typeof changesByImportance)[number];

/** One change between two files, as an item of Compare has it, and as Plan Restore takes it. */
export interface Change {
	readonly change: ChangeName;
	/** Of the records: `sample`. */
	readonly kind: string;
	/** In one sentence, for people. */
	readonly summary: string;
	/** Not of `fieldGone` and `fieldAdded`, which concern all records. */
	readonly id?: number | string;
	readonly name?: string | null;
	readonly barcode?: string | null;
	/** What changed: `amount`, `location`, `name`, or the name of a field. */
	readonly field?: string;
	readonly from?: unknown;
	readonly to?: unknown;
	/** By how much an amount changed: a decimal number without sign. */
	readonly difference?: string;
	readonly unit?: string;
	/** Of `debited`: where it was, if it is empty now and the service has taken it off its place. */
	readonly placeBefore?: string;
	/** Of `fieldGone` and `fieldAdded`: in how many records. */
	readonly records?: number;
	/** The whole record, as the earlier file has it: of what is gone, and of what changed. */
	readonly before?: IDataObject;
}
