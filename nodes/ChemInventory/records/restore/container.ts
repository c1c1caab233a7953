import type { IDataObject } from 'n8n-workflow';

import { objectIn } from '../../../shared/backup/cellValue';
import type { Change } from '../../../shared/backup/change';
import type { ChangedRecord, Comparison, Planned, Step, ToDo } from '../../../shared/backup/restore/steps';
import { named, together, undoAll } from '../../../shared/backup/restore/undo';
import type { Undone } from '../../../shared/backup/restore/undo';
import { heldNothing, isPlain } from '../../../shared/backup/restore/values';
import { dayOf } from '../../../shared/values/dates';
import { parseId } from '../../../shared/values/ids';
import { dataObject } from '../../../shared/values/json';
import { parseNumber } from '../../../shared/values/text';
import { customFieldKey } from '../../contract/scalars';
import { containerWords } from '../vocabulary';
import { moveContainer, restoreContainer, setRecycling, updateContainer, updateSubstance } from './steps';
import { isOn } from './words';

/** What a record of the service or of items says under a word of items. */
function said(record: IDataObject, word: string): unknown {
	const [, ...keys] = containerWords.words.find(([name]) => name === word) ?? [word];
	const key = [word, ...keys].find((one) => record[one] !== undefined);
	const value = key === undefined ? undefined : record[key];
	// In tables the service writes the word None where there is no comment.
	return word === 'comments' && value === 'None' ? undefined : value;
}

const locationIdIn = (record: IDataObject): number | undefined =>
	parseId(said(record, 'locationId')) ?? (typeof record.location === 'number' ? parseId(record.location) : undefined);

function pathIn(record: IDataObject): string | undefined {
	const path = said(record, 'location');
	return typeof path === 'string' && !heldNothing(path) ? path : undefined;
}

/** Back to a location: by its ID, which paths may share; by its path where that is all that is known. */
function wayBack(id: number | string, record: IDataObject, path: unknown): IDataObject | undefined {
	const locationId = locationIdIn(record);
	if (locationId !== undefined)
		return { containers: [id], destination: 'back', before: { containers: [{ id, locationId }] } };
	const known = typeof path === 'string' && !heldNothing(path) ? path : pathIn(record);
	return known === undefined ? undefined : { containers: [id], destination: 'location', location: known };
}

/** What the form of Update has its own fields for, by the words of items. */
const clearable: ReadonlySet<string> = new Set(['barcode', 'comments', 'dateAcquired', 'supplier']);

const ofSubstance: ReadonlySet<string> = new Set([
	...['exactMass', 'ghs', 'hazardStatements', 'hazards', 'iupacName', 'molecularFormula', 'molecularWeight'],
	...['needsRetrieval', 'pictograms', 'signalWord', 'smiles', 'files'],
]);

const ofService: ReadonlySet<string> = new Set([
	...['createdBy', 'dateAdded', 'dateDeleted', 'deletedBy', 'historyCount', 'id', 'lastUser'],
]);

const elsewhere: ReadonlySet<string> = new Set(['inventory', 'inventoryId', 'site', 'siteId']);

const wordOf = (field: string) =>
	containerWords.words.find(([name, ...keys]) => name === field || keys.includes(field))?.[0];

function undoneSize(value: unknown): Undone {
	const size = parseNumber(value);
	if (size === undefined || size < 0) return { why: 'the service changes sizes to plain numbers only' };
	return { set: { size: String(value).trim() } };
}

/** A field of the lab's own, by the key that raw files have for it: `cf-363` of the container, `sf-870` of its substance. */
function undoneOwn(field: string, value: unknown): Undone {
	if (!customFieldKey.test(field)) return { why: 'the file was not saved raw, so it is not known whose field it is' };
	const isOfSubstance = field.startsWith('sf-');
	const asSet = (set: IDataObject): Undone => ({ set: isOfSubstance ? { substance: set } : set });
	if (heldNothing(value)) return asSet({ clear: [field] });
	const isList = Array.isArray(value) && value.every(isPlain);
	if (!isPlain(value) && !isList) return { why: 'it held something that no custom field holds' };
	return asSet({ [isOfSubstance ? 'substanceFields' : 'customFields']: dataObject({ [field]: value }) });
}

