import type { IDataObject } from 'n8n-workflow';

import type { OperationCall } from '../../../shared/operation';
import { readNumber } from '../../../shared/values/text';
import type { CddApi } from '../../service/api';
import { readByIds } from '../../service/list/byIds';
import type { ListResource } from '../../service/list/listResource';
import { readAll, readUpTo } from '../../service/list/readAll';
import { readPatience, readRetrieval } from './options';

/** Reads the records of a Get Many: all or up to the limit, by whatever way fits. @throws Fault */
export async function getMany<R extends { id: number }>(
	call: OperationCall<CddApi>,
	itemIndex: number,
	resource: ListResource<R>,
	parameters: IDataObject,
	options: IDataObject,
): Promise<R[]> {
	const { functions, api } = call;
	const patience = readPatience(call, options);
	if (functions.getNodeParameter('returnAll', itemIndex) === true) {
		return await readAll(api, resource, parameters, readRetrieval(options), patience);
	}
	const limit = readNumber(functions.getNodeParameter('limit', itemIndex), 'Limit');
	return await readUpTo(api, resource, parameters, Math.max(1, Math.floor(limit)), patience.signal);
}

/** Reads records by a list of ids and says which do not exist. @throws Fault */
export async function getByIds<R extends { id: number }>(
	call: OperationCall<CddApi>,
	itemIndex: number,
	resource: ListResource<R>,
	by: { parameter: string; ids: readonly number[]; others: IDataObject },
	options: IDataObject,
): Promise<R[]> {
	const { functions, api } = call;
	const { records, missing } = await readByIds(api, resource, by.parameter, by.ids, {
		parameters: by.others,
		skipMissing: options.missingIds === 'skip',
	});
	if (missing.length > 0) call.hint(`These IDs do not exist among the ${resource.plural}: ${missing.join(', ')}.`);
	if (functions.getNodeParameter('returnAll', itemIndex) === true) return records;
	const limit = readNumber(functions.getNodeParameter('limit', itemIndex), 'Limit');
	return records.slice(0, Math.max(1, Math.floor(limit)));
}
