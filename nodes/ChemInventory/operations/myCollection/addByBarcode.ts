import { Fault } from '../../../shared/fault';
import type { Operation } from '../../../shared/operation';
import { badInput } from '../../../shared/values/badInput';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { idsText } from '../../../shared/writing/noted';
import { addToCollectionByBarcode } from '../../contract/myCollection';
import { readCollectionEntries } from '../../records/myCollection';
import type { CollectionEntry } from '../../records/myCollection';
import type { ChemInventoryApi } from '../../service/api';

/** Upper and lower case do not count for this endpoint. */
const normal = (barcode: unknown) =>
	String(barcode ?? '')
		.trim()
		.toLowerCase();

/**
 * Barcodes out of a list, or out of a text with commas, semicolons or line breaks; blanks may be part of a barcode.
 * @throws Fault `badInput`
 */
function readBarcodes(value: unknown): [string, ...string[]] {
	const parts: unknown[] = Array.isArray(value) ? value : String(value ?? '').split(/[,;\r\n]+/);
	const byNormal = new Map(parts.map((part) => [normal(part), String(part ?? '').trim()]));
	byNormal.delete('');
	const [first, ...others] = byNormal.values();
	if (first !== undefined) return [first, ...others];
	throw badInput(
		'Barcodes',
		'is empty',
		'Scan or type at least one barcode. An expression that finds nothing leaves the field empty.',
	);
}

function onList(barcodes: readonly string[], entries: readonly CollectionEntry[]): string[] {
	const present = new Set(entries.map(({ barcode }) => normal(barcode)));
	return barcodes.filter((barcode) => present.has(normal(barcode)));
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function refuseMissing(notAdded: readonly string[], containerIds: readonly number[]): void {
	if (notAdded.length === 0) return;
	throw new Fault('incomplete', 'Not all barcodes could be added to My Collection', {
		description: `Not added: ${notAdded.join(', ')}. On the list now: ${containerIds.length > 0 ? idsText(containerIds) : 'none of them'}. Check the barcodes, or set 'When Barcodes Are Not Added' to go on without them.`,
		facts: { notAdded: [...notAdded], containerIds: [...containerIds] },
	});
}

export const addByBarcode: Operation<ChemInventoryApi> = {
	option: {
		name: 'Add by Barcode',
		value: 'addByBarcode',
		action: 'Add containers to my collection by barcode',
		description: 'Put containers on the list, by barcode. Upper and lower case do not count.',
	},
	kind: 'write',
	fields: [
		{
			displayName: 'Barcodes',
			name: 'barcodes',
			type: 'string',
			typeOptions: { rows: 3 },
			required: true,
			default: '',
			placeholder: 'e.g. ABC00123, ABC00124',
			description: 'One barcode or several, comma-separated or one per line, or a list from an expression',
		},
		{
			displayName: 'When Barcodes Are Not Added',
			name: 'whenNotAdded',
			type: 'options',
			options: [
				{ name: 'Fail and Name Them', value: 'fail', description: 'The others are on the list all the same' },
				{ name: 'Go On and List Them', value: 'list', description: 'They come out under notAdded' },
			],
			default: 'fail',
			description: 'What to do with barcodes that no container has',
		},
	],
	async run({ functions, api, ledger }, itemIndex) {
		const barcodes = readBarcodes(functions.getNodeParameter('barcodes', itemIndex, ''));
		// Read before the write: a field that cannot be read must not make a finished change look failed.
		const lists = functions.getNodeParameter('whenNotAdded', itemIndex, 'fail') === 'list';
		const { answer, before } = await applyOnce(ledger, {
			itemIndex,
			fingerprint: fingerprintOf(addToCollectionByBarcode.path, api.address, barcodes),
			look: async () => ({ onList: onList(barcodes, await readCollectionEntries(api)) }),
			send: async () => ({ notAdded: (await api.call(addToCollectionByBarcode, { barcode: barcodes })).errorBarcodes }),
			settle: async (noted) => {
				const present = onList(barcodes, await readCollectionEntries(api));
				const notAdded = barcodes.filter((barcode) => !present.includes(barcode));
				const isNew = present.length > texts(noted?.onList).length;
				return isNew || notAdded.length === 0
					? { applied: true, answer: { notAdded } }
					: { applied: false, seen: `Not on the list: ${notAdded.join(', ')}.` };
			},
			whereToLook: 'Look at My Collection in ChemInventory before you run this step again.',
			signal: functions.getExecutionCancelSignal(),
		});
		const entries = await readCollectionEntries(api);
		const refused = new Set(texts(answer.notAdded).map(normal));
		const present = new Set(onList(barcodes, entries));
		const notAdded = barcodes.filter((barcode) => refused.has(normal(barcode)) || !present.has(barcode));
		const wanted = new Set(barcodes.filter((barcode) => !notAdded.includes(barcode)).map(normal));
		const containerIds = entries.filter(({ barcode }) => wanted.has(normal(barcode))).map(({ id }) => id);
		if (!lists) refuseMissing(notAdded, containerIds);
		return { added: barcodes.length - notAdded.length, containerIds, notAdded, before: before ?? null };
	},
};
