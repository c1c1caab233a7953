import type { IDataObject } from 'n8n-workflow';

import type { ItemCall } from '../../../../shared/operation';
import { badInput, quote } from '../../../../shared/values/badInput';
import { parseNumber, sameLetters } from '../../../../shared/values/text';
import { loadContainer, moveContainers } from '../../../contract/container';
import type { Container } from '../../../contract/container';
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
import { resultOf } from '../move/result';
import { afterSaving, partlySaved, saveChanges } from '../saving';
import type { UpsertForm } from './form';

type Call = ItemCall<ChemInventoryApi>;

/** The container that carries the barcode, as it was before the run changed it. */
export interface Found {
	id: number;
	name: string;
	barcode: string;
	size: string;
	unit: string;
	cas: string;
	substance: number;
}

/** What is to become of it. */
export interface Changes {
	id: number;
	asked: AskedChange[];
	location?: PlacedLocation;
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
		`It is ${quote(size)}, and the container shows ${quote(`${found.size} ${found.unit}`.trim())}. ChemInventory changes a size to a number alone: give one, or leave the field empty.`,
	);
}

/** What the item asks to change of a container. Only looks. @throws Fault `badInput` */
export async function changesFor(call: Call, form: UpsertForm, found: Found): Promise<Changes> {
	const { api } = call;
	const { id, barcode } = found;
	const container = `Container ${id} with the barcode ${quote(barcode)}`;
	if (!sameLetters(barcode, form.barcode))
		throw badInput(
			'Barcode',
			'is written in another way on the container',
			`${container} carries it, and the item says ${quote(form.barcode)}. Write it as on the container.`,
		);
	if (form.substance !== undefined)
		await refuseOtherSubstance(
			api,
			form.substance,
			{ id: found.substance, name: found.name, cas: found.cas },
			container,
		);
	const { supplier, comments, dateAcquired } = form.additionalFields;
	const location = form.location && (await findLocation(api, form.location));
	const size = await sizeOf(api, form, found);
	const asked = [
		...(await plainChanges(api, { name: form.name, supplier, comments, dateAcquired, ...size })),
		...(await customChanges(api, await storedFields(call, 'container', form.containerFields))),
	];
	// Refuses what the container lacks, such as the unit of its size.
	changesOf(asked, found);
	return { id, asked, location };
}

/** Moves the container if it stands elsewhere. @returns where it was; nothing where it stays */
async function moveTo(call: Call, { id, location: present }: Container, to?: PlacedLocation): Promise<IDataObject> {
	if (to === undefined) return {};
	const ids: [number] = [id];
	const { ledger, itemIndex } = call;
	const begun = ledger.find({ itemIndex, step: moveContainers.path, values: sharedValues(to, ids) });
	if (begun === undefined && present === to.id) return {};
	const group = { location: to, members: [{ itemIndex, ids }], rank: 0 };
	const { moved, before } = await resultOf({ ids, location: to, reports: false }, await moveGroup(call, group));
	const [was] = before?.containers ?? [];
	return moved.length > 0 && was ? { location: was.location, locationid: was.locationid } : {};
}

/** The parts of a saved field that differ from what was there: a size is saved with its unit, of which one may be as it was. */
function partsOf({ field, newvalue }: FieldChange, image: IDataObject): string[] {
	if (typeof newvalue === 'string') return [field];
	const { size, unit } = newvalue;
	return [...(sameSize(image.size, size) ? [] : ['size']), ...(sameLetters(image.unit, unit) ? [] : ['unit'])];
}

/** What was saved, as it was, under the names that rows of exports have for it. */
const asRow = (image: IDataObject, saved: readonly FieldChange[]): IDataObject =>
	Object.fromEntries(
		saved
			.flatMap((change) => partsOf(change, image))
			.map((part) => [part === 'containername' ? 'name' : part, image[part] ?? null]),
	);

/**
 * Changes what differs, and nothing else.
 * @returns what was changed, as it was
 * @throws Fault naming what was changed before it
 */
export async function change(call: Call, { id, asked, location }: Changes): Promise<IDataObject> {
	const present = await call.api.call(loadContainer, { containerid: id });
	const saved = await saveChanges(call, present, changesOf(asked, present));
	const names = saved.changes.map(({ field }) => field);
	const moved = await moveTo(call, present, location).catch((thrown: unknown) =>
		Promise.reject(names.length > 0 ? partlySaved(thrown, names, ['location']) : thrown),
	);
	await afterSaving(call, present, saved.changes);
	return { ...asRow(saved.image, saved.changes), ...moved };
}
