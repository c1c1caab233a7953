import { Fault } from '../../../shared/fault';
import { barcodes as barcodesField, choice, mapped } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import { checked } from '../../../shared/values/badInput';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { idsText } from '../../../shared/writing/noted';
import { readBack } from '../../../shared/writing/readBack';
import { addToCollectionByBarcode } from '../../contract/myCollection';
import { readCollectionEntries } from '../../records/myCollection';
import type { CollectionEntry } from '../../records/myCollection';
import { operation } from '../operation';

/** Upper and lower case do not count for this endpoint. */
const normal = (barcode: unknown) =>
	String(barcode ?? '')
		.trim()
		.toLowerCase();

/** Each once, as it is written first. */
function distinct(barcodes: readonly string[]): string[] {
	const taken = new Set<string>();
	return barcodes.filter((barcode) => taken.size < taken.add(normal(barcode)).size);
}

function onList(barcodes: readonly string[], entries: readonly CollectionEntry[]): string[] {
	const present = new Set(entries.map(({ barcode }) => normal(barcode)));
	return barcodes.filter((barcode) => present.has(normal(barcode)));
}

const textsIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function refuseMissing(notAdded: readonly string[], containerIds: readonly number[]): void {
	if (notAdded.length === 0) return;
	throw new Fault('incomplete', 'Not all barcodes could be added to My Collection', {
		description: `Not added: ${notAdded.join(', ')}. On the list now: ${containerIds.length > 0 ? idsText(containerIds) : 'none of them'}. Check the barcodes, or set 'When Barcodes Are Not Added' to go on without them.`,
		facts: { notAdded: [...notAdded], containerIds: [...containerIds] },
		tellsOfChange: true,
	});
}

export const addByBarcode = operation({
	option: {
		name: 'Add by Barcode',
		value: 'addByBarcode',
		action: 'Add containers to my collection by barcode',
		description: 'Put containers on the list, by barcode. Upper and lower case do not matter.',
	},
	kind: 'write',
	form: {
		barcodes: mapped(
			barcodesField({
				displayName: 'Barcodes',
				name: 'barcodes',
				type: 'string',
				typeOptions: { rows: 3 },
				required: true,
				default: '',
				placeholder: 'e.g. ABC00123, ABC00124',
				description: 'One barcode or several, comma-separated or one per line, or a list from an expression',
			}),
			distinct,
		),
		whenNotAdded: choice({
			displayName: 'When Barcodes Are Not Added',
			name: 'whenNotAdded',
			type: 'options',
			options: [
				{ name: 'Fail and Name Them', value: 'fail', description: 'The others are added anyway' },
				{ name: 'Go On and List Them', value: 'list', description: 'They are listed under notAdded' },
			],
			default: 'fail',
			description: 'What to do with barcodes that no container has',
		}),
	},
	touches: () => [thing('my collection')],
	async run(call, { barcodes, whenNotAdded }) {
		const { api } = call;
		const body = checked(addToCollectionByBarcode.body, { barcode: barcodes }, 'Barcodes');
		const { answer, before } = await applyOnce(call, {
			step: addToCollectionByBarcode.path,
			values: [barcodes],
			look: async () => ({ onList: onList(barcodes, await readCollectionEntries(api)) }),
			send: async () => ({ notAdded: (await api.call(addToCollectionByBarcode, body)).errorBarcodes }),
			settle: async (noted) => {
				const present = onList(barcodes, await readCollectionEntries(api));
				const notAdded = barcodes.filter((barcode) => !present.includes(barcode));
				const isNew = present.length > textsIn(noted?.onList).length;
				return isNew || notAdded.length === 0
					? { applied: true, answer: { notAdded } }
					: { applied: false, seen: `Not on the list: ${notAdded.join(', ')}.` };
			},
			whereToLook: 'Look at My Collection in ChemInventory before you run this step again.',
		});
		const entries = await readBack(
			async () => await readCollectionEntries(api),
			'Look at My Collection in ChemInventory.',
			{ notAdded: textsIn(answer.notAdded) },
		);
		const refused = new Set(textsIn(answer.notAdded).map(normal));
		const present = new Set(onList(barcodes, entries));
		const notAdded = barcodes.filter((barcode) => refused.has(normal(barcode)) || !present.has(barcode));
		const wanted = new Set(barcodes.filter((barcode) => !notAdded.includes(barcode)).map(normal));
		const containerIds = entries.filter(({ barcode }) => wanted.has(normal(barcode))).map(({ id }) => id);
		if (whenNotAdded === 'fail') refuseMissing(notAdded, containerIds);
		return { added: barcodes.length - notAdded.length, containerIds, notAdded, before: before ?? null };
	},
});
