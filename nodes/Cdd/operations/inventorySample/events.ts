import type { IDataObject } from 'n8n-workflow';
import type { z } from 'zod';

import { list, mapped } from '../../../shared/form';
import type { Values } from '../../../shared/form';
import type { OperationCall } from '../../../shared/operation';
import { badInput, checked } from '../../../shared/values/badInput';
import { newEvent } from '../../contract/sample';
import { eventLocation, placeFields, plannedPlace } from '../../records/inventoryLocation';
import type { Box, GivenPlace } from '../../records/inventoryLocation';
import { optionalAmount } from '../../records/sample/amount';
import type { CddApi } from '../../service/api';
import { eventEntriesOf, eventFieldEntries } from './ownFields';

export type NewEvent = z.output<typeof newEvent>;

export type NewEvents = [NewEvent, ...NewEvent[]];

/** An event of the form. With a box it waits for the next free position there; else it is ready to be sent. */
export interface PlannedEvent {
	/** Its Location has no position yet where the event waits for one. */
	event: NewEvent;
	box?: Box;
}

export type PlannedEvents = [PlannedEvent, ...PlannedEvent[]];

const eventForm = {
	credit: optionalAmount({
		displayName: 'Credit',
		name: 'credit',
		type: 'string',
		default: '',
		placeholder: 'e.g. 100',
		description: "Amount to add, in the sample's unit",
	}),
	debit: optionalAmount({
		displayName: 'Debit',
		name: 'debit',
		type: 'string',
		default: '',
		placeholder: 'e.g. 10',
		description: "Amount to take away, in the sample's unit, as a positive number",
	}),
	own: eventFieldEntries,
	...placeFields,
};
type EventForm = Values<typeof eventForm>;
type EventForms = [EventForm, ...EventForm[]];

function isBlank({ credit, debit, location, place, own }: EventForm): boolean {
	const hasPlace = location !== undefined || place.chosen === 'nextFree' || place.position !== undefined;
	return credit === undefined && debit === undefined && !hasPlace && Object.keys(own).length === 0;
}

/** The events of an update. */
export const eventList = mapped(
	list(
		{
			displayName: 'Events',
			name: 'events',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, sortable: true },
			placeholder: 'Add Event',
			default: { event: [{}] },
			description: 'What happened to the sample. Events are recorded in this order and cannot be changed later.',
		},
		{ displayName: 'Event', name: 'event' },
		eventForm,
	),
	([first, ...others]): EventForms => {
		if (!first) throw badInput('Events', 'is empty', 'Add at least one event.');
		const events: EventForms = [first, ...others];
		if (!events.some(isBlank)) return events;
		throw badInput('Events', 'contains an empty event', 'Fill in Credit, Debit, Location or an event field.');
	},
);

/** What a step with a next free position was asked about. */
export const placesAsked = (events: PlannedEvents): string[] =>
	events.some(({ box }) => box) ? ['box', 'position', 'well'] : [];

/** What an event says; `own` are the vault's own fields. */
interface EventContent extends GivenPlace {
	readonly credit?: number;
	readonly debit?: number;
	readonly own: IDataObject;
}

/** @throws Fault `badInput` for a place that does not fit */
export async function plannedEvent(api: CddApi, content: EventContent): Promise<PlannedEvent> {
	const { credit, debit, own } = content;
	const { location, box } = await plannedPlace(api, content);
	const fields = {
		...own,
		...(credit === undefined ? {} : { Credit: credit }),
		...(debit === undefined ? {} : { Debit: debit }),
		...(location === undefined ? {} : { Location: location }),
	};
	return { event: checked(newEvent, { fields }, 'Events'), box };
}

/** @throws Fault `badInput` for a place that does not fit */
export async function plannedEvents(
	call: Pick<OperationCall<CddApi>, 'api' | 'functions'>,
	[first, ...others]: EventForms,
): Promise<PlannedEvents> {
	const planned = async (form: EventForm) =>
		await plannedEvent(call.api, { ...form, own: await eventEntriesOf(call, form.own) });
	const events: PlannedEvents = [await planned(first)];
	for (const form of others) events.push(await planned(form));
	return events;
}

/** Events that were given as JSON, with their positions; checks their places. @throws Fault `badInput` */
export async function planGivenEvents(api: CddApi, [first, ...others]: NewEvents): Promise<PlannedEvents> {
	for (const { fields } of [first, ...others]) {
		if (!fields.Location) continue;
		const { id, position } = fields.Location;
		await eventLocation(api, id, position === undefined ? undefined : { number: position });
	}
	return [{ event: first }, ...others.map((event) => ({ event }))];
}
