import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';

import { Fault } from '../../fault';
import { rowOf } from '../../row';
import { badInput, describeIssues, quote } from '../../values/badInput';
import { manifestPart } from '../manifest';
import type { ManifestPart } from '../manifest';
import { inFileName, lastCompleteFile, ownNames } from './plan';

/** A part of tonight, with its file. */
export interface NightPart extends ManifestPart {
	readonly startedAt: string;
	readonly finishedAt: string;
	readonly file: IBinaryData;
}

/** What the items before a night's manifest turn out to be. */
export interface NightInput {
	readonly parts: readonly NightPart[];
	/** The JSON of the parts' items: where they say what they were read from. */
	readonly items: ReadonlyArray<INodeExecutionData['json']>;
	/** The file of the last complete night; undefined where there is none yet. */
	readonly lastComplete?: IBinaryData;
}

/** So long may the reads of one night take, from the first to the last. */
const longestNightMs = 24 * 60 * 60 * 1000;

const howToConnect =
	'Connect the steps that export, those with Make File, and the one that reads the file of the last complete night; nothing else.';

const notAPart = (itemIndex: number, why: string): Fault =>
	new Fault('badInput', 'An item is not a part of a backup', {
		description: `Row ${rowOf(itemIndex)}: ${why}. ${howToConnect}`,
	});

function fileOf({ binary = {} }: INodeExecutionData, itemIndex: number): IBinaryData {
	const files = Object.values(binary);
	const [file] = files;
	if (file && files.length === 1) return file;
	throw notAPart(itemIndex, file ? `it has ${files.length} files, and a part has one` : 'it has no file');
}

function partOf(item: INodeExecutionData, itemIndex: number): NightPart {
	const read = manifestPart.safeParse(item.json);
	if (!read.success) throw notAPart(itemIndex, describeIssues(read.error));
	const { data } = read;
	// What is made of items knows when the last of them was there.
	const finishedAt = data.finishedAt ?? data.startedAt;
	const startedAt = data.startedAt ?? finishedAt;
	if (!isMoment(startedAt) || !isMoment(finishedAt))
		throw notAPart(itemIndex, 'it does not say when it was read (startedAt, finishedAt)');
	return { ...data, startedAt, finishedAt, file: fileOf(item, itemIndex) };
}

const isMoment = (text: string | null | undefined): text is string => !Number.isNaN(Date.parse(text ?? ''));

const isEmpty = ({ json, binary }: INodeExecutionData): boolean =>
	Object.keys(json).length === 0 && Object.keys(binary ?? {}).length === 0;

const holdsLastComplete = ({ binary = {} }: INodeExecutionData, prefix: string): boolean =>
	Object.values(binary).some(({ fileName }) => fileName === lastCompleteFile(prefix));

/**
 * All items together are one night. The one whose file has the name of the last complete night is that; an empty one stands for
 * a file that is not there yet.
 * @throws Fault `badInput`
 */
export function readNight(items: readonly INodeExecutionData[], prefix: string): NightInput {
	const parts: NightPart[] = [];
	const given: Array<INodeExecutionData['json']> = [];
	let lastComplete: IBinaryData | undefined;
	for (const [itemIndex, item] of items.entries()) {
		if (isEmpty(item)) continue;
		if (holdsLastComplete(item, prefix)) lastComplete = fileOf(item, itemIndex);
		else {
			parts.push(partOf(item, itemIndex));
			given.push(item.json);
		}
	}
	if (parts.length === 0)
		throw new Fault('badInput', 'There is nothing to make a manifest of', { description: howToConnect });
	checkNames(parts);
	checkTimes(parts);
	return { parts, items: given, lastComplete };
}

function checkNames(parts: readonly NightPart[]): void {
	const seen = new Set<string>();
	for (const { part } of parts) {
		const name = inFileName(part);
		if (name === '' || ownNames.includes(name))
			throw new Fault('badInput', 'A part has a name that it cannot have', {
				description: `It is ${quote(part)}. Give the part another name where its file is made.`,
			});
		if (seen.has(name))
			throw new Fault('badInput', 'A part is there twice', {
				description: `It is ${quote(part)}. Each part of a night is one file: give one of them another name, or remove it.`,
			});
		seen.add(name);
	}
}

export const startOf = (parts: readonly NightPart[]): string =>
	parts.map(({ startedAt }) => startedAt).reduce((a, b) => (Date.parse(b) < Date.parse(a) ? b : a));

export const endOf = (parts: readonly NightPart[]): string =>
	parts.map(({ finishedAt }) => finishedAt).reduce((a, b) => (Date.parse(b) > Date.parse(a) ? b : a));

/** Pinned data of a step is that of another night. */
function checkTimes(parts: readonly NightPart[]): void {
	const [from, to] = [startOf(parts), endOf(parts)];
	if (Date.parse(to) - Date.parse(from) <= longestNightMs) return;
	throw new Fault('badInput', 'The parts are of different nights', {
		description: `The first was begun at ${from}, and the last was finished at ${to}. Remove pinned data from the steps that export, and run the workflow again.`,
	});
}

/** @throws Fault `badInput` for parts that nobody expects: one of the two names is misspelled */
export function checkExpected(parts: readonly NightPart[], expected: readonly string[], label: string): void {
	const names = new Set(expected.map(inFileName));
	const others = parts.filter(({ part }) => !names.has(inFileName(part)));
	if (others.length === 0) return;
	throw badInput(
		label,
		'does not name all the parts that came',
		`Not among them: ${others.map(({ part }) => quote(part)).join(', ')}. Write the parts as the items name them.`,
	);
}
