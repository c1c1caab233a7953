import type { IDataObject } from 'n8n-workflow';

import { valueText } from '../../../shared/backup/compare/valueText';
import { heldIn } from '../../../shared/backup/heldIn';
import type { RecordKind, RecordView } from '../../../shared/backup/recordKind';
import { dataObject } from '../../../shared/values/json';
import { customFieldKey } from '../../contract/scalars';
import { wordFor } from '../vocabulary';
import type { OwnFields, Vocabulary } from '../vocabulary';

export const textOrNothing = (value: unknown): string | undefined => valueText(value) || undefined;

/** No request is made, so the lab's own fields keep their keys, such as `cf-363`, where a file has these. */
const noNames: OwnFields = new Map();

const sortKey = /^(.+)-value$/;

interface Key {
	readonly word: string;
	/** Other keys with this word: if one of them says something, it is the word's. */
	readonly before: readonly string[];
	/** The key that this one repeats for sorting, such as `name-value`. A lab may call a field `pH-value`: that repeats nothing. */
	readonly repeats: string | undefined;
}

function keyIn(words: Vocabulary, key: string): Key {
	const word = wordFor(key, words, noNames);
	const [, ...keys] = words.words.find(([name]) => name === word) ?? [word];
	// Items call "inventory" what the service calls otherwise, and the service something else.
	const all = wordFor(word, words, noNames) === word ? [word, ...keys] : keys;
	const [, repeated = ''] = sortKey.exec(key) ?? [];
	return {
		word,
		before: key === word ? [] : all.slice(0, all.indexOf(key)),
		repeats: words.keys.has(repeated) || customFieldKey.test(repeated) ? repeated : undefined,
	};
}

/** A record in the words of items, whatever form it was saved in. What differs from what the word stands for keeps its key. */
export function worded(words: Vocabulary): (record: IDataObject) => IDataObject {
	const known = new Map<string, Key>();
	const lookUp = (key: string) => {
		const found = known.get(key) ?? keyIn(words, key);
		known.set(key, found);
		return found;
	};
	return (record) => {
		const shown = new Map<string, unknown>();
		for (const key of Object.keys(record)) {
			const { word, before, repeats } = lookUp(key);
			if (repeats !== undefined && Object.hasOwn(record, repeats)) continue;
			const text = valueText(record[key]);
			const first = before.find((other) => valueText(heldIn(record, other)) !== '');
			if (first === undefined && (text !== '' || !shown.has(word))) shown.set(word, record[key]);
			else if (first !== undefined && text !== '' && text !== valueText(record[first])) shown.set(key, record[key]);
		}
		return dataObject(Object.fromEntries(shown));
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
