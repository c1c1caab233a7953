import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperFields,
} from 'n8n-workflow';

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
	const wanted = filter?.trim().toLowerCase() ?? '';
	const fitting = entries.filter(({ name }) => name.toLowerCase().includes(wanted));
	const start = Number(paginationToken ?? 0) || 0;
	const end = start + entriesPerPage;
	return {
		results: fitting.slice(start, end),
		...(end < fitting.length ? { paginationToken: String(end) } : {}),
	};
}

type Connect<Api> = (context: ILoadOptionsFunctions) => Promise<Api>;

export type ListSearch = LookUp<[filter?: string, paginationToken?: string], INodeListSearchResult>;

/** What the editor calls to fill a list that is in memory as a whole; it is filtered and paged here. */
export function listFrom<Api>(
	connect: Connect<Api>,
	entriesOf: (api: Api, context: ILoadOptionsFunctions) => Promise<INodeListSearchItems[]>,
): ListSearch {
	return inWords(async function list(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) {
		return pageOf(await entriesOf(await connect(this), this), filter, paginationToken);
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
