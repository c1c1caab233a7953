import { z } from 'zod';

import { batch, batchIdPage, batchPage, listBatches, queryBatches } from '../../contract/batch';
import type { Batch } from '../../contract/batch';
import { objectId } from '../../contract/scalars';
import type { ListResource } from '../../service/list/listResource';

export const batches: ListResource<Batch> = {
	plural: 'batches',
	list: listBatches,
	query: queryBatches,
	page: batchPage.transform(({ count, objects }) => ({ count, records: objects })),
	record: batch,
	isOwn: (record) => !('inventory_events' in record),
	jsonOnly: ['molecule_batch_identifier', 'molecule_fields', 'batch_fields', 'fields_search'],
};

/** The same list with `only_ids`: whole numbers instead of objects, all of them in one answer. */
export const batchIds: ListResource<{ id: number }> = {
	...batches,
	page: batchIdPage.transform(({ count, objects }) => ({ count, records: objects.map((id) => ({ id })) })),
	record: z.object({ id: objectId }),
};
