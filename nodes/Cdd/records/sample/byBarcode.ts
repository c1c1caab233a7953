import { oncePerRun } from '../../../shared/oncePerRun';
import type { OperationCall } from '../../../shared/operation';
import { quote } from '../../../shared/values/badInput';
import { onlyMatch } from '../../../shared/values/onlyMatch';
import { looseKey, sameSpelling } from '../../../shared/values/text';
import type { InventorySample } from '../../contract/sample';
import type { CddApi } from '../../service/api';
import { labelOf, namedSamples, samplesInVault, tellOfReading } from './inVault';
import type { KnownSample, SamplesInVault } from './inVault';

type Call = Pick<OperationCall<CddApi>, 'api' | 'hint'>;

const list = (names: readonly string[]) => names.map(quote).join(', ');

const fieldsOfVault = (fields: readonly string[]) =>
	fields.length === 0 ? 'No sample has an event field.' : `The event fields of this vault are ${list(fields)}.`;

/** The event field that the credential names. */
const fieldOfSetting = (fields: readonly string[], setting: string): string =>
	onlyMatch(
		'Barcode Field',
		fields.includes(setting) ? [setting] : fields.filter((name) => sameSpelling(name, setting)),
		(all) => [
			'of the credential matches several event fields',
			`They are ${list(all)}. Rename one of them in CDD Vault.`,
		],
		() => [
			'of the credential names an event field that no sample has',
			`It is ${quote(setting)}. ${fieldsOfVault(fields)} Upper and lower case matter.`,
		],
	);

/** Without the setting it is the field called Barcode. */
const fieldCalledBarcode = (fields: readonly string[]): string =>
	onlyMatch(
		'Sample',
		fields.includes('Barcode') ? ['Barcode'] : fields.filter((name) => looseKey(name) === 'barcode'),
		(all) => [
			'cannot be found by its barcode, because several event fields are called Barcode',
			`They are ${list(all)}. Enter the right one as 'Barcode Field' in the credential.`,
		],
		() => [
			'cannot be found by its barcode, because no event field is called Barcode',
			`${fieldsOfVault(fields)} Enter the one that holds the barcodes as 'Barcode Field' in the credential.`,
		],
	);

/** The samples of a vault by what is on the tube. */
interface Labelled {
	readonly field: string;
	readonly vault: SamplesInVault;
	readonly samples: ReadonlyMap<string, readonly KnownSample[]>;
}

function byBarcode(samples: readonly KnownSample[], field: string): ReadonlyMap<string, KnownSample[]> {
	const groups = new Map<string, KnownSample[]>();
	for (const sample of samples) {
		const barcode = sample.barcodes.get(field);
		const group = barcode === undefined ? undefined : groups.get(barcode);
		if (group) group.push(sample);
		else if (barcode !== undefined) groups.set(barcode, [sample]);
	}
	return groups;
}

const labelledInVault = oncePerRun(async (api: CddApi): Promise<Labelled> => {
	const vault = await samplesInVault(api);
	const { barcodeField: setting } = api;
	const field = setting ? fieldOfSetting(vault.eventFields, setting) : fieldCalledBarcode(vault.eventFields);
	return { field, vault, samples: byBarcode(vault.samples, field) };
});

/** Spreadsheets drop zeros in front, and keyboards change the case. */
const likeness = (barcode: string) => looseKey(barcode).replace(/^0+(?=\d+$)/, '');

/** What a barcode that no sample has may have been meant to be. */
function nearBarcodes({ vault, field }: Labelled, barcode: string): string {
	const wanted = likeness(barcode);
	const near = vault.samples.filter(({ barcodes }) => likeness(barcodes.get(field) ?? '') === wanted);
	if (near.length === 0) return '';
	const shown = near
		.slice(0, 3)
		.map((sample) => `${quote(sample.barcodes.get(field))} is on ${namedSamples([sample])}`);
	return ` ${shown.join('; ')}: upper and lower case matter, and so do leading zeros.`;
}

/**
 * The sample with this barcode on its tube today: that of the newest event which holds one. CDD Vault cannot search by
 * it, so all samples are read, once per run.
 * @throws Fault `badInput` if none has it, or several, or if it is not known which event field holds the barcodes
 */
export async function sampleWithBarcode(call: Call, barcode: string): Promise<number> {
	const labelled = await labelledInVault(call.api);
	const { field, vault } = labelled;
	tellOfReading(call, vault);
	return onlyMatch(
		'Sample',
		labelled.samples.get(barcode) ?? [],
		(all) => [
			'matches several samples',
			`The barcode ${quote(barcode)} is on ${namedSamples(all)}. Enter the ID of one, and correct the barcodes.`,
		],
		() => [
			'was not found by its barcode',
			`No sample has ${quote(barcode)} in its newest ${quote(field)}.${nearBarcodes(labelled, barcode)} Check that the label was read completely, and that the user of the API token can see the sample.`,
		],
	).id;
}

/** Whether a sample that was found by a barcode still has it, now that it was read anew. @throws Fault */
export async function stillHasBarcode(api: CddApi, barcode: string, sample: InventorySample): Promise<boolean> {
	const { field } = await labelledInVault(api);
	return labelOf(sample, field) === barcode;
}
