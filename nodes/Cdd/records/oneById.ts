import { asError, Fault } from '../../shared/fault';
import { gathered } from '../../shared/gathered';
import type { CddApi } from '../service/api';
import { readByIds } from '../service/list/byIds';
import type { ListedById } from './byId';

/** Those of a list that are there. One that the service leaves out without a word is asked for by itself: then it says why. */
async function listed<R extends { id: number }>(
	api: CddApi,
	{ resource, parameter }: ListedById<R>,
	ids: readonly number[],
): Promise<readonly R[]> {
	try {
		return (await readByIds(api, resource, parameter, ids, { parameters: {}, skipMissing: true })).records;
	} catch (thrown) {
		if (thrown instanceof Fault && thrown.kind === 'incomplete') return [];
		throw asError(thrown);
	}
}

/**
 * Reads whole records by their IDs. What several items of a run ask for goes out as lists.
 * @param single reads one, and fails in the words of the service where there is none
 */
export const oneById = <R extends { id: number }>(
	list: ListedById<R>,
	single: (api: CddApi, id: number) => Promise<R>,
): ((api: CddApi, id: number) => Promise<R>) =>
	gathered<CddApi, number, R>(async (api, ids) => {
		const records = ids.length > 1 ? await listed(api, list, ids) : [];
		const found = new Map(records.map((record) => [record.id, record]));
		return ids.map((id) => found.get(id) ?? single(api, id));
	});
