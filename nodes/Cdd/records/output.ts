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

/** The same record in each detail. */
export interface Shapes {
	simplified: IDataObject;
	/** The vault's own fields by their names. */
	own: () => Readonly<Record<string, unknown>>;
}

/** What is selected may be anything that the record has; where names collide, a word of the simplified form is meant. */
export function inDetail(sent: object, detail: Detail, { simplified, own }: Shapes): IDataObject {
	if (detail === 'simplified') return simplified;
	const asSent = dataObject(asReceived(sent));
	return detail === 'raw' ? asSent : dataObject({ ...own(), ...asSent, ...simplified });
}
