import type { IDataObject } from 'n8n-workflow';

import { fittingAnswer, mostCharacters, mostRecords } from './output';
import { compactNames } from './values/compactNames';
import { dataObject } from './values/json';

/** What an agent gets of the records of an operation. */
export interface RecordsForAgent {
	records: IDataObject[];
	/** How many there are, and which are not shown: after a write a person may want to put things back. */
	notes: string[];
}

/** A list that was cut. */
interface Cut {
	/** Such as `before.containers`. */
	place: string;
	total: number;
	shown: number;
	rest: readonly unknown[];
}

/** A value with the lists within it, however deep, cut to so many entries. */
function withShortLists(value: unknown, most: number, place: readonly string[], cuts: Cut[]): unknown {
	if (typeof value !== 'object' || value === null || value instanceof Date) return value;
	if (!Array.isArray(value)) {
		const parts = Object.entries(value).map(([key, part]): [string, unknown] => [
			key,
			withShortLists(part, most, [...place, key], cuts),
		]);
		return Object.fromEntries(parts);
	}
	const entries: unknown[] = value;
	if (entries.length > most)
		cuts.push({ place: place.join('.'), total: entries.length, shown: most, rest: entries.slice(most) });
	return entries.slice(0, most).map((entry, at) => withShortLists(entry, most, [...place, String(at)], cuts));
}

interface Measured {
	records: IDataObject[];
	/** The lists that were cut, for each record. */
	cuts: Cut[][];
}

function measured(all: readonly IDataObject[], mostEntries: number): Measured {
	const cuts: Cut[][] = [];
	const records = all.map((record) => {
		const own: Cut[] = [];
		cuts.push(own);
		return dataObject(Object(withShortLists(record, mostEntries, [], own)));
	});
	return { records, cuts };
}

/** The first hundred of everything; where that is too long, shorter lists, and then fewer records. One at least. */
function fitting(all: readonly IDataObject[], characters: number): Measured {
	const fits = ({ records }: Measured) => JSON.stringify(records).length <= characters;
	const first = all.slice(0, mostRecords);
	for (const entries of [100, 50, 20, 10]) {
		const whole = measured(first, entries);
		if (fits(whole)) return whole;
	}
	const commas = mostRecords;
	const few = first.slice(0, fittingAnswer(measured(first, 10).records, characters - commas));
	return few.length > 1 ? measured(few, 10) : measured(few, 1);
}

/** A sentence that ends with names of what is not shown. */
interface Naming {
	sentence: string;
	rest: readonly unknown[];
}

/** Lists of one record that name the same, such as the IDs that were moved and the containers as they were, share a sentence. */
function namingsOf(cuts: readonly Cut[], whose: string): Naming[] {
	const alike = new Map<string, { places: string[]; cut: Cut }>();
	for (const cut of cuts) {
		const key = `${cut.total} ${cut.shown} ${compactNames(cut.rest, Infinity)}`;
		const known = alike.get(key);
		if (known) known.places.push(cut.place);
		else alike.set(key, { places: [cut.place], cut });
	}
	return [...alike.values()].map(({ places, cut: { total, shown, rest } }) => ({
		sentence: `${places.join(', ')}${whose}: the first ${shown} of ${total} entries. The others: `,
		rest,
	}));
}

/** What a write says besides its records at most. */
const mostSaid = 25_000;
const leastNames = 100;

function notesOf(namings: readonly Naming[], characters: number): string[] {
	const share = Math.floor(characters / namings.length);
	const notes: string[] = [];
	let left = characters;
	for (const { sentence, rest } of namings) {
		const note = `${sentence}${compactNames(rest, Math.max(leastNames, share - sentence.length - leastNames))}.`;
		left -= JSON.stringify(note).length;
		if (left < 0) return [...notes, `${namings.length - notes.length} more lists were cut in the same way.`];
		notes.push(note);
	}
	return notes;
}

/**
 * A write shows the first hundred of all that it changed, and names the rest.
 * @param said the characters that the answer holds besides
 */
export function writtenForAgent(all: readonly IDataObject[], said: number): RecordsForAgent {
	const { records, cuts } = fitting(all, mostCharacters - mostSaid - said);
	const rest = all.slice(records.length);
	const namings = [
		...(rest.length > 0
			? [{ sentence: `These are the first ${records.length} of ${all.length} records. The others: `, rest }]
			: []),
		...cuts.flatMap((own, at) => namingsOf(own, all.length > 1 ? ` of record ${at + 1}` : '')),
	];
	return { records, notes: notesOf(namings, mostSaid - 1_000) };
}
