import type { InventorySample } from '../contract/sample';
import { shownSamples } from '../records/sample/output';
import { inventorySamples } from '../records/sample/resource';
import { datedEvent } from './datedEvent';
import { sampleFilters } from './fields';
import { momentOf } from './moments';

export const sampleCreated = datedEvent<InventorySample, InventorySample>({
	option: {
		name: 'Sample Created',
		value: 'sampleCreated',
		description: 'An inventory sample was created, by a person, an import or the API',
	},
	filters: sampleFilters,
	records: 'samples',
	resource: inventorySamples,
	by: 'created',
	traces: ({ created_at }) => [{ at: momentOf(created_at), key: '' }],
	newsOf: (sample) => sample,
	example: (sample) => sample,
	toItems: shownSamples,
});
