import type { IDataObject } from 'n8n-workflow';

import { listIn, objectIn } from '../../../shared/backup/cellValue';
import type { Change } from '../../../shared/backup/change';
import { sign } from '../../../shared/backup/restore/again';
import type { ChangedRecord, Comparison, Lost, NewRecordOf, Planned, ToDo } from '../../../shared/backup/restore/steps';
import { named, undoAll } from '../../../shared/backup/restore/undo';
import type { Undone } from '../../../shared/backup/restore/undo';
import { filled, heldNothing, isPlain } from '../../../shared/backup/restore/values';
import { Decimal } from '../../../shared/values/decimal';
import { parseId } from '../../../shared/values/ids';
import { dataObject } from '../../../shared/values/json';
import { parseNumber } from '../../../shared/values/text';
import { inventorySample } from '../../contract/sample';
import { reservedEventFields } from '../sample/fields';
import { fieldsCalledBarcode, fieldsOfToday } from '../sample/today';
import type { SampleEvent } from '../sample/today';
import { createInNewBatch, createSample, updateSample } from './steps';

/** A sample as the earlier file has it. */
interface Earlier {
	readonly batchId?: number;
	readonly units?: string;
	readonly amount: number;
	/** All that was ever put in. */
	readonly credits: number;
	readonly place?: { id: number; position?: number };
	/** What today's events say, and the fields of the sample; undefined where the file mixes the two. */
	readonly events?: IDataObject;
	readonly fields?: IDataObject;
}

function placeIn(record: IDataObject): Earlier['place'] {
	const id = parseId(record.inventory_location_id);
	const position = parseId(record.inventory_location_position ?? record.position);
	return id === undefined ? undefined : { id, ...(position === undefined ? {} : { position }) };
}

const sumOfCredits = (events: readonly SampleEvent[]) =>
	events
		.map(({ fields }) => parseNumber(fields.Credit) ?? 0)
		.reduce((sum, credit) => sum.plus(Decimal.of(credit)), Decimal.zero);

/** Raw, or as items show it: those have no events. */
function earlierOf(record: IDataObject): Earlier {
	const isRaw = 'inventory_events' in record;
	const read = inventorySample.shape.inventory_events.safeParse(listIn(record.inventory_events));
	const events = read.success ? (read.data ?? []) : [];
	const place = placeIn(record);
	return {
		batchId: parseId(record.batch),
		...(heldNothing(record.units) ? {} : { units: String(record.units) }),
		amount: parseNumber(record.current_amount) ?? 0,
		credits: Number(sumOfCredits(events).toString()),
		...(place ? { place } : {}),
		...(isRaw
			? {
					events: filled(
						dataObject(Object.fromEntries(fieldsOfToday(events, (name) => !reservedEventFields.includes(name)))),
					),
					fields: filled(objectIn(record.fields)),
				}
			: {}),
	};
}

const plainOnes = (values: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(values).filter(([, value]) => isPlain(value)));

const notPlain = (values: IDataObject): string[] =>
	Object.entries(values).flatMap(([name, value]) => (isPlain(value) ? [] : [name]));

/** The first events of a sample: an empty one had at least what was taken from it. */
function firstEvents({ amount, credits, place, events = {} }: Earlier): IDataObject[] {
	const first = { ...plainOnes(events), ...(place ? { Location: place } : {}) };
	if (amount > 0) return [{ fields: { ...first, Credit: amount } }];
	return [{ fields: { ...first, Credit: credits } }, { fields: { Debit: credits } }];
}

const startsAnew = (record: ChangedRecord): Lost => ({
	why: `The sample ${named(record)} gets a new ID, and a new history. Its events, and who did what and when, are only in the earlier file.`,
	lost: ['id', 'inventory_events', 'created_at', 'modified_at', 'owner', 'modified_user'],
});

const cannotSort = (record: ChangedRecord): Lost => ({
	why: `The file was not saved raw, so it does not say which of its own fields belong to the sample ${named(record)} and which to its events. Enter them by hand, or compare files of Export.`,
	lost: ['own fields'],
	...(record.before ? { before: record.before } : {}),
});

