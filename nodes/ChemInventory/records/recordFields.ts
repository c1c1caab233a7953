import type { INodePropertyOptions } from 'n8n-workflow';

import { filledFrom } from '../../shared/dropdown';
import type { LookUp } from '../../shared/dropdown';
import { selectableFields } from '../../shared/recordFields';
import type { LabField, RecordFields } from '../../shared/recordFields';
import { connectChemInventory } from '../service/api';
import type { ChemInventoryApi } from '../service/api';
import { allCustomFields } from './customField/definitions';
import { ownFieldNames } from './customField/shown';
import { fieldListOf } from './output';
import type { RecordKind } from './output';
import { containerWords, orderWords, substanceWords } from './vocabulary';
import type { Vocabulary } from './vocabulary';

const ofTheLab = async (api: ChemInventoryApi): Promise<LabField[]> => ownFieldNames(await allCustomFields(api));

const wordsOf = ({ words }: Vocabulary) => words.map(([name]) => name);

const plain = (...words: string[]): RecordFields<ChemInventoryApi> => ({ words });

/** What can be selected of each kind of record. */
export const recordFields: Readonly<Record<RecordKind, RecordFields<ChemInventoryApi>>> = {
	containers: {
		words: wordsOf(containerWords),
		added: [
			...['savedFields', 'unchangedFields', 'changed', 'orderId', 'restored', 'barcodeAlsoOn', 'structureNote'],
			// In tables, and not in ChemInventory's documentation
			...['historycount', 'lastuser', 'usercreatedname', 'dateadded', 'user'],
		],
		own: ofTheLab,
	},
	orders: { words: wordsOf(orderWords), added: ['changed', 'changedFields'], own: ofTheLab },
	substances: { words: wordsOf(substanceWords), added: ['note', 'retrievalNote'], own: ofTheLab },
	auditEntries: plain('time', 'user', 'area', 'action', 'text'),
	barcodes: plain('id', 'barcode', 'name', 'type'),
	barcodeChecks: plain('barcode', 'free', 'holders'),
	customFields: plain('id', 'key', 'name', 'fieldtype', 'type'),
	details: plain(
		...['inventory', 'inventoryname', 'user', 'email', 'accounttype', 'role', 'dateformat', 'enablerecycling'],
		...['limitlocations', 'otherInventories'],
	),
	fileCategories: plain('id', 'name', 'filecount'),
	files: plain('id', 'name', 'categoryname', 'categoryid', 'size', 'mimetype', 'dateuploaded'),
	historyEntries: plain('containerId', 'time', 'user', 'action', 'text'),
	linkedSubstances: plain('id', 'name', 'cas'),
	locations: plain('id', 'path', 'name', 'numbercontainers', 'barcode', 'parent'),
	searchFields: plain('id', 'label', 'type', 'allowedValues'),
	users: plain('id', 'firstname', 'lastname', 'email', 'role', 'accounttype', 'barcode', 'sso'),
	watchlistChecks: plain('substanceId', 'onWatchlist', 'watchlists'),
	watchlists: plain('id', 'name', 'scope', 'terms'),
};

/** What fills the lists of fields for these kinds of records, by the names that `output` has for them. */
export const fieldLists = (...kinds: readonly RecordKind[]): Record<string, LookUp<[], INodePropertyOptions[]>> =>
	Object.fromEntries(
		kinds.map((kind) => [
			fieldListOf(kind),
			filledFrom(connectChemInventory, async (api) => await selectableFields(recordFields[kind], api)),
		]),
	);
