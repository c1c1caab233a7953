import type { IDataObject } from 'n8n-workflow';

import { dataObject } from '../../shared/values/json';
/** How one of the lab's own fields looks in items. */
export interface OwnField {
	name: string;
	/** A value as it comes: a text, or whatever the service makes of it. */
	mend: (value: unknown) => unknown;
}

/** By the keys that records have for them, such as `cf-363`. */
export type OwnFields = ReadonlyMap<string, OwnField>;

/** What something is called in items, and the keys that the service has for it: the first that is there counts. */
type Word = readonly [name: string, ...keys: string[]];

/** What things are called in items, in this order. */
export interface Vocabulary {
	readonly words: readonly Word[];
	/** All keys of the service that have a word. */
	readonly keys: ReadonlySet<string>;
}

const vocabulary = (words: readonly Word[]): Vocabulary => ({
	words,
	keys: new Set(words.flatMap(([, ...keys]) => keys)),
});

/** The substance of a container or an order. */
const structure: readonly Word[] = [
	['smiles', 'smiles', 'isomericsmiles'],
	['molecularFormula', 'molecularformula'],
	['molecularWeight', 'molecularweight'],
	['exactMass', 'exactmass'],
	['iupacName', 'iupacname'],
];

export const containerWords = vocabulary([
	['id', 'id'],
	['name', 'name', 'containername'],
	['barcode', 'barcode'],
	['cas', 'cas'],
	['size', 'size'],
	['unit', 'unit'],
	['location', 'location', 'locationtext', 'locationString'],
	['locationId', 'locationid'],
	['substanceId', 'substanceid', 'substance', 'sid'],
	['supplier', 'supplier'],
	['comments', 'comments'],
	['dateAcquired', 'dateacquired'],
	['hazards', 'hazards', 'hcodes'],
	...structure,
	['inRecycling', 'inrecycling'],
	['disposed', 'disposed'],
	['needsRetrieval', 'needsretrieval'],
	['unitId', 'unitid'],
	['inventoryId', 'inventory'],
	['inventory', 'inventoryname'],
	['siteId', 'siteid'],
	['site', 'sitename'],
	['dateDeleted', 'datedeleted'],
	['deletedBy', 'deletedBy'],
]);

export const orderWords = vocabulary([
	['id', 'id'],
	['name', 'name'],
	['status', 'status'],
	['cas', 'cas'],
	['size', 'size', 'containersize'],
	['unit', 'unit'],
	['substanceId', 'substanceid'],
	['supplier', 'suppliername', 'supplier'],
	['comments', 'comments'],
	['dateSubmitted', 'datesubmitted'],
	['dateOrdered', 'dateordered'],
	['user', 'user'],
	['destinationId', 'destinationlocation'],
	...structure,
	['needsRetrieval', 'needsretrieval'],
	['unitId', 'unitid', 'units'],
	['supplierId', 'supplierid'],
	['userId', 'userid'],
	['firstName', 'firstname'],
	['lastName', 'lastname'],
	['inventoryId', 'inventoryid'],
	['inventory', 'inventoryname'],
]);

export const substanceWords = vocabulary([
	['id', 'id'],
	['name', 'name'],
	['cas', 'cas'],
	['hazards', 'hazards'],
	...structure,
	['customSubstance', 'customsubstance'],
	['needsRetrieval', 'needsretrieval'],
]);

/** What operations and events add to the records. */
const added = [
	...[
		'alsoTaken',
		'amount',
		'barcodeAlsoOn',
		'before',
		'changed',
		'container',
		'daysLeft',
		'deleted',
		'error',
		'errors',
	],
	...['expiresOn', 'files', 'ghs', 'level', 'logged', 'note', 'notes', 'order', 'orderId', 'restored', 'retrievalNote'],
	...['savedFields', 'substancefields', 'unchangedFields'],
];

const taken = new Set([
	...[containerWords, orderWords, substanceWords].flatMap(({ words }) => words.map(([name]) => name)),
	...added,
]);

/** Whether one of the lab's own fields cannot have its name in items, because it would stand in the place of something else. */
export const isTaken = (name: string): boolean => taken.has(name);

/** Always behind what is known of a record. */
const lists = new Set(['ghs', 'files']);

/**
 * A record in the words of a vocabulary. What that does not know stays as it is called, behind the rest; the lab's own fields
 * come last. What a record does not have is left out.
 */
export function inWords(
	record: Readonly<Record<string, unknown>>,
	{ words, keys: known }: Vocabulary,
	own: OwnFields,
): IDataObject {
	const shown: Record<string, unknown> = {};
	for (const [name, ...keys] of words) {
		const key = keys.find((one) => record[one] !== undefined);
		if (key !== undefined) shown[name] = record[key];
	}
	const others = Object.entries(record).filter(([key]) => !known.has(key));
	for (const isList of [false, true])
		for (const [key, value] of others)
			if (value !== undefined && lists.has(key) === isList && !own.has(key) && !(key in shown)) shown[key] = value;
	for (const [key, value] of others) {
		const field = own.get(key);
		if (field) shown[field.name] = field.mend(value);
	}
	return dataObject(shown);
}

/** What a key of the service is called in items. */
export const wordFor = (key: string, { words }: Vocabulary, own: OwnFields): string =>
	own.get(key)?.name ?? words.find(([, ...keys]) => keys.includes(key))?.[0] ?? key;
