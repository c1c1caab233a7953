import type { IDataObject } from 'n8n-workflow';

import { valueText } from '../../../shared/backup/compare/valueText';
import type { RecordKind, RecordView } from '../../../shared/backup/recordKind';
import { wordFor } from '../vocabulary';
import type { OwnFields, Vocabulary } from '../vocabulary';

export const textOrNothing = (value: unknown): string | undefined => valueText(value) || undefined;

/** No request is made, so the lab's own fields keep their keys, such as `cf-363`, where a file has these. */
const noNames: OwnFields = new Map();

/** Keys such as `name-value` repeat others for sorting. */
const isSortKey = (key: string) => key.endsWith('-value');

/** A record in the words of items, whatever form it was saved in. */
export function worded(words: Vocabulary): (record: IDataObject) => IDataObject {
	const known = new Map<string, string>();
	const wordOf = (key: string) => {
		const word = known.get(key) ?? wordFor(key, words, noNames);
		known.set(key, word);
		return word;
	};
	return (record) => {
		const shown: IDataObject = {};
		for (const key of Object.keys(record)) if (!isSortKey(key)) shown[wordOf(key)] ??= record[key];
		return shown;
	};
}

export const without = (record: IDataObject, leftOut: ReadonlySet<string>): IDataObject =>
	Object.fromEntries(Object.entries(record).filter(([word]) => !leftOut.has(word)));

/** Nothing of these is compared among the fields: it is shown elsewhere. */
const shownElsewhere = ['id', 'name', 'barcode'];

export interface Worded {
	readonly name: string;
	readonly plural: string;
	readonly words: Vocabulary;
	/** What follows from the rest, and notes of who changed it when. */
	readonly leftOut: readonly string[];
	/** Keys by which a record is one of these: one of them is enough. */
	readonly signs: readonly string[];
	/** Keys that raw records alone have, and simplified ones. */
	readonly onlyRaw: readonly string[];
	readonly onlySimplified: readonly string[];
	/** What is said otherwise than by its name and its fields. */
	readonly view?: (record: IDataObject) => Partial<RecordView>;
}

/** A kind of records whose words a vocabulary knows. */
export function wordedKind({ words, leftOut, signs, view, ...kind }: Worded): RecordKind {
	const inWords = worded(words);
	const notCompared = new Set([...shownElsewhere, ...leftOut]);
	return {
		...kind,
		isOne: (record) => signs.some((key) => key in record),
		view(record) {
			const shown = inWords(record);
			return {
				name: textOrNothing(shown.name),
				barcode: textOrNothing(shown.barcode),
				fields: without(shown, notCompared),
				...view?.(shown),
			};
		},
	};
}
