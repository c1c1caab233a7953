import type { IDataObject } from 'n8n-workflow';

import { inPieces } from '../../../shared/breather';
import { collection, limit } from '../../../shared/form';
import type { OperationCall } from '../../../shared/operation';
import { shortBatch, shownBatch } from '../../records/batch/output';
import { batchIds, batches } from '../../records/batch/resource';
import { output } from '../../records/output';
import type { CddApi } from '../../service/api';
import type { ListResource } from '../../service/list/listResource';
import { datesWithoutTimeZone } from '../list/filters';
import { getByIds, getMany } from '../list/getMany';
import type { Wanted } from '../list/getMany';
import { missingIds, retrieval, timeLimit, whenTimeIsUp } from '../list/options';
import { operation } from '../operation';
import { batchFilters, batchParameters } from './filters';
import { batchContent } from './returnedContent';

async function read<R extends { id: number }>(
	call: OperationCall<CddApi>,
	resource: ListResource<R>,
	parameters: IDataObject,
	wanted: Wanted,
): Promise<R[]> {
	const { batches: ids, ...others } = parameters;
	return Array.isArray(ids)
		? await getByIds(call, resource, { parameter: 'batches', ids: ids.map(Number), others }, wanted)
		: await getMany(call, resource, parameters, wanted);
}

export const getAll = operation({
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many batches',
		description: 'Retrieve many batches, by ID, date, project, Molecule-Batch ID or batch field',
	},
	kind: 'read',
	atOnce: 'requests',
	short: shortBatch,
	form: {
		limit,
		detail: output('batches'),
		filters: batchFilters,
		content: batchContent,
		options: collection(
			{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
			{ datesWithoutTimeZone, missingIds, retrieval, timeLimit, whenTimeIsUp },
		),
	},
	async run(call, form) {
		const parameters = await batchParameters(call, form);
		if (parameters.only_ids === true) {
			// The ids come in one answer, however many they are.
			return await read(call, batchIds, parameters, { ...form, options: { ...form.options, retrieval: 'pages' } });
		}
		const found = await read(call, batches, parameters, form);
		return await inPieces(found, (batch) => shownBatch(batch, form.detail));
	},
});
