import { allOf } from '../../../../shared/allOf';
import { thing } from '../../../../shared/operation';
import type { OperationCall, Thing } from '../../../../shared/operation';
import { badInput } from '../../../../shared/values/badInput';
import { isNothing } from '../../../../shared/values/text';
import { prefixOrSaved } from '../../../records/barcode';
import type { NewBarcodeCheck } from '../../../records/barcode';
import type { Entry } from '../../../records/container/shownKeys';
import { storedFields, storedFieldsIn } from '../../../records/customField/form';
import { findLocation, locationWithId } from '../../../records/location';
import type { PlacedLocation } from '../../../records/location';
import { isKnownSupplier, supplierKey, supplierName } from '../../../records/supplier';
import { findUnit, unitWithId } from '../../../records/unit';
import type { ChemInventoryApi } from '../../../service/api';
import type { NewContainer } from './form';
import { findWantedSubstance } from './substance';
import type { WantedSubstance } from './substance';

/** Where the barcode of a new container comes from. */
export type BarcodeSource =
	{ check: 'generate'; prefix: string; startingNumber: number } | { check: Exclude<NewBarcodeCheck, 'generate'> };

type Call = OperationCall<ChemInventoryApi>;

/** What one input item asks for: looked up and checked, nothing sent. */
export interface Draft {
	entry: Entry;
	locationId: number;
	locationPath: string;
	substance: WantedSubstance;
	barcode: BarcodeSource;
	/** One that comes into being by being named. */
	newSupplier?: string;
	/** What the item says, apart from anything that the first try of a run changes (a substance comes into being). */
	given: unknown[];
}

async function sourceOf(api: ChemInventoryApi, { barcode }: NewContainer): Promise<BarcodeSource> {
	if (barcode.chosen !== 'generate') return { check: barcode.chosen };
	const prefix = await prefixOrSaved(api, barcode.prefix);
	return { check: 'generate', prefix, startingNumber: barcode.startingNumber };
}

type Given = Readonly<Record<string, number | string | undefined>>;

const asGiven = (given: Given): Entry =>
	Object.fromEntries(Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

/** Fields that were left empty are left out of the entry. */
const withoutEmpty = (given: Given): Entry =>
	Object.fromEntries(Object.entries(asGiven(given)).filter(([, value]) => value !== ''));

async function newSupplierIn(api: ChemInventoryApi, { supplier }: Entry): Promise<string | undefined> {
	if (isNothing(supplier)) return undefined;
	const name = String(supplier);
	return (await isKnownSupplier(api, name)) ? undefined : name;
}

const at = ({ id, path }: PlacedLocation) => ({ locationId: id, locationPath: path });

async function draftOfFields(call: Call, form: Extract<NewContainer, { chosen: 'fields' }>): Promise<Draft> {
	const { api } = call;
	const { name, size, unit, additionalFields } = form;
	if (size === undefined && unit !== undefined)
		throw badInput('Size', 'is empty, although a unit is entered', 'Enter the size as well, or clear the unit.');
	const { supplier, comments, dateAcquired } = additionalFields;
	const [source, location, custom, unitId, supplierToSend, substance] = await allOf([
		sourceOf(api, form),
		findLocation(api, form.location),
		storedFields(call, 'container', form.containerFields),
		unit && findUnit(api, unit).then(({ id }) => id),
		supplier && supplierName(api, supplier),
		findWantedSubstance(api, form.substance, form.creation, name),
	]);
	const entry = withoutEmpty({
		name,
		containersize: size,
		units: unitId,
		barcode: form.barcode.chosen === 'generate' ? undefined : form.barcode.barcode,
		supplier: supplierToSend,
		comments,
		dateacquired: dateAcquired,
		...custom,
	});
	const newSupplier = await newSupplierIn(api, entry);
	// A supplier that the first try brings into being decides the spelling of the others.
	const given = [
		{ ...entry, supplier: entry.supplier && supplierKey(String(entry.supplier)) },
		location.id,
		form.substance,
		source.check,
	];
	return { ...at(location), entry, substance, barcode: source, newSupplier, given };
}

async function draftOfJson(call: Call, form: Extract<NewContainer, { chosen: 'json' }>): Promise<Draft> {
	const { api } = call;
	const { locationid, substanceid, ...rest } = form.entry;
	const [source, location, custom] = await allOf([
		sourceOf(api, form),
		locationWithId(api, locationid, 'Container (JSON)'),
		storedFieldsIn(call, form.entry),
		rest.units !== undefined && unitWithId(api, rest.units, 'Container (JSON)'),
	]);
	const entry = asGiven({
		...rest,
		...(source.check === 'generate' ? { barcode: undefined } : {}),
		...custom,
	});
	const substance = { id: substanceid };
	const newSupplier = await newSupplierIn(api, entry);
	const given = [entry, location.id, substance, source.check];
	return { ...at(location), entry, substance, barcode: source, newSupplier, given };
}

/**
 * What one input item asks for. Only looks: the substance is not created yet, nor is a barcode generated.
 * @throws Fault
 */
export async function draftOf(call: Call, form: NewContainer): Promise<Draft> {
	return form.chosen === 'json' ? await draftOfJson(call, form) : await draftOfFields(call, form);
}

/** What one new container depends on; a new substance, a new supplier and generated barcodes come into being once for all. */
export function thingsOf({ substance, barcode, entry, newSupplier }: Draft): Thing[] {
	return [
		...('id' in substance ? [] : [thing('new substance')]),
		...(barcode.check === 'generate' ? [thing('generated barcodes')] : []),
		...(isNothing(entry.barcode) ? [] : [thing('barcode', String(entry.barcode))]),
		...(newSupplier === undefined ? [] : [thing('supplier', supplierKey(newSupplier))]),
	];
}
