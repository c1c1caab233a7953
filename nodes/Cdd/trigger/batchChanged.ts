import type { Batch } from '../contract/batch';
import { shownBatch } from '../records/batch/output';
import { batches } from '../records/batch/resource';
import { datedEvent } from './datedEvent';
import { batchFilters } from './fields';
import { belongsToCreation, stateKey, momentOf } from './moments';

/** Of the molecule, which has a life of its own, only which one it is. */
const stateOf = ({ molecule, ...own }: Batch) => stateKey({ ...own, molecule: molecule?.id });

const wasChanged = ({ created_at, modified_at }: Batch) =>
	!belongsToCreation(momentOf(created_at), momentOf(modified_at));

export const batchChanged = datedEvent<Batch, Batch>({
	option: {
		name: 'Batch Changed',
		value: 'batchChanged',
		description: 'The values, projects or salt of a batch changed. Creating a batch does not count.',
	},
	filters: batchFilters,
	records: 'batches',
	resource: batches,
	by: 'modified',
	// A change in the moment of the creation shows only where the creation was seen before.
	traces: (batch) => [
		{ at: momentOf(batch.created_at), key: '' },
		{ at: momentOf(batch.modified_at), key: stateOf(batch) },
	],
	newsOf: (batch, fresh, isKnown) => (fresh.has(stateOf(batch)) && (isKnown || wasChanged(batch)) ? batch : undefined),
	example: (batch) => (wasChanged(batch) ? batch : undefined),
	toItems: async (_api, found, detail) => found.map((batch) => shownBatch(batch, detail)),
});
