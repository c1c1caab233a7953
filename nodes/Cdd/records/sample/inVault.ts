import { oncePerRun } from '../../../shared/oncePerRun';
import { oncePerValue } from '../../../shared/oncePerValue';
import type { OperationCall } from '../../../shared/operation';
import { quote } from '../../../shared/values/badInput';
import { looseKey, sameSpelling } from '../../../shared/values/text';
import type { InventorySample } from '../../contract/sample';
import type { CddApi } from '../../service/api';
import { readKept } from '../../service/list/readAll';
import { reservedEventFields } from './fields';
import { inventorySamples } from './resource';
import { barcodeIn, fieldsOfToday } from './today';
import type { SampleEvent } from './today';

/** A sample as an error text names it. */
export interface NamedSample {
	readonly id: number;
	readonly name: string;
	readonly isUsedUp: boolean;
}

/** What is kept of each sample: a vault may hold very many, each with all of its events. */
export interface KnownSample extends NamedSample {
	/** See `placeIn`. */
	readonly place: number;
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

const noBarcodes: ReadonlyMap<string, string> = new Map();

function barcodesOf(events: readonly SampleEvent[], isBarcode: (name: string) => boolean): ReadonlyMap<string, string> {
	if (!events.some(({ fields }) => Object.keys(fields).some(isBarcode))) return noBarcodes;
	const found = [...fieldsOfToday(events, isBarcode)]
		.map(([name, value]): [string, string] => [name, barcodeIn(value)])
		.filter(([, barcode]) => barcode !== '');
	return found.length === 0 ? noBarcodes : new Map(found);
}

/** What the tube of a sample says today in an event field; undefined for nothing. */
export const labelOf = ({ inventory_events: events }: InventorySample, field: string): string | undefined =>
	barcodesOf(events ?? [], (name) => name === field).get(field);

/** How long an export of all samples may take, in milliseconds; it is used in large vaults only. */
const exportTimeLimit = 600_000;

/**
 * Reads all samples of the vault.
 * @param keep gives what stays in memory of each: of a million samples, each byte counts
 * @throws Fault
 */
export async function readSamples<T>(
	api: CddApi,
	keep: (sample: InventorySample) => T,
): Promise<{ samples: T[]; milliseconds: number }> {
	const begun = Date.now();
	const signal = 'getExecutionCancelSignal' in api.context ? api.context.getExecutionCancelSignal() : undefined;
	const patience = { timeLimit: exportTimeLimit, cancelWhenTimeIsUp: true, signal, onProgress: () => undefined };
	const samples = await readKept(api, inventorySamples, {}, 'automatic', patience, keep);
	return { samples, milliseconds: Date.now() - begun };
}

async function readVault(api: CddApi): Promise<SamplesInVault> {
	const eventFields = new Set<string>();
	const isBarcode = (name: string) => looseKey(name) === 'barcode' || sameSpelling(name, api.barcodeField);
	const reading = await readSamples(api, (sample): KnownSample => {
		const events = sample.inventory_events ?? [];
		for (const { fields } of events) for (const name of Object.keys(fields)) eventFields.add(name);
		return {
			id: sample.id,
			name: sample.name ?? '',
			isUsedUp: sample.depleted === true,
			place: placeIn(sample),
			barcodes: barcodesOf(events, isBarcode),
		};
	});
	return {
		...reading,
		eventFields: [...eventFields].filter((name) => !reservedEventFields.includes(name)).sort(),
	};
}

const vaultOf = oncePerRun(readVault);

const isRead = new WeakSet<CddApi>();

/** One reading serves all items of a run. @throws Fault */
export async function samplesInVault(api: CddApi): Promise<SamplesInVault> {
	isRead.add(api);
	return await vaultOf(api);
}

/** No box has as many positions. */
const mostPositions = 2 ** 20;

/** Box and position in one number, 0 for none: nothing takes less room. A sample that is used up stands nowhere. */
function placeIn(sample: InventorySample): number {
	const { depleted, inventory_location_id: box, inventory_location_position: position } = sample;
	return depleted === true || !box || !position ? 0 : box * mostPositions + position;
}

const placesInVault = oncePerRun(async (api: CddApi): Promise<readonly number[]> => {
	if (isRead.has(api)) return (await samplesInVault(api)).samples.map(({ place }) => place);
	return (await readSamples(api, placeIn)).samples;
});

/** The positions of a box that samples of the vault take. One reading serves all boxes of a run. @throws Fault */
export const positionsTaken = oncePerValue(async (api: CddApi, box: number): Promise<ReadonlySet<number>> => {
	const [from, to] = [box * mostPositions, (box + 1) * mostPositions];
	const places = (await placesInVault(api)).filter((place) => place > from && place < to);
	return new Set(places.map((place) => place - from));
});

/** Says that a step read the whole vault, and how long that took. */
export function tellOfReading(
	{ hint }: Pick<OperationCall<CddApi>, 'hint'>,
	{ samples, milliseconds }: { readonly samples: readonly unknown[]; readonly milliseconds: number },
): void {
	hint(
		`CDD Vault cannot search for samples in this way, so all ${samples.length} samples of the vault were read once for this step. It took ${(milliseconds / 1000).toFixed(1)} seconds.`,
	);
}

const named = ({ id, name, isUsedUp }: NamedSample) =>
	`${quote(name || 'without a name')} (ID ${id}${isUsedUp ? ', used up' : ''})`;

/** Several samples for an error text. */
export const namedSamples = (samples: readonly NamedSample[]): string => samples.slice(0, 10).map(named).join(', ');