/** The name of a sample begins with that of its batch. */
export function signsOfSample({ name, barcode, before = {} }: ChangedRecord, newRecordOf: NewRecordOf): string[] {
	const batch = newRecordOf('batch', parseId(before.batch) ?? '');
	const [then, now] = [batch?.gone.name, batch?.added.name];
	const isNamedAfter = name !== undefined && then !== undefined && now !== undefined && name.startsWith(then);
	return [
		...(barcode ? [sign('barcode', barcode)] : []),
		...(name ? [sign('name', name)] : []),
		...(isNamedAfter ? [sign('name', `${now}${name.slice(then.length)}`)] : []),
	];
}

function planGone(record: ChangedRecord, comparison: Comparison): Planned[] {
	const earlier = earlierOf(record.before ?? {});
	const { batchId, units, amount, credits, fields } = earlier;
	if (batchId === undefined || units === undefined)
		return [{ why: `The record of the sample ${named(record)} has no batch or no unit.`, lost: ['sample'] }];
	if (amount <= 0 && credits <= 0)
		return [
			{
				why: `The sample ${named(record)} was empty, and CDD Vault creates no empty samples.`,
				lost: ['sample'],
				...(record.before ? { before: record.before } : {}),
			},
		];
	const newBatch = parseId(comparison.newRecordOf('batch', batchId)?.added.id);
	const isNewBatch = newBatch === undefined && comparison.isGone('batch', batchId);
	const own = plainOnes(fields ?? {});
	const body = {
		...(isNewBatch ? {} : { batch_id: newBatch ?? batchId }),
		units,
		...(Object.keys(own).length > 0 ? { fields: own } : {}),
		inventory_events: firstEvents(earlier),
	};
	const strange = [...notPlain(fields ?? {}), ...notPlain(earlier.events ?? {})];
	const toDo: ToDo = {
		step: isNewBatch ? createInNewBatch : createSample,
		why: `The sample ${named(record)} is gone. It is created again with the amount, place and fields of that time${isNewBatch ? ', in the new batch' : ''}.`,
		restores: [
			'batch',
			'amount',
			'units',
			...(earlier.place ? ['place'] : []),
			...Object.keys(own),
			...Object.keys(plainOnes(earlier.events ?? {})),
		],
		parameters: { ...(isNewBatch ? { oldBatch: batchId } : {}), sampleJson: body },
	};
	return [
		toDo,
		startsAnew(record),
		...(fields === undefined ? [cannotSort(record)] : []),
		...(strange.length > 0
			? [{ why: 'CDD Vault takes texts, numbers and dates; these fields held something else.', lost: strange }]
			: []),
	];
}

const whoAndWhen: ReadonlySet<string> = new Set([
	'created_at',
	'depleted',
	'modified_at',
	'modified_user',
	'owner',
	'slurp_id',
]);

function undoneAmount({ change, difference, from, to }: Change): Undone {
	const given = difference ?? differenceOf(from, to);
	const amount = given === undefined ? undefined : parseNumber(given);
	if (given === undefined || amount === undefined || amount <= 0)
		return { why: 'the comparison does not say by how much the amount changed' };
	// A number in JSON: what it cannot hold to the last digit would be another amount.
	if (Decimal.of(amount).toString() !== Decimal.parse(given).toString())
		return { why: `the difference, ${given}, has more digits than CDD Vault's numbers` };
	return { set: { [change === 'debited' ? 'Credit' : 'Debit']: amount } };
}

function differenceOf(from: unknown, to: unknown): string | undefined {
	const [then, now] = [parseNumber(from), parseNumber(to)];
	if (then === undefined || now === undefined) return undefined;
	const [less, more] = then < now ? [then, now] : [now, then];
	return Decimal.of(more).minus(Decimal.of(less)).toString();
}

/** Items say what a field is where its name is another's, such as `location (event field)`. */
const bare = (name: string) => name.replace(/( \((event |sample )?field\))+$/, '');

