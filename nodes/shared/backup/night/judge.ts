import { quote } from '../../values/badInput';
import { quantity } from '../figures';
import { writtenDays } from './days';
import type { Day } from './days';
import type { NightManifest } from './nightManifest';
import type { NightPart } from './parts';
import { inFileName, nightsBetween } from './plan';

/** What makes a night complete. */
export interface Standard {
	readonly expected: readonly string[];
	/** In percent of a part's records. */
	readonly largestLoss: number;
	/** Parts that may be empty, and may lose any number of records. */
	readonly mayShrink: readonly string[];
}

const rounded = (percent: number): string => String(Math.round(percent * 10) / 10);

function lossOf(part: NightPart, before: number | undefined, { largestLoss }: Standard): string[] {
	const name = quote(part.part);
	if (part.records === 0) {
		const had = before ? ` The last complete night had ${quantity(before)} records of it.` : '';
		return [`${name} is empty.${had} If that is right, add it to 'Parts That May Shrink' and run the workflow again.`];
	}
	if (before === undefined || part.records >= before) return [];
	const lost = (100 * (before - part.records)) / before;
	if (lost <= largestLoss) return [];
	return [
		`${name} has shrunk from ${quantity(before)} to ${quantity(part.records)} records, by ${rounded(lost)} percent, and at most ${rounded(largestLoss)} are allowed. If that is right, raise 'Largest Loss (Percent)' for one run.`,
	];
}

/** What keeps a night from being complete, in sentences. */
export function problemsOf(parts: readonly NightPart[], standard: Standard, last: NightManifest | undefined): string[] {
	const came = new Map(parts.map((part) => [inFileName(part.part), part]));
	const before = new Map(last?.parts.map(({ part, records }) => [inFileName(part), records]));
	const mayShrink = new Set(standard.mayShrink.map(inFileName));
	return standard.expected.flatMap((name) => {
		const part = came.get(inFileName(name));
		if (!part) return [`${quote(name)} is missing.`];
		if (!part.complete)
			return [
				`${quote(name)} is not complete: the file contains ${quantity(part.distinctIds)} records, and the service counted ${quantity(part.count ?? 'nothing')}.`,
			];
		return mayShrink.has(inFileName(name)) ? [] : lossOf(part, before.get(inFileName(name)), standard);
	});
}

/** What is to be known and makes no night incomplete, in sentences. */
export function notesOf(
	expected: readonly string[],
	night: Day,
	source: NightManifest['source'],
	last: NightManifest | undefined,
): string[] {
	if (!last)
		return [
			'This is the first night: there is no file of a last complete night, so nothing is compared, and what is missing cannot be seen.',
		];
	const missed = nightsBetween(last.night, night);
	const names = new Set(expected.map(inFileName));
	const gone = last.parts.filter(({ part }) => !names.has(inFileName(part)));
	const renamed = source.name && last.source.name && source.name !== last.source.name;
	return [
		...(missed.length === 1 ? [`The night of ${writtenDays(missed)} did not run, or was not complete.`] : []),
		...(missed.length > 1 ? [`The nights of ${writtenDays(missed)} did not run, or were not complete.`] : []),
		...gone.map(({ part }) => `${quote(part)} was part of the last complete night, and is not expected in this one.`),
		...(renamed ? [`What is saved had the name ${quote(last.source.name)} in the last complete night.`] : []),
	];
}
