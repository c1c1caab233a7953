import { oncePerRun } from '../../../shared/oncePerRun';
import type { OperationCall } from '../../../shared/operation';
import { quote } from '../../../shared/values/badInput';
import { cleanBarcode } from '../../../shared/values/cleaning';
import { isExact, looseKey, sameSpelling } from '../../../shared/values/text';
import type { InventorySample } from '../../contract/sample';
import type { CddApi } from '../../service/api';
import type { ListResource } from '../../service/list/listResource';
import { readAll } from '../../service/list/readAll';
import { reservedEventFields } from './fields';
import { inventorySamples } from './resource';

/** A sample as an error text names it. */
export interface NamedSample {
	readonly id: number;
	readonly name: string;
	readonly isUsedUp: boolean;
}

/** What is kept of each sample: a vault may hold very many, each with all of its events. */
export interface KnownSample extends NamedSample {
	readonly box?: number | null;
	readonly position?: number | null;
	/** What its tube says today, by event field: of those that may be the one for barcodes. */
	readonly barcodes: ReadonlyMap<string, string>;
}

/** All samples of a vault. */
export interface SamplesInVault {
	readonly samples: readonly KnownSample[];
	/** The vault's own event fields, as far as a sample carries them. */
	readonly eventFields: readonly string[];
	/** How long it took to read them. */
	readonly milliseconds: number;
}

type Event = NonNullable<InventorySample['inventory_events']>[number];

const timeOf = ({ created_at: time }: Event) => Date.parse(time ?? '');

/**
 * Events come in no documented order. Where one of a sample's has no time, all of them go by their IDs: by times and IDs in
 * turns, three of them may each be newer than the next.
 */
function newestFirst(events: readonly Event[]): Event[] {
	const haveTimes = events.every((event) => !Number.isNaN(timeOf(event)));
	return [...events].sort((a, b) => (haveTimes ? timeOf(b) - timeOf(a) : 0) || b.id - a.id);
}

/** A barcode as it stands on the label. Of a number beyond 2^53 digits are lost: it is nobody's. */
function barcodeIn(value: unknown): string {
	if (typeof value === 'number') return isExact(value) ? String(value) : '';
	return typeof value === 'string' ? cleanBarcode(value) : '';
}

/** Event fields by what the newest event that has them says. */
function fieldsOfToday(events: readonly Event[], isWanted: (name: string) => boolean): Map<string, Event> {
	const newest = new Map<string, Event>();
	for (const event of newestFirst(events)) {
		for (const name of Object.keys(event.fields).filter(isWanted)) {
			if (!newest.has(name)) newest.set(name, event);
		}
	}
	return newest;
}

const noBarcodes: ReadonlyMap<string, string> = new Map();

function barcodesOf(events: readonly Event[], isBarcode: (name: string) => boolean): ReadonlyMap<string, string> {
	const found = [...fieldsOfToday(events, isBarcode)]
		.map(([name, { fields }]): [string, string] => [name, barcodeIn(fields[name])])
		.filter(([, barcode]) => barcode !== '');
	return found.length === 0 ? noBarcodes : new Map(found);
}

/** What the tube of a sample says today in an event field; undefined for nothing. */
export const labelOf = ({ inventory_events: events }: InventorySample, field: string): string | undefined =>
	barcodesOf(events ?? [], (name) => name === field).get(field);

/** The vault's own event fields by what the newest event that has them says. */
export function eventFieldsOfToday({ inventory_events: events }: InventorySample): Record<string, unknown> {
	const newest = fieldsOfToday(events ?? [], (name) => !reservedEventFields.includes(name));
	return Object.fromEntries([...newest].map(([name, { fields }]) => [name, fields[name]]));
}

/** The list of samples, of which next to nothing is kept as they come. */
function slim(keep: (sample: InventorySample) => KnownSample): ListResource<KnownSample> {
	return {
		...inventorySamples,
		page: inventorySamples.page.transform(({ count, records }) => ({ count, records: records.map(keep) })),
		record: inventorySamples.record.transform(keep),
	};
}

/** How long an export of all samples may take, in milliseconds; it is used in large vaults only. */
const exportTimeLimit = 600_000;

async function readVault(api: CddApi): Promise<SamplesInVault> {
	const begun = Date.now();
	const signal = 'getExecutionCancelSignal' in api.context ? api.context.getExecutionCancelSignal() : undefined;
	const eventFields = new Set<string>();
	const isBarcode = (name: string) => looseKey(name) === 'barcode' || sameSpelling(name, api.barcodeField);
	const keep = (sample: InventorySample): KnownSample => {
		const events = sample.inventory_events ?? [];
		for (const { fields } of events) for (const name of Object.keys(fields)) eventFields.add(name);
		return {
			id: sample.id,
			name: sample.name ?? '',
			isUsedUp: sample.depleted === true,
			box: sample.inventory_location_id,
			position: sample.inventory_location_position,
			barcodes: barcodesOf(events, isBarcode),
		};
	};
	const samples = await readAll(api, slim(keep), {}, 'automatic', {
		timeLimit: exportTimeLimit,
		cancelWhenTimeIsUp: true,
		signal,
		onProgress: () => undefined,
	});
	return {
		samples,
		eventFields: [...eventFields].filter((name) => !reservedEventFields.includes(name)).sort(),
		milliseconds: Date.now() - begun,
	};
}

/** One reading serves all items of a run. @throws Fault */
export const samplesInVault = oncePerRun(readVault);

/** Says that a step read the whole vault, and how long that took. */
export function tellOfReading(
	{ hint }: Pick<OperationCall<CddApi>, 'hint'>,
	{ samples, milliseconds }: SamplesInVault,
): void {
	hint(
		`CDD Vault cannot search for samples in this way, so all ${samples.length} samples of the vault were read once for this step. It took ${(milliseconds / 1000).toFixed(1)} seconds.`,
	);
}

const named = ({ id, name, isUsedUp }: NamedSample) =>
	`${quote(name || 'without a name')} (ID ${id}${isUsedUp ? ', used up' : ''})`;

/** Several samples for an error text. */
export const namedSamples = (samples: readonly NamedSample[]): string => samples.slice(0, 10).map(named).join(', ');
