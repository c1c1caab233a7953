import type { IDataObject } from 'n8n-workflow';

import type { ItemCall } from '../../../../shared/operation';
import { badInput, quote } from '../../../../shared/values/badInput';
import { parseNumber, sameLetters } from '../../../../shared/values/text';
import { container as containerSchema, loadContainer, moveContainers } from '../../../contract/container';
import type { Container } from '../../../contract/container';
import { rowById, withoutWordForNone } from '../../../records/container/rows';
import type { ContainerRow } from '../../../records/container/rows';
import { shows } from '../../../records/container/saveField';
import type { FieldChange } from '../../../records/container/saveField';
import { sameSize } from '../../../records/container/shownKeys';
import { storedFields } from '../../../records/customField/form';
import { findLocation } from '../../../records/location';
import type { PlacedLocation } from '../../../records/location';
import { refuseOtherSubstance } from '../../../records/substance/held';
import { findUnit } from '../../../records/unit';
import type { ChemInventoryApi } from '../../../service/api';
import { changesOf, customChanges, plainChanges } from '../changes';
import type { AskedChange, GivenFields } from '../changes';
import { moveGroup, sharedValues } from '../move/group';
import { outcomeOf } from '../move/result';
import { afterSaving, fieldWords, partlySaved, saveChanges } from '../saving';
import type { UpsertForm } from './form';

type Call = ItemCall<ChemInventoryApi>;

/** A container that is there, as it was before the run changed it. */
interface Found {
	name: string;
	barcode: string;
	size: string;
	unit: string;
	cas: string;
	substance: number;
}

/** What is to become of it. */
export interface Changes {
	asked: AskedChange[];
	location?: PlacedLocation;
	/** Whether the container shows all of it, so that it need not be loaded. */
	isSame: boolean;
}

const textOf = (value: unknown) => String(value ?? '');

/** @throws Fault where the container is gone */
async function foundOnce({ api, ledger, itemIndex }: Call, id: number, row?: ContainerRow): Promise<Found> {
	// What an earlier try of the run has changed would look unchanged.
	const noted = await ledger.foundOnce(itemIndex, `container ${id}`, async () => {
		const { name, barcode, size, unit, cas, substanceid } = row ?? (await rowById(api, id));
		return {
			...{ name: textOf(name), barcode: textOf(barcode), size: textOf(size), unit: textOf(unit), cas: textOf(cas) },
			substance: Number(substanceid),
		};
	});
	const { name, barcode, size, unit, cas, substance } = noted;
	return {
		...{ name: textOf(name), barcode: textOf(barcode), size: textOf(size), unit: textOf(unit), cas: textOf(cas) },
		substance: Number(substance),
	};
}

/** A size that is there already is not asked for: it may be in words, or have no unit. @throws Fault `badInput` */
async function sizeOf(
	api: ChemInventoryApi,
	{ size, unit }: UpsertForm,
	found: Found,
): Promise<Pick<GivenFields, 'size' | 'unit'>> {
	const hasUnit = unit === undefined || (await findUnit(api, unit)).unit === found.unit;
	if (hasUnit && (size === undefined || sameSize(found.size, size))) return {};
	const number = parseNumber(size);
	if (size === undefined || number !== undefined) return { size: number, unit };
	throw badInput(
		'Size',
		'is not a number',
		`It is ${quote(size)}, and the container shows ${quote(`${found.size} ${found.unit}`.trim())}. ChemInventory can change a size only to a number: enter one, or leave the field empty.`,
	);
}

/** Whether a row surely shows all of it; where a row lacks a column, or may mean two things, the container is asked. */
function showsAll(row: ContainerRow, changes: readonly FieldChange[], location?: PlacedLocation): boolean {
	const { success, data: shown } = containerSchema.safeParse({
		...withoutWordForNone(row),
		containername: row.name,
		location: row.locationid,
	});
	if (!success || (location !== undefined && shown.location !== location.id)) return false;
	return changes.every((change) => shows(shown, change) === true);
}

