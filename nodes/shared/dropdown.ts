import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperFields,
} from 'n8n-workflow';

import { Fault } from './fault';
import { toNodeError } from './nodeError';

export type LookUp<Arguments extends unknown[], Result> = (
	this: ILoadOptionsFunctions,
	...given: Arguments
) => Promise<Result>;

/**
 * Wraps what the editor calls to fill a list or a form, so that a failure arrives there in words. An error that is
 * thrown as it is shows as "[object Object]" or not at all.
 */
export function inWords<
	Arguments extends unknown[],
	Result extends INodeListSearchResult | INodePropertyOptions[] | ResourceMapperFields,
>(lookUp: LookUp<Arguments, Result>): LookUp<Arguments, Result> {
	return async function inEditor(this: ILoadOptionsFunctions, ...given: Arguments): Promise<Result> {
		try {
			return await lookUp.apply(this, given);
		} catch (thrown) {
			throw toNodeError(this.getNode(), thrown);
		}
	};
}

/**
 * What a list shows of an entry. The editor cuts it at some 40 characters, so what distinguishes an entry from others comes first.
 * Parts that are not there are left out.
 */
export const labelOf = (...parts: ReadonlyArray<string | null | undefined>): string =>
	parts.filter((part) => part !== undefined && part !== null && part !== '').join(' · ');

/** A place in a list: the box before its freezer, the building last. @param names from the root down */
export const placeLabel = (names: readonly string[]): string => labelOf(...[...names].reverse());

const byText = new Intl.Collator('en', { numeric: true });

/** `Box 2` before `Box 10`. */
export const inOrder = (one: string, other: string): number => byText.compare(one, other);

/** Whether a list shows what the user typed. Parts of a path may be typed in any order, as `Freezer A > Box 1`. */
export function fitsSearch(label: string, wanted: string): boolean {
	const shown = label.toLowerCase();
	const typed = wanted.trim().toLowerCase();
	return (
		shown.includes(typed) ||
		typed
			.split(/[>·]/)
			.map((part) => part.trim())
			.every((part) => shown.includes(part))
	);
}

/** How many entries the editor gets at a time; it asks for more while the user scrolls. */
const entriesPerPage = 100;

/**
 * One page of a list that is in memory as a whole, filtered by what the user typed, in the order given.
 * @param paginationToken what the page before gave: the position to go on from
 */
export function pageOf(
	entries: readonly INodeListSearchItems[],
	filter: string | undefined,
	paginationToken: unknown,
): INodeListSearchResult {
	const fitting = entries.filter(({ name }) => fitsSearch(name, filter ?? ''));
	const start = Number(paginationToken ?? 0) || 0;
	const end = start + entriesPerPage;
	return {
		results: fitting.slice(start, end),
		...(end < fitting.length ? { paginationToken: String(end) } : {}),
	};
}

type Connect<Api> = (context: ILoadOptionsFunctions) => Promise<Api>;

export type ListSearch = LookUp<[filter?: string, paginationToken?: string], INodeListSearchResult>;

/**
 * An empty list shows as "No results", which leaves people alone.
 * @param whatToDo where there is nothing to choose from
 * @throws Fault
 */
export function orSay<T>(entries: readonly T[], whatToDo: string): readonly T[] {
	if (entries.length > 0) return entries;
	throw new Fault('incomplete', 'There is nothing to choose from', { description: whatToDo });
}

/**
 * What the editor calls to fill a list that is in memory as a whole; it is filtered and paged here.
 * @param whenEmpty what to do where there is nothing to choose from
 */
export function listFrom<Api>(
	connect: Connect<Api>,
	entriesOf: (api: Api, context: ILoadOptionsFunctions) => Promise<INodeListSearchItems[]>,
	whenEmpty: string,
): ListSearch {
	return inWords(async function list(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) {
		return pageOf(orSay(await entriesOf(await connect(this), this), whenEmpty), filter, paginationToken);
	});
}

/** The same for options and forms, which come whole. */
export function filledFrom<Api, Result extends INodePropertyOptions[] | ResourceMapperFields>(
	connect: Connect<Api>,
	read: (api: Api, context: ILoadOptionsFunctions) => Promise<Result>,
): LookUp<[], Result> {
	return inWords(async function fill(this: ILoadOptionsFunctions) {
		return await read(await connect(this), this);
	});
}
