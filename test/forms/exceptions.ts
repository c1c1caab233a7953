import type { INodeProperties } from 'n8n-workflow';

import { expectedOf } from './values';
import type { Expected, Odd } from './values';

/** A field that takes less than its kind. */
interface Narrower {
	/** What somebody fills in there. */
	byHand: unknown;
	/** Of the odd values those that fit as well. */
	takes?: Expected;
	/** Refuses an expression that finds nothing, although it may be left out. */
	refusesNothing?: true;
}

const textsBut = (...names: Odd[]): Expected =>
	Object.fromEntries(Object.entries(expectedOf.text ?? {}).filter(([name]) => !names.includes(name as Odd)));
const textsOf = (...names: Odd[]): Expected => Object.fromEntries(names.map((name) => [name, expectedOf.text?.[name]]));

const cas: Narrower = { byHand: '67-64-1' };
const projects: Narrower = {
	byHand: '7',
	takes: Object.fromEntries(Object.entries(expectedOf.namesOrIds ?? {}).filter(([, expected]) => expected?.as !== '')),
};
/** One molfile or one SMILES. */
const structure: Narrower = { byHand: 'CCO' };

const aboveZero: Narrower = {
	byHand: 7,
	takes: Object.fromEntries(
		Object.entries(expectedOf.number ?? {}).filter(([odd]) => !['negative', 'zero'].includes(odd)),
	),
};
const zeroOrMore: Narrower = {
	byHand: 7,
	takes: Object.fromEntries(Object.entries(expectedOf.number ?? {}).filter(([odd]) => odd !== 'negative')),
};
const optionalAboveZero: Narrower = { ...aboveZero, takes: { ...aboveZero.takes, empty: { as: '' } } };
/** What custom fields of the other kind have: of containers, or of substances. */
const ofTheOtherKind: Narrower = { byHand: undefined };
/** Of a user-defined field: to the letter, and not left out. */
const name: Narrower = {
	byHand: '7',
	takes: Object.fromEntries(Object.entries(expectedOf.exactName ?? {}).filter(([, expected]) => expected?.as !== '')),
};

/** Of containers: any text but a number that a program would write, or one below 0. */
const size: Narrower = { byHand: '500', takes: textsBut('hexadecimal', 'binaryNumeral', 'negative') };
const sizeNumber: Narrower = {
	byHand: '7',
	takes: Object.fromEntries(Object.entries(expectedOf.optionalNumber ?? {}).filter(([odd]) => odd !== 'negative')),
};
/** At most some weeks. */
const timeLimitMinutes: Narrower = {
	byHand: 7,
	takes: Object.fromEntries(Object.entries(expectedOf.number ?? {}).filter(([odd]) => odd !== 'month')),
};
/** At most some thousand. */
const mostRows: Narrower = {
	byHand: 7,
	takes: Object.fromEntries(
		Object.entries(expectedOf.wholeNumber ?? {}).filter(([odd]) => !['month', 'year'].includes(odd)),
	),
};
/** What a prefix has room for. */
const shortTexts = textsOf(
	'number',
	'numberText',
	'one',
	'zero',
	'negative',
	'fraction',
	'yes',
	'padded',
	'unseen',
	'decimal',
	'ten',
	'exponent',
);
/** Left as it comes, empty, it is not given; an expression that finds nothing is refused. */
const blank: Expected = { empty: { as: '' }, blank: { as: '' } };
const notNothing: Narrower = { byHand: '7', takes: { ...expectedOf.text, ...blank }, refusesNothing: true };
const dayOrBlank: Expected = { ...expectedOf.day, ...blank };

