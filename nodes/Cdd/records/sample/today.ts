import { cleanBarcode } from '../../../shared/values/cleaning';
import { isExact, looseKey, sameSpelling } from '../../../shared/values/text';
import type { InventorySample } from '../../contract/sample';
import { reservedEventFields } from './fields';

export type SampleEvent = NonNullable<InventorySample['inventory_events']>[number];

const timeOf = ({ created_at: time }: SampleEvent) => Date.parse(time ?? '');

/**
 * Events come in no documented order. Where one of a sample's has no time, all of them go by their IDs: by times and IDs in
 * turns, three of them may each be newer than the next.
 */
function newestFirst(events: readonly SampleEvent[]): SampleEvent[] {
	const haveTimes = events.every((event) => !Number.isNaN(timeOf(event)));
	return [...events].sort((a, b) => (haveTimes ? timeOf(b) - timeOf(a) : 0) || b.id - a.id);
}

/** Event fields by what the newest event that has them says. */
export function fieldsOfToday(
	events: readonly SampleEvent[],
	isWanted: (name: string) => boolean,
): Map<string, unknown> {
	const newest = new Map<string, unknown>();
	for (const { fields } of newestFirst(events)) {
		for (const name of Object.keys(fields).filter(isWanted)) if (!newest.has(name)) newest.set(name, fields[name]);
	}
	return newest;
}

/** A barcode as it stands on the label. Of a number beyond 2^53 digits are lost: it is nobody's. */
export function barcodeIn(value: unknown): string {
	if (typeof value === 'number') return isExact(value) ? String(value) : '';
	return typeof value === 'string' ? cleanBarcode(value) : '';
}

/** The event fields that may be meant by the one that the credential names. An exact spelling goes before others. */
export const fieldsOfSetting = (fields: readonly string[], setting: string): readonly string[] =>
	fields.includes(setting) ? [setting] : fields.filter((name) => sameSpelling(name, setting));

/** Those that are called Barcode. */
export const fieldsCalledBarcode = (fields: readonly string[]): readonly string[] =>
	fields.includes('Barcode') ? ['Barcode'] : fields.filter((name) => looseKey(name) === 'barcode');

/** The event fields of a sample that are the vault's own, as they are today. */
export const eventFieldsOf = ({
	inventory_events: events,
}: Pick<InventorySample, 'inventory_events'>): Map<string, unknown> =>
	fieldsOfToday(events ?? [], (name) => !reservedEventFields.includes(name));

/** The event field with the barcodes, as far as one sample shows it; undefined where it has none, or several may be meant. */
export function barcodeFieldAmong(fields: readonly string[], setting: string | undefined): string | undefined {
	const [field, another] = setting ? fieldsOfSetting(fields, setting) : fieldsCalledBarcode(fields);
	return another === undefined ? field : undefined;
}

/**
 * The barcode on a tube, as far as its sample alone shows it: empty where it has none, or where several event fields may be meant.
 * @param setting the event field that the credential names
 */
export function barcodeAmong(
	today: ReadonlyMap<string, unknown>,
	setting: string | undefined,
): { field?: string; barcode: string } {
	const field = barcodeFieldAmong([...today.keys()], setting);
	return field === undefined ? { barcode: '' } : { field, barcode: barcodeIn(today.get(field)) };
}
