import { Fault } from '../../../../shared/fault';
import { sideBySide } from '../../../../shared/queue';
import { badInput } from '../../../../shared/values/badInput';
import { generateBarcodes } from '../../../contract/barcode';
import { holdersOf } from '../../../records/barcode';
import type { Entry } from '../../../records/container/shownKeys';
import type { ChemInventoryApi } from '../../../service/api';
import type { BarcodeSource, Draft } from './draft';

type Generation = Extract<BarcodeSource, { check: 'generate' }>;

/** The values are not reserved (POST /barcodes/generator/createvalues), so they are checked again and used at once. */
async function generate(
	api: ChemInventoryApi,
	{ prefix, startingNumber }: Generation,
	count: number,
): Promise<string[]> {
	const values = [
		...new Set(
			await api.call(generateBarcodes, { prefix, count, startingnumber: startingNumber, duplicatecheck: true }),
		),
	];
	if (values.length !== count) {
		throw new Fault('malformedAnswer', 'ChemInventory did not generate the barcodes that were asked for', {
			description: `Asked for ${count} different barcodes, got ${values.length}. Nothing was created.`,
		});
	}
	const holders = await sideBySide(values, api.service.pace.worksAtOnce, async (value) => await holdersOf(api, value));
	const used = values.filter((_value, at) => (holders[at] ?? []).length > 0);
	if (used.length === 0) return values;
	throw badInput(
		'Starting Number',
		'leads to barcodes that are in use already',
		`Somebody else took ${used.slice(0, 5).join(', ')} at the same moment. Run the step again. Nothing was created.`,
	);
}

/** Entries of one call with their generated barcodes, where the drafts ask for them. @throws Fault */
export async function withBarcodes(api: ChemInventoryApi, drafts: readonly Draft[]): Promise<Entry[]> {
	const bySource = new Map<string, { choice: Generation; indexes: number[] }>();
	for (const [at, { barcode }] of drafts.entries()) {
		if (barcode.check !== 'generate') continue;
		const key = `${barcode.prefix}#${barcode.startingNumber}`;
		bySource.set(key, { choice: barcode, indexes: [...(bySource.get(key)?.indexes ?? []), at] });
	}
	const barcodes = new Map<number, string>();
	for (const { choice, indexes } of bySource.values()) {
		const values = await generate(api, choice, indexes.length);
		for (const [at, value] of values.entries()) barcodes.set(indexes[at] ?? at, value);
	}
	return drafts.map(({ entry }, at) => {
		const barcode = barcodes.get(at);
		return barcode === undefined ? entry : { ...entry, barcode };
	});
}
