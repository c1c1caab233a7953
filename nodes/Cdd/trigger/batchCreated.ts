import type { Batch } from '../contract/batch';
import { shownBatch } from '../records/batch/output';
import { batches } from '../records/batch/resource';
import { datedEvent } from './datedEvent';
import { batchFilters } from './fields';
import { momentOf } from './moments';

export const batchCreated = datedEvent<Batch, Batch>({
	option: {
		name: 'Batch Created',
		value: 'batchCreated',
		description: 'A batch was registered, for a new or an existing molecule',
	},
	filters: batchFilters,
	records: 'batches',
	resource: batches,
	by: 'created',
	traces: ({ created_at }) => [{ at: momentOf(created_at), key: '' }],
	newsOf: (batch) => batch,
	example: (batch) => batch,
	toItems: async (_api, found, detail) => found.map((batch) => shownBatch(batch, detail)),
});
