import type { IExecuteFunctions } from 'n8n-workflow';

import { badInput, checked } from '../../../shared/values/badInput';
import { readCollection } from '../../../shared/values/collection';
import { dataObject, readJson } from '../../../shared/values/json';
import { heldValue, readLocator } from '../../../shared/values/locator';
import { readText } from '../../../shared/values/text';
import { newContainer } from '../../contract/container';
import { readBarcodePrefix, readWhole } from '../../records/barcode';
import type { Entry } from '../../records/container/compare';
import { readCustomFields, storedFieldsIn } from '../../records/customField/form';
import { resolveLocation } from '../../records/location';
import { resolveSupplier } from '../../records/supplier';
import { resolveUnit } from '../../records/unit';
import type { ChemInventoryApi } from '../../service/api';
import { readDay } from './changes';
import { readWantedSubstance } from './wantedSubstance';
import type { WantedSubstance } from './wantedSubstance';

export type BarcodeChoice =
	{ check: 'generate'; prefix: string; startingNumber: number } | { check: 'none' | 'refuse' };

/** What one input item asks for: read and validated, nothing sent. */
export interface Draft {
	entry: Entry;
	locationId: number;
	locationPath: string;
	substance: WantedSubstance;
	barcode: BarcodeChoice;
	/** What the item says, apart from anything that the first try of a run changes (a substance comes into being). */
	given: unknown[];
}

async function readBarcodeChoice(
	functions: IExecuteFunctions,
	api: ChemInventoryApi,
	itemIndex: number,
): Promise<BarcodeChoice> {
	const check = functions.getNodeParameter('barcodeCheck', itemIndex);
	if (check !== 'generate') return { check: check === 'none' ? 'none' : 'refuse' };
	const prefix = await readBarcodePrefix(
		api,
		functions.getNodeParameter('barcodePrefix', itemIndex, ''),
		'Barcode Prefix',
	);
	const startingNumber = readWhole(functions.getNodeParameter('startingNumber', itemIndex, 1), 'Starting Number', 0);
	return { check: 'generate', prefix, startingNumber };
}

const textOf = (value: unknown) => (value === undefined || value === null ? '' : String(value).trim());

/** Keys without a value are left out of the entry. */
const withoutEmpty = (entry: Entry): Entry =>
	Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== ''));

async function readForm(
	functions: IExecuteFunctions,
	api: ChemInventoryApi,
	itemIndex: number,
	choice: BarcodeChoice,
): Promise<Draft> {
	const parameter = (name: string) => functions.getNodeParameter(name, itemIndex, '', { extractValue: true });
	const name = readText(parameter('name'), 'Name').trim();
	const location = await resolveLocation(api, parameter('location'));
	const more = readCollection(functions, 'additionalFields', itemIndex);
	const size = textOf(parameter('size'));
	const unit = textOf(readLocator(functions, 'unit', itemIndex).value);
	if (size === '' && unit !== '')
		throw badInput('Size', 'is empty although a unit is given', 'Give the size as well, or empty the unit.');
	const custom = await readCustomFields(functions, api, itemIndex, 'container');
	const supplier = textOf(heldValue(more.supplier));
	const units = unit === '' ? '' : (await resolveUnit(api, unit)).id;
	const entry = withoutEmpty({
		name,
		containersize: size,
		units,
		barcode: choice.check === 'generate' ? '' : textOf(parameter('barcode')),
		supplier: supplier === '' ? '' : await resolveSupplier(api, supplier),
		comments: textOf(more.comments),
		dateacquired: textOf(more.dateAcquired) === '' ? '' : readDay(more.dateAcquired, 'Date Acquired'),
		...custom,
	});
	const substance = await readWantedSubstance(functions, api, itemIndex, name);
	const given = [entry, location.id, readLocator(functions, 'substance', itemIndex), choice.check];
	return { entry, locationId: location.id, locationPath: location.path, substance, barcode: choice, given };
}

async function readJsonEntry(
	functions: IExecuteFunctions,
	api: ChemInventoryApi,
	itemIndex: number,
	choice: BarcodeChoice,
): Promise<Draft> {
	const label = 'Container (JSON)';
	const given: Entry = Object.fromEntries(
		Object.entries(
			dataObject(checked(newContainer, readJson(functions.getNodeParameter('containerJson', itemIndex), label), label)),
		).map(([key, value]) => [key, typeof value === 'number' ? value : String(value ?? '')]),
	);
	const { locationid, substanceid, ...rest } = given;
	const location = await resolveLocation(api, locationid, label);
	if (rest.units !== undefined) await resolveUnit(api, rest.units, label);
	const entry = withoutEmpty({
		...rest,
		...(choice.check === 'generate' ? { barcode: '' } : {}),
		...(await storedFieldsIn(api, given)),
	});
	const substance = { id: Number(substanceid) };
	return {
		entry,
		locationId: location.id,
		locationPath: location.path,
		substance,
		barcode: choice,
		given: [entry, location.id, substance, choice.check],
	};
}

/**
 * Reads one input item of Create. Only looks: the substance is not created yet, nor is a barcode generated.
 * @throws Fault
 */
export async function readDraft(
	functions: IExecuteFunctions,
	api: ChemInventoryApi,
	itemIndex: number,
): Promise<Draft> {
	const choice = await readBarcodeChoice(functions, api, itemIndex);
	return functions.getNodeParameter('specifyData', itemIndex) === 'json'
		? await readJsonEntry(functions, api, itemIndex, choice)
		: await readForm(functions, api, itemIndex, choice);
}
