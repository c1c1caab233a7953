import type { INodePropertyOptions } from 'n8n-workflow';

import { filledFrom } from '../../shared/dropdown';
import type { LookUp } from '../../shared/dropdown';
import { selectableFields } from '../../shared/recordFields';
import type { RecordFields } from '../../shared/recordFields';
import { batch } from '../contract/batch';
import { inventorySample } from '../contract/sample';
import { connectCdd } from '../service/api';
import type { CddApi } from '../service/api';
import { batchWords } from './batch/output';
import { fieldListOf } from './output';
import type { RecordKind } from './output';
import { fieldsOfRecentSamples } from './sample/fields';
import { sampleWords } from './sample/output';
import { vaultFields } from './vaultField';

const withoutDoubles = (words: readonly string[]) => [...new Set(words)];

/** What can be selected of each kind of record: the words of the simplified form, and whatever else CDD Vault sends. */
export const recordFields: Readonly<Record<RecordKind, RecordFields<CddApi>>> = {
	batches: {
		words: withoutDoubles([...batchWords, ...Object.keys(batch.shape)]),
		added: ['registered', 'outcome', 'changedFields'],
		own: async (api) => (await vaultFields(api, 'batch')).map(({ name }) => ({ name })),
	},
	samples: {
		words: withoutDoubles([...sampleWords, ...Object.keys(inventorySample.shape)]),
		added: ['new_events', 'from', 'to', 'debit', 'credit', 'changed', 'note'],
		isOpen: true,
		own: async (api) => (await fieldsOfRecentSamples(api)).map((name) => ({ name })),
	},
};

/** What fills the lists of fields for these kinds of records, by the names that `output` has for them. */
export const fieldLists = (...kinds: readonly RecordKind[]): Record<string, LookUp<[], INodePropertyOptions[]>> =>
	Object.fromEntries(
		kinds.map((kind) => [
			fieldListOf[kind],
			filledFrom(connectCdd, async (api) => await selectableFields(recordFields[kind], api)),
		]),
	);
