import type { IDataObject } from 'n8n-workflow';

import { inPieces } from './breather';
import { isKept } from './output';

/** A table with more columns than this can no longer be read. */
export const mostColumns = 40;

export interface FewColumns {
	/** In the order given. */
	records: IDataObject[];
	/** Columns with something in them that are left out of some record. */
	leftOut: string[];
}

const isEmpty = (value: unknown) => value === null || value === undefined || value === '';

interface Columns {
	/** Words first, then the lab's own fields with something in them, each in the order of the records. */
	order: string[];
	/** The lab's own fields that are empty in all records. */
	empty: ReadonlySet<string>;
	/** How many the record with most has. */
	most: number;
}

async function columnsOf(records: readonly IDataObject[], words: ReadonlySet<string>): Promise<Columns> {
	const found = new Map<string, boolean>();
	let most = 0;
	await inPieces(records, (record) => {
		const keys = Object.keys(record);
		most = Math.max(most, keys.length);
		for (const key of keys) if (found.get(key) !== true) found.set(key, !isEmpty(record[key]));
	});
	const isWord = (key: string) => words.has(key) || isKept(key);
	const own = [...found].filter(([key]) => !isWord(key));
	return {
		order: [
			...[...found.keys()].filter(isKept),
			...[...found.keys()].filter((key) => isWord(key) && !isKept(key)),
			...own.flatMap(([key, isFilled]) => (isFilled ? [key] : [])),
		],
		empty: new Set(own.flatMap(([key, isFilled]) => (isFilled ? [] : [key]))),
		most,
	};
}

/**
 * The records of one answer without the lab's own fields that are empty in all of them, and with forty columns at most.
 * Words stay, empty or not: workflows go by them.
 */
export async function inFewColumns(records: readonly IDataObject[], words: readonly string[]): Promise<FewColumns> {
	const { order, empty, most } = await columnsOf(records, new Set(words));
	const leftOut = new Set<string>();
	if (empty.size === 0 && most <= mostColumns) return { records: [...records], leftOut: [] };
	const rank = new Map(order.map((key, at) => [key, at]));
	const rankOf = (key: string) => rank.get(key) ?? Infinity;
	const fewer = await inPieces(records, (record) => {
		const there = Object.keys(record).filter((key) => !empty.has(key));
		const kept = new Set([...there].sort((a, b) => rankOf(a) - rankOf(b)).slice(0, mostColumns));
		for (const key of there) if (!kept.has(key)) leftOut.add(key);
		return Object.fromEntries(there.filter((key) => kept.has(key)).map((key) => [key, record[key]]));
	});
	return { records: fewer, leftOut: order.filter((key) => leftOut.has(key)) };
}