function undoneWord(word: string, value: unknown): Undone {
	if (ofSubstance.has(word)) return { why: 'it belongs to the substance. Change it there, for all of its containers' };
	if (ofService.has(word)) return { why: 'ChemInventory itself notes who did what and when' };
	if (elsewhere.has(word)) return { why: 'a container cannot be given to another inventory' };
	if (word === 'substanceId') return { why: 'a container cannot be given another substance' };
	if (word === 'disposed') return { why: 'it follows from what happens to the container' };
	if (word === 'size') return undoneSize(value);
	if (heldNothing(value)) {
		if (clearable.has(word)) return { set: { clear: [word] } };
		return word === 'cas' ? { set: { substance: { cas: 'N/A' } } } : { why: 'it was empty, and cannot be emptied' };
	}
	if (!isPlain(value)) return { why: 'it held a list or an object' };
	if (word === 'dateAcquired' && dayOf(value) === undefined) return { why: 'what it held is not a date' };
	const set = { [word]: String(value) };
	return { set: word === 'cas' ? { substance: set } : set };
}

/** The service takes number and unit together: a unit beside another number would be another amount. */
const unitAlone: Undone = { why: 'the service sets a unit only beside a size that is a plain number' };

function hadPlainSize({ before, changes }: ChangedRecord): boolean {
	const change = changes.find(({ field }) => field !== undefined && (field === 'amount' || wordOf(field) === 'size'));
	const size = change ? change.from : said(before ?? {}, 'size');
	return parseNumber(size) !== undefined || (change === undefined && before === undefined);
}

const renamedOnly: Undone = { why: 'its location was renamed, and ChemInventory renames none through its API' };

/** A location that was renamed changes the paths of all that is in it, and moves nothing. */
function isRenamedOnly({ from, to }: Change, comparison: Comparison): boolean {
	const names = comparison.newNames('location');
	if (names.size === 0 || typeof from !== 'string') return false;
	const path = from.split(' > ').map((name) => names.get(name) ?? name);
	return path.join(' > ') === to;
}

function undone(record: ChangedRecord, change: Change, comparison: Comparison): Undone {
	const { id, before = {} } = record;
	const { change: what, field = '', from } = change;
	if (what === 'debited' || what === 'credited') return undoneSize(from);
	if (what === 'renamed') return undoneWord('name', from);
	if (what === 'moved') {
		if (isRenamedOnly(change, comparison)) return renamedOnly;
		const move = wayBack(id, before, from);
		return move ? { set: { move } } : { why: 'the location of that time is not known' };
	}
	const word = field === 'amount' ? 'size' : wordOf(field);
	if (word === 'location') return renamedOnly;
	if (word === 'unit' && !hadPlainSize(record)) return unitAlone;
	if (word === 'inRecycling') return { set: { recycling: isOn(from) } };
	const value = word === 'comments' && from === 'None' ? null : from;
	return word === undefined ? undoneOwn(field, value) : undoneWord(word, value);
}

/** What comes back, by the names of fields. */
const restoredBy = (parameters: IDataObject): string[] =>
	Object.entries(parameters).flatMap(([key, value]) => {
		if (key === 'customFields' || key === 'substanceFields') return Object.keys(objectIn(value));
		return key === 'clear' ? [value].flat().map(String) : [key];
	});

/** What each step does, for people. */
interface Whys {
	readonly move: string;
	readonly update: string;
	readonly substance: string;
}

/** The steps for what was put together. */
function stepsFor({ id }: ChangedRecord, { move, recycling, substance, ...fields }: IDataObject, whys: Whys): ToDo[] {
	const update = (step: Step, why: string, parameters: IDataObject): ToDo[] =>
		Object.keys(parameters).length === 0
			? []
			: [{ step, why, restores: restoredBy(parameters), parameters: { container: id, ...parameters } }];
	return [
		...(move === undefined
			? []
			: [{ step: moveContainer, why: whys.move, restores: ['location'], parameters: objectIn(move) }]),
		...update(updateContainer, whys.update, fields),
		...update(updateSubstance, whys.substance, objectIn(substance)),
		...update(setRecycling, whys.update, recycling === undefined ? {} : { inRecycling: recycling }),
	];
}

