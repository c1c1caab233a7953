import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperFields,
} from 'n8n-workflow';

import { toNodeError } from './nodeError';

type LookUp<Arguments extends unknown[], Result> = (
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