function undoneField(name: string, earlier: Earlier | undefined): Undone {
	if (whoAndWhen.has(name)) return { why: 'CDD Vault itself notes who did what and when' };
	if (name === 'location') return { why: 'its location was renamed, and CDD Vault renames none through its API' };
	if (name === 'batch' || name === 'batch_name') return { why: 'a sample cannot be given to another batch' };
	if (name === 'unit' || name === 'units' || name === 'amount')
		return { why: 'the unit of a sample cannot be changed' };
	if (!earlier) return { why: 'the change does not come with the whole record (before)' };
	const { events, fields } = earlier;
	if (!events || !fields)
		return {
			why: 'the file was not saved raw, so it does not say whether this is a field of the sample or of its events',
		};
	const isOfEvents = name.includes(' (event field)');
	if (!isOfEvents && (name in fields || bare(name) in fields))
		return { why: 'fields of a sample cannot be changed, only those of its events' };
	const [barcodeField] = name === 'barcode' ? fieldsCalledBarcode(Object.keys(events)) : [];
	const field = [name, bare(name), barcodeField ?? ''].find((known) => known in events);
	if (field === undefined) return { why: 'it was empty, and an event cannot empty a field' };
	const value = events[field];
	return isPlain(value)
		? { set: { [field]: value } }
		: { why: 'CDD Vault takes texts, numbers and dates, and it held something else' };
}

function undonePlace(record: ChangedRecord, earlier: Earlier | undefined): Undone {
	if (earlier?.place) return { set: { Location: earlier.place } };
	const isEmptied = record.changes.some(({ change, from }) => change === 'credited' && parseNumber(from) === 0);
	if (isEmptied) return { set: {} };
	if (earlier) return { why: 'it had no place, and CDD Vault cannot take a sample out of one' };
	return { why: 'the change does not come with the whole record (before), so the location is not known by its ID' };
}

function undone(record: ChangedRecord, change: Change, earlier: Earlier | undefined): Undone {
	const { change: what, field = '' } = change;
	if (what === 'debited' || what === 'credited') return undoneAmount(change);
	if (what === 'moved') return undonePlace(record, earlier);
	return what === 'renamed'
		? { why: 'CDD Vault makes the name from the batch and the fields of the sample' }
		: undoneField(field, earlier);
}

function planChanged(record: ChangedRecord): Planned[] {
	const earlier = record.before ? earlierOf(record.before) : undefined;
	const { set, restores, lost } = undoAll('Sample', record, (change) => undone(record, change, earlier));
	// An empty sample has no place: what fills it again puts it back.
	const isBackInPlace = set.Credit !== undefined && set.Location === undefined && isEmptyNow(record);
	const fields = isBackInPlace && earlier?.place ? { ...set, Location: earlier.place } : set;
	if (Object.keys(fields).length === 0) return [...lost];
	const toDo = (event: IDataObject, aspects: readonly string[]): ToDo => ({
		step: updateSample,
		why: `The sample ${named(record)} was changed. An event brings back ${aspects.join(', ')}; the events in between stay in its history.`,
		restores: aspects,
		parameters: { sample: record.id, eventsJson: { inventory_events: [{ fields: event }] } },
	});
	const place = swapOf(record, earlier, fields, (event) =>
		toDo(
			event,
			restores.filter((aspect) => aspect !== 'location'),
		),
	);
	return [{ ...toDo(fields, restores), ...(place ? { place } : {}) }, ...lost];
}

/** A position in a box holds one sample. */
function swapOf(
	record: ChangedRecord,
	earlier: Earlier | undefined,
	{ Location: location, ...others }: IDataObject,
	stayingThere: (event: IDataObject) => ToDo,
): ToDo['place'] {
	const moved = record.changes.find(({ change }) => change === 'moved');
	if (location === undefined || earlier?.place?.position === undefined || !moved) return undefined;
	const why = `Sample ${named(record)}: "location" stays as it is, because its old position is taken by a sample that cannot leave before it. Move one of them to a free position, and plan again.`;
	return {
		takes: String(moved.from ?? ''),
		leaves: String(moved.to ?? ''),
		otherwise: [
			...(Object.keys(others).length > 0 ? [stayingThere(others)] : []),
			{ why, lost: ['location'], before: dataObject({ location: moved.from ?? null }) },
		],
	};
}

const isEmptyNow = ({ changes }: ChangedRecord) =>
	changes.some(({ change, to }) => change === 'debited' && parseNumber(to) === 0);

export const planSample = (record: ChangedRecord, comparison: Comparison): Planned[] =>
	record.isGone ? planGone(record, comparison) : planChanged(record);