/**
 * What the item asks to change of a container. Only looks.
 * @param row the container as it is now
 * @throws Fault `badInput`
 */
export async function changesFor(call: Call, form: UpsertForm, id: number, row?: ContainerRow): Promise<Changes> {
	const { api } = call;
	const found = await foundOnce(call, id, row);
	const { name, barcode, cas, substance } = found;
	const container = `Container ${id} with the barcode ${quote(barcode)}`;
	if (!sameLetters(barcode, form.barcode))
		throw badInput(
			'Barcode',
			'is written differently on the container',
			`It is ${quote(form.barcode)} here, and ${quote(barcode)} on container ${id}. Write it as on the container.`,
		);
	if (form.substance !== undefined)
		await refuseOtherSubstance(api, form.substance, { id: substance, name, cas }, container);
	const { supplier, comments, dateAcquired } = form.additionalFields;
	const location = form.location && (await findLocation(api, form.location));
	const size = await sizeOf(api, form, found);
	const asked = [
		...(await plainChanges(api, { name: form.name, supplier, comments, dateAcquired, ...size })),
		...(await customChanges(api, await storedFields(call, 'container', form.containerFields))),
	];
	// Refuses what the container lacks, such as the unit of its size.
	const changes = changesOf(asked, found);
	return { asked, location, isSame: row !== undefined && showsAll(row, changes, location) };
}

/** Moves the container if it stands elsewhere. @returns where it was; nothing where it stays */
async function moveTo(call: Call, present: Container, to?: PlacedLocation): Promise<IDataObject | undefined> {
	if (to === undefined) return undefined;
	const { id } = present;
	const ids: [number] = [id];
	const { ledger, itemIndex } = call;
	const step = moveContainers.path;
	const begun = ledger.find({ itemIndex, step, values: sharedValues(to, ids) });
	if (begun === undefined && present.location === to.id) return undefined;
	const group = { location: to, step, members: [{ itemIndex, ids }], rank: 0, rows: new Map([[id, present]]) };
	const { moved, containers } = await outcomeOf({ ids, location: to }, false, await moveGroup(call, group));
	return moved.length > 0 ? containers?.[0] : undefined;
}

/** The parts of a saved field that differ from what was there: a size is saved with its unit, of which one may be as it was. */
function partsOf({ field, newvalue }: FieldChange, image: IDataObject): string[] {
	if (typeof newvalue === 'string') return [field];
	const { size, unit } = newvalue;
	return [...(sameSize(image.size, size) ? [] : ['size']), ...(sameLetters(image.unit, unit) ? [] : ['unit'])];
}

/** What was changed, as it was, under the names that rows of exports have for it. */
export interface Changed {
	saved: IDataObject;
	/** Where the container was, if it was moved: `location` is the path. */
	place?: IDataObject;
}

/**
 * Changes what differs, and nothing else.
 * @throws Fault naming what was changed before it
 */
export async function change(
	call: Call,
	id: number,
	{ asked, location, isSame }: Changes,
	isRaw: boolean,
): Promise<Changed> {
	// What an earlier try of this run began is seen through.
	if (isSame && !call.ledger.begun(call.itemIndex)) return { saved: {} };
	const present = await call.api.call(loadContainer, { containerid: id });
	const changes = changesOf(asked, present);
	const wordOf = await fieldWords(call.api, changes, isRaw);
	const saved = await saveChanges(call, present, changes, wordOf);
	const names = saved.changes.map(wordOf);
	const place = await moveTo(call, present, location).catch((thrown: unknown) =>
		Promise.reject(names.length > 0 ? partlySaved(thrown, names, ['location']) : thrown),
	);
	await afterSaving(call, present, saved.changes, wordOf);
	const parts = saved.changes.flatMap((one) => partsOf(one, saved.image));
	return {
		saved: Object.fromEntries(
			parts.map((part) => [part === 'containername' ? 'name' : part, saved.image[part] ?? null]),
		),
		place,
	};
}
