import type { IDataObject } from 'n8n-workflow';

import { inPieces } from '../../../shared/breather';
import type { Detail } from '../../../shared/form';
import { dataObject } from '../../../shared/values/json';
import { asReceived } from '../../../shared/values/received';
import { inventorySample } from '../../contract/sample';
import type { InventorySample } from '../../contract/sample';
import type { CddApi } from '../../service/api';
import { inDetail } from '../output';
import { underOwnNames } from '../ownNames';
import { locationsToShow, noLocations, placeOf } from './place';
import type { Locations } from './place';
import { barcodeAmong, eventFieldsOf } from './today';

/** What a sample has in items, in this order; a barcode only where one is known. The vault's own fields follow. */
export const sampleWords = [
	...['id', 'name', 'barcode', 'current_amount', 'units', 'depleted', 'location', 'box', 'position', 'well'],
	...['inventory_location_id', 'batch', 'modified_at', 'owner'],
];

/** What AI agents get. */
export const shortSample = sampleWords.slice(0, 10);

/** What operations and events add to a sample. */
const added = [
	'before',
	'changed',
	'credit',
	'debit',
	'deleted',
	'error',
	'from',
	'message',
	'new_events',
	'note',
	'to',
];

const taken = new Set([...sampleWords, ...Object.keys(inventorySample.shape), ...added]);

/** The vault's own fields of a sample as they are today, under the names that items have for them, and its barcode, empty for none. */
export function ownFieldsOf(
	{ fields, inventory_events: events }: Pick<InventorySample, 'fields' | 'inventory_events'>,
	barcodeField: string | undefined,
): { barcode: string; own: Array<[string, unknown]> } {
	const today = eventFieldsOf({ inventory_events: events });
	const { field, barcode } = barcodeAmong(today, barcodeField);
	if (field !== undefined) today.delete(field);
	const own = underOwnNames(Object.entries(fields ?? {}), (name) => taken.has(name), 'sample field');
	const ownNames = new Set(own.map(([name]) => name));
	const isTaken = (name: string) => taken.has(name) || ownNames.has(name);
	return { barcode, own: [...own, ...underOwnNames(today, isTaken, 'event field')] };
}

/** A sample as items show it. */
function simplified(sample: InventorySample, all: Locations, barcodeField: string | undefined): IDataObject {
	const { barcode, own } = ownFieldsOf(sample, barcodeField);
	return dataObject({
		id: sample.id,
		name: sample.name ?? null,
		...(barcode === '' ? {} : { barcode }),
		current_amount: sample.current_amount ?? null,
		units: sample.units ?? null,
		depleted: sample.depleted ?? null,
		...placeOf(sample, all),
		inventory_location_id: sample.inventory_location_id ?? null,
		batch: sample.batch ?? null,
		modified_at: sample.modified_at ?? null,
		owner: sample.owner ?? null,
		...Object.fromEntries(own),
	});
}

/** How the samples are to be shown, all of them alike. @throws Fault what reading the locations throws */
async function simplifierFor(api: CddApi, samples: readonly InventorySample[]) {
	const havePlaces = samples.some(({ inventory_location_id: id }) => id);
	const all = havePlaces ? await locationsToShow(api) : noLocations;
	return (sample: InventorySample) => simplified(sample, all, api.barcodeField);
}

const raw = (sample: InventorySample) => dataObject(asReceived(sample));

/** @throws Fault what reading the locations throws */
export async function shownSamples(
	api: CddApi,
	samples: readonly InventorySample[],
	detail: Detail,
): Promise<IDataObject[]> {
	const shown = detail === 'raw' ? raw : await simplifierFor(api, samples);
	return await inPieces(samples, (sample) => inDetail(sample, detail, () => shown(sample)));
}

/** What a step was asked about comes first. */
export function askedFirst(record: IDataObject, asked: readonly string[]): IDataObject {
	const first = asked.flatMap((key) => (key in record ? [[key, record[key]] as const] : []));
	return { ...Object.fromEntries(first), ...record };
}

/**
 * @param asked the keys of what the step was asked about: they come first
 * @throws Fault what reading the locations throws
 */
export async function shownSample(
	api: CddApi,
	sample: InventorySample,
	detail: Detail,
	asked: readonly string[] = [],
): Promise<IDataObject> {
	if (detail === 'raw') return raw(sample);
	const shown = askedFirst((await simplifierFor(api, [sample]))(sample), asked);
	return inDetail(sample, detail, () => shown);
}

/**
 * A sample before a write. With Output Raw it is raw as well, and the list of locations is not read for it.
 * @throws Fault what reading the locations throws
 */
export const sampleBefore = async (api: CddApi, sample: InventorySample, detail: Detail): Promise<IDataObject> =>
	await shownSample(api, sample, detail === 'raw' ? 'raw' : 'simplified');

/** What a write has made of a sample. It is done, so a list of locations that cannot be read makes no failure of it. */
export async function writtenSampleShown(
	api: CddApi,
	sample: InventorySample,
	detail: Detail,
	asked: readonly string[] = [],
): Promise<IDataObject> {
	return await shownSample(api, sample, detail, asked).catch(() =>
		inDetail(sample, detail, () => askedFirst(simplified(sample, noLocations, api.barcodeField), asked)),
	);
}

/** What items show under other names. */
const isShownOtherwise = new Set(['fields', 'inventory_location_position']);

/** A sample with all that it has: what items show, and the rest as CDD Vault sent it. @throws Fault */
export async function wholeSample(api: CddApi, sample: InventorySample): Promise<IDataObject> {
	const shown = await shownSample(api, sample, 'simplified');
	const rest = Object.entries(raw(sample)).filter(([key]) => !(key in shown) && !isShownOtherwise.has(key));
	return { ...shown, ...Object.fromEntries(rest) };
}
