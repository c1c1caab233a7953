import { inPieces } from '../../../shared/breather';

/** The pages of a list, put together. */
export interface Joined<R> {
	/** In the order of the list, none twice. */
	readonly records: R[];
	/** How many requests it took. */
	readonly pages: number;
	/** Each page begins with the last record of the one before, and no other record came twice. */
	readonly fits: boolean;
	/** The list goes by ID, the oldest first. */
	readonly goesById: boolean;
}

/** @param pages each begins with the last record of the one before, as far as nobody changes the list */
export async function joinPages<R extends { id: number }>(pages: ReadonlyArray<readonly R[]>): Promise<Joined<R>> {
	const byId = new Map<number, R>();
	let came = 0;
	let last = Number.NEGATIVE_INFINITY;
	let goesById = true;
	await inPieces(pages, (page) => {
		came += page.length;
		for (const record of page) {
			if (byId.has(record.id)) continue;
			byId.set(record.id, record);
			goesById &&= record.id > last;
			last = record.id;
		}
	});
	const isJoined = pages.every((page, at) => at === 0 || page[0]?.id === pages[at - 1]?.at(-1)?.id);
	return {
		records: [...byId.values()],
		pages: pages.length,
		fits: isJoined && came - (pages.length - 1) === byId.size,
		goesById,
	};
}

export interface Reading<R> {
	readonly records: R[];
	readonly isCertain: boolean;
	readonly passes: number;
}

const mostPasses = 3;

/** @param other none twice */
export const sameIds = (one: ReadonlyArray<{ id: number }>, other: ReadonlyArray<{ id: number }>) => {
	const ids = new Set(one.map(({ id }) => id));
	return ids.size === other.length && other.every(({ id }) => ids.has(id));
};

/**
 * Reads a list of several pages until it is certain that none of its records is missing, although others work on it. What
 * is certain: each record that was in the list from the first request to the last has been read, once. A record that was
 * deleted meanwhile may be among them if it was there when its page was read; one that was added may be or not.
 *
 * - One page is the list as it was at one moment.
 * - Pages that overlap by a record fit together only if the list before it has kept its length. One record deleted and
 *   another added keep it as well. In a list that goes by ID nothing is skipped then: each page holds all that lies
 *   between its ends, and no change gives a record another place. (A list by name that looks like one by ID would pass for one.)
 * - In another order a record that changes may have moved from a page that was still to come to one that was already read,
 *   hidden by a deletion there. So the list is confirmed, or read again: the same records twice are those between the
 *   readings, as one that was deleted does not come back.
 *
 * @param pass reads the list once
 * @param confirm compares records with the list as it is now
 */
export async function readUntilCertain<R extends { id: number }>(
	pass: () => Promise<Joined<R>>,
	confirm: (records: readonly R[]) => Promise<boolean> = async () => false,
): Promise<Reading<R>> {
	const fitting: R[][] = [];
	let records: R[] = [];
	for (let passes = 1; passes <= mostPasses; passes++) {
		const joined = await pass();
		records = joined.records;
		if (!joined.fits) continue;
		const isCertain =
			joined.pages === 1 ||
			joined.goesById ||
			fitting.some((earlier) => sameIds(earlier, records)) ||
			(await confirm(records));
		if (isCertain) return { records, isCertain, passes };
		fitting.push(records);
	}
	return { records, isCertain: false, passes: mostPasses };
}
