import type { INodePropertyOptions } from 'n8n-workflow';

import { filledFrom } from '../../shared/dropdown';
import type { LookUp } from '../../shared/dropdown';
import { selectableFields } from '../../shared/recordFields';
import type { LabField, RecordFields } from '../../shared/recordFields';
import { connectChemInventory } from '../service/api';
import type { ChemInventoryApi } from '../service/api';
import { allCustomFields } from './customField/definitions';
import { ownFieldNames } from './customField/shown';
import {
	customFieldWords,
	fileCategoryWords,
	fileWords,
	holderWords,
	locationWords,
	userWords,
	watchlistWords,
} from './otherWords';
import { fieldListOf } from './output';
import type { RecordKind } from './output';
import { containerWords, orderWords, substanceWords } from './vocabulary';
import type { Vocabulary } from './vocabulary';

const ofTheLab = async (api: ChemInventoryApi): Promise<LabField[]> => ownFieldNames(await allCustomFields(api));

const wordsOf = ({ words }: Vocabulary) => words.map(([name]) => name);

const plain = (...words: string[]): RecordFields<ChemInventoryApi> => ({ words });

/** Of these ChemInventory may send more than its documentation says, and all of it is shown. */
const open = (...words: string[]): RecordFields<ChemInventoryApi> => ({ words, isOpen: true });

/** What can be selected of each kind of record. */
export const recordFields: Readonly<Record<RecordKind, RecordFields<ChemInventoryApi>>> = {
	containers: {
		words: wordsOf(containerWords),
		added: [
			...[
				'outcome',
				'changedFields',
				'savedFields',
				'unchangedFields',
				'changed',
				'orderId',
				'restored',
				'barcodeAlsoOn',
				'structureNote',
			],
			// In tables, and not in ChemInventory's documentation
			...['historycount', 'lastuser', 'usercreatedname', 'dateadded', 'user'],
			...['expiresOn', 'daysLeft', 'amount', 'level'],
		],
		own: ofTheLab,
	},
	orders: { words: wordsOf(orderWords), added: ['changed', 'changedFields', 'logged'], own: ofTheLab },
	substances: { words: wordsOf(substanceWords), added: ['note', 'retrievalNote'], own: ofTheLab },
	auditEntries: plain('time', 'user', 'area', 'action', 'text'),
	barcodes: open(...wordsOf(holderWords), 'inThisInventory', 'description'),
	containerEvents: plain(
		...['name', 'barcode', 'from', 'to', 'field', 'oldValue', 'newValue'],
		...['time', 'user', 'action', 'text', 'container'],
	),
	barcodeChecks: plain('barcode', 'free', 'holders'),
	customFields: open(...wordsOf(customFieldWords)),
	details: plain(
		...['inventory', 'inventoryId', 'email', 'userId', 'role', 'accountType', 'dateFormat', 'hasRecycling'],
		...['searchLimitedTo', 'otherInventories'],
	),
	fileCategories: open(...wordsOf(fileCategoryWords)),
	files: open(...wordsOf(fileWords), 'hidden'),
	historyEntries: plain('containerId', 'time', 'user', 'action', 'text'),
	linkedSubstances: open('id', 'name', 'cas'),
	locations: open(...wordsOf(locationWords)),
	searchFields: plain('id', 'label', 'type', 'allowedValues'),
	users: open(...wordsOf(userWords)),
	watchlistChecks: plain('substanceId', 'onWatchlist', 'watchlists'),
	watchlists: open(...wordsOf(watchlistWords)),
};

/** What fills the lists of fields for these kinds of records, by the names that `output` has for them. */
export const fieldLists = (...kinds: readonly RecordKind[]): Record<string, LookUp<[], INodePropertyOptions[]>> =>
	Object.fromEntries(
		kinds.map((kind) => [
			fieldListOf(kind),
			filledFrom(connectChemInventory, async (api) => await selectableFields(recordFields[kind], api)),
		]),
	);