/** By the name of the parameter, or by the operation and the name where that says more. */
const narrower: Readonly<Record<string, Narrower>> = {
	casNumber: cas,
	cas,
	substanceCas: cas,
	hazardCodes: { byHand: 'H302' },
	email: { byHand: 'lab.user@example.com' },
	newPassword: {
		byHand: 'long enough',
		takes: textsOf('word', 'moment', 'dayText', 'picked', 'week'),
	},
	projects,
	dataSets: projects,
	moleculeProjects: projects,
	size,
	'chemInventoryContainer container update size': sizeNumber,
	timeLimitMinutes,
	mostRows,
	'cddSlurp slurp import person': notNothing,
	'cddSlurp slurp import date': { byHand: '2026-03-05', takes: dayOrBlank },
	'chemInventoryOrder order receive barcode': notNothing,
	'chemInventory substance updateStructure structure': structure,
	'chemInventorySearch search byExactStructure structure': structure,
	'chemInventorySearch search bySubstructure structure': structure,
	barcodePrefix: {
		byHand: 'AB',
		takes: shortTexts,
	},
	prefix: {
		byHand: 'AB',
		takes: shortTexts,
	},
	batchJson: { byHand: '{ "molecule": { "id": 1 }, "projects": [1] }' },
	'cddBatch batch update batchJson': { byHand: '{ "batch_fields": { "Note": "x" } }' },
	sampleJson: {
		byHand: '{ "batch_id": 1, "units": "mg", "inventory_events": [{ "fields": { "Credit": 5 } }] }',
	},
	eventsJson: { byHand: '{ "inventory_events": [{ "fields": { "Debit": 1 } }] }' },
	importJson: { byHand: '{ "project": "A", "mapping_template": "B" }' },
	filtersJson: { byHand: '{}' },
	'chemInventoryContainer container move before': { byHand: '{ "containers": [{ "id": 1, "locationId": 2 }] }' },
	containerJson: { byHand: '{ "name": "x", "locationid": 1, "substanceid": 1 }' },
	'cddInventorySample inventorySample create amount': aboveZero,
	'cddInventorySample inventorySample setAmount amount': zeroOrMore,
	credit: optionalAboveZero,
	debit: optionalAboveZero,
	'container onlyAdministratorsEdit': ofTheOtherKind,
	'substance showForOrders': ofTheOtherKind,
	position: {
		byHand: '7',
		takes: textsOf(
			'number',
			'numberText',
			'padded',
			'unseen',
			'decimal',
			'one',
			'zero',
			'ten',
			'year',
			'eleven',
			'month',
			'exponent',
		),
	},
	'cddInventorySample inventorySample create name': name,
	'cddInventorySample inventorySample find field': name,
	'cddInventorySample inventorySample find conditions': { byHand: { condition: [{ field: '7', value: '7' }] } },
	'cddInventorySample inventorySample update name': name,
	// What must hold something
	rules: { byHand: { rule: [{ field: 'name', operator: 'equal', value: 'x' }] } },
	'chemInventory customField update updateFields': { byHand: { name: '7' } },
	'cddInventorySample inventorySample update events': { byHand: { event: [{ credit: '7' }] } },
	'chemInventory user update updateFields': { byHand: { firstName: '7' } },
	'chemInventory watchlist update updateFields': { byHand: { name: '7' } },
	// A condition of a date by default
	'cddBatch batch export value': { byHand: '2026-03-05' },
	'cddBatch batch getAll value': { byHand: '2026-03-05' },
};

const narrow = (subject: string, name: string, branch = ''): Narrower | undefined =>
	narrower[`${branch} ${name}`] ?? narrower[`${subject} ${name}`] ?? narrower[name];

export const byHand = (subject: string, name: string, branch?: string): unknown =>
	narrow(subject, name, branch)?.byHand;

/** What the fields beside a choice hold, by the option that is chosen. */
const besideChoice: Readonly<Record<string, Record<string, unknown>>> = {
	boolean: { value: 'true' },
	clear: { value: '' },
	float_value: { value: '7' },
	substance: { updateFields: { onlyAdministratorsEdit: true } },
};

export const beside = (_subject: string, option: string): Readonly<Record<string, unknown>> | undefined =>
	besideChoice[option];

/** Whether a field that may be left out takes nothing for that. */
export const takesNothing = (subject: string, name: string, branch?: string): boolean =>
	narrow(subject, name, branch)?.refusesNothing !== true;

/** The table of a field that takes less than its kind. */
export const exceptions = (subject: string, name: string, branch?: string): Expected | undefined => {
	const found = narrow(subject, name, branch);
	return found && (found.takes ?? {});
};

/** A number of which the form says how small it may be. */
export function bounded({ typeOptions }: INodeProperties, table: Expected): Expected {
	const least = typeOptions?.minValue;
	if (least === undefined) return table;
	return Object.fromEntries(
		Object.entries(table).filter(([, expected]) => typeof expected?.as !== 'number' || expected.as >= least),
	);
}
