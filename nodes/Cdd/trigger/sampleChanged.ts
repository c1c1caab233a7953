import { dataObject } from '../../shared/values/json';
import { asReceived } from '../../shared/values/received';
import type { InventorySample } from '../contract/sample';
import { shownSamples } from '../records/sample/output';
import { inventorySamples } from '../records/sample/resource';
import { datedEvent } from './datedEvent';
import type { Trace } from './datedEvent';
import { sampleFilters } from './fields';
import { belongsToCreation, stateKey, momentOf } from './moments';

type InventoryEvent = NonNullable<InventorySample['inventory_events']>[number];

interface ChangedSample {
	sample: InventorySample;
	newEvents: InventoryEvent[];
}

const eventKey = ({ id }: InventoryEvent) => `event ${id}`;
const timeOf = (event: InventoryEvent, sample: InventorySample) => momentOf(event.created_at ?? sample.modified_at);

/** The events in the order in which they happened: the vendor's examples and its web application show different orders. */
const eventsOf = (sample: InventorySample) =>
	[...(sample.inventory_events ?? [])].sort((a, b) => timeOf(a, sample) - timeOf(b, sample) || a.id - b.id);

/** Without the events, which are told apart one by one, and without texts that change with something else, such as the location's. */
const stateOf = ({
	modified_at,
	fields,
	units,
	current_amount,
	depleted,
	inventory_location_id,
	inventory_location_position,
}: InventorySample) =>
	stateKey({
		modified_at,
		fields,
		units,
		current_amount,
		depleted,
		inventory_location_id,
		inventory_location_position,
	});

function traces(sample: InventorySample): Trace[] {
	const events = eventsOf(sample).map((event) => ({ at: timeOf(event, sample), key: eventKey(event) }));
	return [...events, { at: momentOf(sample.modified_at), key: stateOf(sample) }];
}

/**
 * The events that a sample was created with: those of its first moments. CDD Vault writes events without fields then, too
 * (GET inventory_samples, first example). Once somebody has changed the sample, one of those moments may be a change already, by
 * a workflow that debits what it has just created; then only the first event with fields counts as the creation's.
 */
function eventsOfCreation(sample: InventorySample): InventoryEvent[] {
	const created = momentOf(sample.created_at);
	const early = eventsOf(sample).filter((event) => belongsToCreation(created, timeOf(event, sample)));
	if (!sample.modified_user) return early;
	const first = early.findIndex(({ fields }) => Object.keys(fields).length > 0);
	return early.slice(0, first + 1);
}

/** `modified_user` is empty until somebody changes the sample (the vendor's examples). */
const wasChanged = (sample: InventorySample) =>
	Boolean(sample.modified_user) || !belongsToCreation(momentOf(sample.created_at), momentOf(sample.modified_at));

function changesOf(sample: InventorySample): ChangedSample {
	const ofCreation = new Set(eventsOfCreation(sample));
	return { sample, newEvents: eventsOf(sample).filter((event) => !ofCreation.has(event)) };
}

export const sampleChanged = datedEvent<InventorySample, ChangedSample>({
	option: {
		name: 'Sample Changed',
		value: 'sampleChanged',
		description: 'An inventory sample was debited, credited, moved or edited. The new events are in new_events.',
	},
	filters: sampleFilters,
	records: 'samples',
	resource: inventorySamples,
	by: 'modified',
	traces,
	newsOf(sample, fresh, isKnown) {
		const { newEvents } = isKnown ? { newEvents: eventsOf(sample) } : changesOf(sample);
		const unreported = newEvents.filter((event) => fresh.has(eventKey(event)));
		return isKnown || unreported.length > 0 || wasChanged(sample) ? { sample, newEvents: unreported } : undefined;
	},
	example(sample) {
		const { newEvents } = changesOf(sample);
		return wasChanged(sample) ? { sample, newEvents: newEvents.slice(-1) } : undefined;
	},
	async toItems(api, news, detail) {
		const samples = news.map(({ sample }) => sample);
		const records = await shownSamples(api, samples, detail);
		return records.map((record, at) => ({
			...record,
			new_events: (news[at]?.newEvents ?? []).map((event) => dataObject(asReceived(event))),
		}));
	},
});
