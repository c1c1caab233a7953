import { sumOf } from './amounts';
import { unprocessable } from './errors';
import { checkFields, withoutNulls } from './fieldRules';
import type { Lab } from './lab';
import { readPlace } from './locations';
import type { EventRecord, FieldValue, FieldValues, SampleRecord, Vault } from './state';

type Place = { id: number; position?: number };

export interface EventRequest {
	fields: { Credit?: number; Debit?: number; Location?: Place } & Record<string, FieldValue | Place | undefined>;
}

export interface Author {
	owner: string;
	at: string;
	slurpId?: number | null;
}

const isPlace = (value: FieldValue | Place | undefined): value is Place => typeof value === 'object' && value !== null;

function userFields(fields: EventRequest['fields']): FieldValues {
	const values: FieldValues = {};
	for (const [name, value] of Object.entries(fields)) {
		if (name === 'Credit' || name === 'Debit' || name === 'Location') continue;
		if (isPlace(value)) throw unprocessable(`${name} must be text, a number or a date`);
		if (value !== undefined) values[name] = value;
	}
	return values;
}

function changedAmount(
	lab: Lab,
	sample: SampleRecord,
	{ Credit: credit, Debit: debit }: EventRequest['fields'],
): number {
	if (credit !== undefined && debit !== undefined) throw unprocessable('Credit and Debit cannot stand in one event');
	const amount = sumOf(sample.current_amount, credit ?? 0, -(debit ?? 0));
	if (debit !== undefined && amount < 0 && lab.settings.switches.overdraft === 'refuse') {
		throw unprocessable(`Debit ${debit} exceeds the current amount ${sample.current_amount} ${sample.units}`);
	}
	return amount;
}

/** Applies one event to the sample it is given (A15 to A19, A21). */
function applyEvent(lab: Lab, vault: Vault, sample: SampleRecord, { fields }: EventRequest, author: Author): void {
	const { Credit, Debit, Location } = fields;
	const own = userFields(fields);
	checkFields('inventory event', vault.fields.event, own, lab.settings.switches);
	sample.current_amount = changedAmount(lab, sample, fields);
	const place = Location === undefined ? undefined : readPlace(vault, sample.id, Location);
	if (place !== undefined) {
		sample.inventory_location_id = place.id;
		sample.inventory_location_position = place.position ?? null;
		sample.location = place.value;
	}
	sample.depleted = sample.current_amount <= 0;
	if (sample.depleted) {
		sample.inventory_location_id = null;
		sample.inventory_location_position = null;
		sample.location = null;
	}
	const event: EventRecord = {
		id: lab.ids.next(),
		created_at: author.at,
		slurp_id: author.slurpId ?? null,
		modified_at: author.at,
		modified_user: null,
		owner: author.owner,
		fields: {
			...withoutNulls(own),
			...(Credit === undefined ? {} : { Credit }),
			...(Debit === undefined ? {} : { Debit }),
			...(place === undefined ? {} : { Location: place }),
		},
	};
	sample.inventory_events.push(event);
}

/** Applies events in order, all or nothing (A18): the sample that is given stays as it was, its successor is returned. */
export function withEvents(
	lab: Lab,
	vault: Vault,
	sample: SampleRecord,
	events: EventRequest[],
	author: Author,
): SampleRecord {
	const changed = structuredClone(sample);
	for (const event of events) applyEvent(lab, vault, changed, event, author);
	changed.modified_at = author.at;
	return changed;
}
