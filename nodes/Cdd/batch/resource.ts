import type { ListResource } from '../list/listResource';
import { batch, batchPage, listBatches, queryBatches } from './schema';
import type { Batch } from './schema';

export const batches: ListResource<Batch> = {
	plural: 'batches',
	list: listBatches,
	query: queryBatches,
	page: batchPage.transform(({ count, objects }) => ({ count, records: objects })),
	record: batch,
	jsonOnly: ['molecule_batch_identifier', 'molecule_fields', 'batch_fields', 'fields_search'],
};
