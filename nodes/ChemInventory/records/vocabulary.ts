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
export type Word = readonly [name: string, ...keys: string[]];

/** What things are called in items, in this order. */
export interface Vocabulary {
	readonly words: readonly Word[];
	/** All keys of the service that have a word. */
	readonly keys: ReadonlySet<string>;
}

export const vocabulary = (words: readonly Word[]): Vocabulary => ({
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

/** What follows from hazard codes; no key of the service has it. */
const label: readonly Word[] = [['hazardStatements'], ['signalWord'], ['pictograms']];

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
	...label,
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
	['dateAdded', 'dateadded'],
	['createdBy', 'usercreatedname'],
	['lastUser', 'lastuser'],
	['historyCount', 'historycount'],
	['ghs', 'ghs'],
	['files', 'files'],
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

/** Of a substance, what ChemInventory looks up. */
export const structureWords = vocabulary([...structure, ['needsRetrieval', 'needsretrieval']]);

export const substanceWords = vocabulary([
	['id', 'id'],
	['name', 'name'],
	['cas', 'cas'],
	['hazards', 'hazards'],
	...label,
	...structure,
	['customSubstance', 'customsubstance'],
	['needsRetrieval', 'needsretrieval'],
	['substanceFields', 'substancefields'],
	['ghs', 'ghs'],
]);

/** What operations and events add to the records. */
const added = [
	...[
		'alsoTaken',
		'amount',
		'barcodeAlsoOn',
		'before',
		'changed',
		'changedFields',
		'container',
		'daysLeft',
		'deleted',
		'error',
		'errors',
	],
	...['expiresOn', 'files', 'ghs', 'level', 'logged', 'note', 'notes', 'order', 'orderId', 'outcome'],
	...['restored', 'retrievalNote', 'savedFields', 'unchangedFields'],
];

const taken = new Set([
	...[containerWords, orderWords, substanceWords].flatMap(({ words }) => words.map(([name]) => name)),
	...added,
]);

/** Whether one of the lab's own fields cannot have its name in items, because it would stand in the place of something else. */
export const isTaken = (name: string): boolean => taken.has(name);

/** How values become what items show. */
export interface Showing {
	/** The lab's own fields of the records. */
	own: OwnFields;
	/** Any other value, by the service's key. */
	mend: (key: string, value: unknown) => unknown;
	/** What more than one key of a record tells, by its word; undefined where the record does not show it. */
	derived?: Readonly<Record<string, (record: IDataObject) => unknown>>;
}

interface Step {
	name: string;
	valueIn: (record: IDataObject) => unknown;
}

/** What records with these keys show, in order. */
function stepsOf(keys: readonly string[], { words, keys: known }: Vocabulary, { own, mend, derived = {} }: Showing) {
	const there = new Set(keys);
	const plain = (name: string, key: string): Step => ({ name, valueIn: (record) => mend(key, record[key]) });
	const said = words.flatMap(([name, ...names]): Step[] => {
		const valueIn = derived[name];
		const key = names.find((one) => there.has(one));
		return valueIn ? [{ name, valueIn }] : key === undefined ? [] : [plain(name, key)];
	});
	const taken = new Set(said.map(({ name }) => name));
	const others = keys.filter((key) => !known.has(key) && !taken.has(key));
	return [
		...said,
		...others.filter((key) => !own.has(key)).map((key) => plain(key, key)),
		...others.flatMap((key): Step[] => {
			const field = own.get(key);
			return field ? [{ name: field.name, valueIn: (record) => field.mend(record[key]) }] : [];
		}),
	];
}

/**
 * Shows records in the words of a vocabulary. What that does not know stays as it is called, behind the rest; the lab's own fields
 * come last. What a record does not have is left out. Rows of a table have the same keys, a hundred thousand times.
 */
export function inWords(vocabularyOf: Vocabulary, showing: Showing): (record: IDataObject) => IDataObject {
	const known = new Map<string, readonly Step[]>();
	return (record) => {
		const keys = Object.keys(record);
		const signature = keys.join('\n');
		const steps = known.get(signature) ?? stepsOf(keys, vocabularyOf, showing);
		known.set(signature, steps);
		const shown: Record<string, unknown> = {};
		for (const { name, valueIn } of steps) {
			const value = valueIn(record);
			if (value !== undefined) shown[name] = value;
		}
		return dataObject(shown);
	};
}

/** What a key of the service is called in items. */
export const wordFor = (key: string, { words }: Vocabulary, own: OwnFields): string =>
	own.get(key)?.name ?? words.find(([, ...keys]) => keys.includes(key))?.[0] ?? key;