function planChanged(record: ChangedRecord, comparison: Comparison): Planned[] {
	const { set, lost } = undoAll('Container', record, (change) => undone(record, change, comparison));
	const which = `The container ${named(record)}`;
	const steps = stepsFor(record, set, {
		move: `${which} was moved. It goes back.`,
		update: `${which} was changed. These fields get their old values.`,
		substance: `The substance of the container ${named(record)} was changed. Its fields get their old values, in all of its containers.`,
	});
	return [...steps, ...lost];
}

const words = ['name', 'barcode', 'supplier', 'comments', 'dateAcquired', 'size', 'unit'];

/** All that Update sets of a container. Of the substance nothing is: it was not deleted. */
function fieldsOf(before: IDataObject): IDataObject {
	const has = (word: string) => Object.keys(before).some((key) => wordOf(key) === word);
	const own = Object.entries(before).filter(([key]) => /^cf-\d+$/.test(key));
	const isSized = parseNumber(said(before, 'size')) !== undefined;
	const all = [
		...words
			.filter((word) => has(word) && (word !== 'unit' || isSized))
			.map((word) => undoneWord(word, said(before, word))),
		...own.map(([key, value]) => undoneOwn(key, value)),
	];
	return all.reduce((set: IDataObject, one) => ('set' in one ? together(set, one.set) : set), {});
}

/** The body of `/container/add`, for a container that is not among the deleted ones. */
function newContainer(before: IDataObject): IDataObject | undefined {
	const [name, locationid, substanceid] = [
		said(before, 'name'),
		locationIdIn(before),
		parseId(said(before, 'substanceId')),
	];
	if (heldNothing(name) || locationid === undefined || substanceid === undefined) return undefined;
	const texts = {
		supplier: 'supplier',
		barcode: 'barcode',
		containersize: 'size',
		comments: 'comments',
		dateacquired: 'dateAcquired',
	};
	const given = Object.entries(texts).flatMap(([key, word]) => {
		const value = said(before, word);
		return heldNothing(value) || !isPlain(value) ? [] : [[key, String(value)] as const];
	});
	const own = Object.entries(before).filter(([key, value]) => /^cf-\d+$/.test(key) && !heldNothing(value));
	const unitId = parseId(said(before, 'unitId'));
	return {
		name: String(name),
		locationid,
		substanceid,
		...Object.fromEntries(given),
		...(unitId === undefined ? {} : { units: unitId }),
		...Object.fromEntries(own),
	};
}

function planGone(record: ChangedRecord): Planned[] {
	const { id, before = {} } = record;
	const created = newContainer(before);
	const unit = said(before, 'unit');
	const back = wayBack(id, before, undefined);
	return [
		{
			step: restoreContainer,
			why: `The container ${named(record)} is gone. If it was deleted, it comes back with its ID and its history.`,
			restores: ['container'],
			parameters: {
				deletedContainer: id,
				...(created ? { ifNotDeleted: { containerJson: created, ...(heldNothing(unit) ? {} : { unit }) } } : {}),
			},
		},
		...stepsFor(
			record,
			{ ...fieldsOf(before), ...(back ? { move: back } : {}) },
			{
				move: `The container ${named(record)} may have been moved before it was deleted.`,
				update: `The container ${named(record)} may have been changed before it was deleted. Fields that are the same are not saved again.`,
				substance: '',
			},
		),
		{
			why: `If the container ${named(record)} is not among the deleted ones, somebody has given it to another inventory or restored it: look for its barcode. Created again (Container > Create with "ifNotDeleted"), it gets a new ID and a new history.`,
			lost: ['id and history, if it was not deleted'],
		},
	];
}

export const planContainer = (record: ChangedRecord, comparison: Comparison): Planned[] =>
	record.isGone ? planGone(record) : planChanged(record, comparison);
