import { z } from 'zod';

import { asSent } from '../../../shared/values/received';
import { batch, batchIdPage, batchPage, getBatch, listBatches, queryBatches } from '../../contract/batch';
import type { Batch } from '../../contract/batch';
import { objectId } from '../../contract/scalars';
import type { ListResource } from '../../service/list/listResource';
import type { ListedById } from '../byId';
import { oneById } from '../oneById';

const lists = {
	plural: 'batches',
	list: listBatches,
	query: queryBatches,
	isOwn: (record: object) => !('inventory_events' in record),
	jsonOnly: ['molecule_batch_identifier', 'molecule_fields', 'batch_fields', 'fields_search'],
};

/** The list with `only_ids`: whole numbers instead of objects, all of them in one answer. */
export const batchIds: ListResource<{ id: number }> = {
	...lists,
	page: batchIdPage.transform(({ count, objects }) => ({ count, records: objects.map((id) => ({ id })) })),
	record: z.object({ id: objectId }),
};

const record = asSent(batch);

export const batches: ListResource<Batch> = {
	...lists,
	page: batchPage.extend({ objects: z.array(record) }).transform(({ count, objects }) => ({ count, records: objects })),
	record,
	idsAlone: {
		list: batchIds,
		without: ['no_structures', 'include_original_structures', 'only_molecule_ids', 'molecule_fields', 'batch_fields'],
	},
};

export const batchesById: ListedById<Batch> = {
	resource: batches,
	parameter: 'batches',
	parameters: { no_structures: true, only_molecule_ids: true },
	what: 'batch',
};

/** One batch, whole. What several items of a run ask for goes out as lists. @throws Fault */
export const batchById = oneById(batchesById, async (api, id) => await api.call(getBatch, { path: { id } }));
