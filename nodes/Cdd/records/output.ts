import type { IDataObject } from 'n8n-workflow';

import { outputOf } from '../../shared/form';
import type { Detail, OutputField } from '../../shared/form';
import { dataObject } from '../../shared/values/json';
import { asReceived } from '../../shared/values/received';

/** What records are of: it decides which fields can be selected, see `recordFields`. */
export type RecordKind = 'batches' | 'samples';

/** What fills the list of their fields. */
export const fieldListOf: Readonly<Record<RecordKind, string>> = {
	batches: 'getBatchesFields',
	samples: 'getSamplesFields',
};

/** On every operation and event that gives out records. */
export const output = (kind: RecordKind): OutputField<Detail> => outputOf(kind, fieldListOf[kind]);

/**
 * What is selected may be anything that the record has: where names collide, a word of the simplified form is meant.
 * @param simplified the record in the words of items, and the vault's own fields under their names
 */
export function inDetail(sent: object, detail: Detail, simplified: () => IDataObject): IDataObject {
	if (detail === 'simplified') return simplified();
	const asSent = dataObject(asReceived(sent));
	return detail === 'raw' ? asSent : { ...asSent, ...simplified() };
}
