import type { IDataObject } from 'n8n-workflow';

import { present } from '../support/present';
import type { Chance } from './chance';

/** A value as somebody typed it, and what the written rules (docs/fields.md) make of it. Refused ones are stored nowhere. */
export interface Typed {
	given: unknown;
	stored?: string;
}

/** One way in which people fill in a field. */
export interface Way {
	/** What is odd about it; ways of several fields may have one kind. */
	kind: string;
	/** In how many rows of a block. */
	share: number;
	/** The written rules refuse it. */
	refused?: true;
	type(chance: Chance): Typed;
}

export const fine = (kind: string, share: number, type: Way['type']): Way => ({ kind, share, type });

export const wrong = (kind: string, share: number, given: (chance: Chance) => unknown): Way => ({
	kind,
	share,
	refused: true,
	type: (chance) => ({ given: given(chance) }),
});

/** The fields of a kind of row, each with the ways to fill it in; their shares fill a block. */
export type Decks = Readonly<Record<string, readonly Way[]>>;

export interface Row {
	/** As it comes from the spreadsheet. */
	json: IDataObject;
	/** What must stand in the service, by field; nothing where the field stays empty. */
	stored: Readonly<Record<string, string | undefined>>;
	kinds: ReadonlySet<string>;
	/** The fields that are to be refused. */
	refused: readonly string[];
}

/** Rows that are dealt together, so that each way has its share exactly. */
export const block = 20;

/** How many rows of a block have something to be refused, and how many of those one thing alone. */
const faulty = 8;
const faultyInOnePlace = 3;

interface Fault {
	field: string;
	way: Way;
}

const every = (ways: readonly Way[]): Way[] => ways.flatMap((way) => Array.from({ length: way.share }, () => way));

/** Which rows get which faults: every way to be refused comes alone in one block or another. */
function placeFaults(faults: readonly Fault[], chance: Chance, nth: number): Fault[][] {
	const alone = Array.from({ length: faultyInOnePlace }, (_empty, at) =>
		present(faults[(nth * faultyInOnePlace + at) % faults.length]),
	);
	const others = faults.filter((fault) => !alone.includes(fault));
	const together: Fault[][] = Array.from({ length: faulty - faultyInOnePlace }, () => []);
	for (const fault of chance.shuffled(others)) {
		const free = together.filter((row) => row.every(({ field }) => field !== fault.field));
		const empty = free.filter((row) => row.length === 0);
		chance.pick(empty.length > 0 ? empty : free).push(fault);
	}
	return [...alone.map((fault) => [fault]), ...together];
}

function rowOf(ways: ReadonlyMap<string, Way>, chance: Chance): Row {
	const typed = [...ways].map(([field, way]) => [field, way.type(chance)] as const);
	return {
		json: Object.fromEntries(typed.map(([field, { given }]) => [field, given])) as IDataObject,
		stored: Object.fromEntries(typed.map(([field, { stored }]) => [field, stored])),
		kinds: new Set([...ways.values()].map(({ kind }) => kind)),
		refused: [...ways].filter(([, way]) => way.refused).map(([field]) => field),
	};
}

/** A block of rows. @param nth of the blocks with these decks */
export function dealBlock(decks: Decks, chance: Chance, nth: number): Row[] {
	const cards = Object.entries(decks).map(([field, ways]) => ({ field, ways: every(ways) }));
	for (const { field, ways } of cards)
		if (ways.length !== block) throw new Error(`The ways of ${field} fill ${ways.length} rows of ${block}`);
	const faults = cards.flatMap(({ field, ways }) =>
		ways.filter(({ refused }) => refused).map((way): Fault => ({ field, way })),
	);
	const placed: Fault[][] = [...placeFaults(faults, chance, nth), ...Array.from({ length: block - faulty }, () => [])];
	const rows = chance.shuffled(placed).map((own) => new Map(own.map(({ field, way }) => [field, way])));
	for (const { field, ways } of cards) {
		const good = chance.shuffled(ways.filter(({ refused }) => refused === undefined));
		for (const row of rows) if (!row.has(field)) row.set(field, present(good.pop()));
	}
	const order = Object.keys(decks);
	return rows.map((row) => rowOf(new Map(order.map((field) => [field, present(row.get(field))])), chance));
}

/** Shares of the kinds among rows, in per cent. */
export function shares(rows: readonly Row[]): Map<string, number> {
	const counted = new Map<string, number>();
	for (const { kinds } of rows) for (const kind of kinds) counted.set(kind, (counted.get(kind) ?? 0) + 1);
	return new Map([...counted].map(([kind, count]) => [kind, (100 * count) / rows.length]));
}
