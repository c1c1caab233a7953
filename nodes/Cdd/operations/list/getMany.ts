import type { IDataObject } from 'n8n-workflow';

import type { Value } from '../../../shared/form';
import type { OperationCall } from '../../../shared/operation';
import type { CddApi } from '../../service/api';
import { readByIds } from '../../service/list/byIds';
import type { ListResource } from '../../service/list/listResource';
import { readAll, readUpTo } from '../../service/list/readAll';
import { patienceOf } from './options';
import type { missingIds, retrieval, WaitingOptions } from './options';

/** How many of the records to give, and how they are fetched. */
export interface Wanted {
	/** Undefined for all of them. */
	readonly limit: number | undefined;
	readonly options: WaitingOptions & {
		readonly missingIds?: Value<typeof missingIds>;
		readonly retrieval?: Value<typeof retrieval>;
	};
}

/** Reads the records of a Get Many: all or up to the limit, by whatever way fits. @throws Fault */
export async function getMany<R extends { id: number }>(
	call: OperationCall<CddApi>,
	resource: ListResource<R>,
	parameters: IDataObject,
	{ limit, options }: Wanted,
): Promise<R[]> {
	const patience = patienceOf(call, options);
	return limit === undefined
		? await readAll(call.api, resource, parameters, options.retrieval ?? 'automatic', patience)
		: await readUpTo(call.api, resource, parameters, limit, patience.signal);
}

/** Reads records by a list of ids and says which do not exist. @throws Fault */
export async function getByIds<R extends { id: number }>(
	{ api, hint }: OperationCall<CddApi>,
	resource: ListResource<R>,
	by: { parameter: string; ids: readonly number[]; others: IDataObject },
	{ limit, options }: Wanted,
): Promise<R[]> {
	const { records, missing } = await readByIds(api, resource, by.parameter, by.ids, {
		parameters: by.others,
		skipMissing: options.missingIds === 'skip',
	});
	if (missing.length > 0) hint(`These IDs do not exist among the ${resource.plural}: ${missing.join(', ')}.`);
	return records.slice(0, limit);
}
