import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { fieldEntryValues } from '../../shared/fields';
import { badInput, checked } from '../../shared/values/badInput';
import { readFieldEntries } from '../../shared/values/fieldEntries';
import { readNumber } from '../../shared/values/text';
import type { CddApi } from '../api';
import { locationField, positionField, resolveLocation } from '../lookups/inventoryLocation';
import { newEvent } from './schema';

export type NewEvent = z.output<typeof newEvent>;

export const eventFieldsField: INodeProperties = {
	displayName: 'Event Fields',
	name: 'eventFields',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Field',
	default: {},
	description: "The vault's own fields of an inventory event, such as Barcode or Physical Form",
	options: [{ displayName: 'Field', name: 'field', values: fieldEntryValues }],
};

export const eventsField: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Event',
	default: { event: [{}] },
	description: 'What happened to the sample. Events are recorded in this order and cannot be changed later.',
	displayOptions: { show: { specifyData: ['fields'] } },
	options: [
		{
			displayName: 'Event',
			name: 'event',
			values: [
				{
					displayName: 'Credit',
					name: 'credit',
					type: 'string',
					default: '',
					placeholder: 'e.g. 100',
					description: "Amount to add, in the sample's unit",
				},
				{
					displayName: 'Debit',
					name: 'debit',
					type: 'string',
					default: '',
					placeholder: 'e.g. 10',
					description: "Amount to take away, in the sample's unit, as a positive number",
				},
				locationField,
				positionField,
				eventFieldsField,
			],
		},
	],
};

const isEmpty = (value: unknown) => value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** @throws Fault `badInput` unless it is a number above 0 */
export function readAmount(value: unknown, label: string): number | undefined {
	if (isEmpty(value)) return undefined;
	const amount = readNumber(value, label);
	if (amount <= 0) {
		throw badInput(label, 'is not above 0', `It is ${amount}. Write amounts as positive numbers; Debit takes away, Credit adds.`);
	}
	return amount;
}

/** Own names of the vendor: a user-defined field may not hide behind them. */
const reservedNames = ['Credit', 'Debit', 'Location'];

export interface EventForm {
	credit?: unknown;
	debit?: unknown;
	locationId?: unknown;
	position?: unknown;
	eventFields?: unknown;
}

/** @throws Fault `badInput` */
export async function readEvent(api: CddApi, form: EventForm): Promise<NewEvent> {
	const own: IDataObject = readFieldEntries(form.eventFields, 'Event Fields');
	const reserved = reservedNames.find((name) => name in own);
	if (reserved !== undefined) {
		throw badInput('Event Fields', 'holds a name that has a field of its own', `Use the field '${reserved}' of the event instead.`);
	}
	const credit = readAmount(form.credit, 'Credit');
	const debit = readAmount(form.debit, 'Debit');
	const location = await resolveLocation(api, locationIdOf(form.locationId), form.position);
	const fields = {
		...own,
		...(credit === undefined ? {} : { Credit: credit }),
		...(debit === undefined ? {} : { Debit: debit }),
		...(location === undefined ? {} : { Location: location }),
	};
	if (Object.keys(fields).length === 0) {
		throw badInput('Events', 'holds an event without content', 'Fill in Credit, Debit, Location or an event field.');
	}
	return checked(newEvent, { fields }, 'Events');
}

/** Within a collection a locator arrives as its stored object. */
function locationIdOf(value: unknown): unknown {
	return typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
}

const eventForms = z.object({ event: z.array(z.record(z.unknown())).default([]) }).default({});

/** @throws Fault `badInput` */
export async function readEvents(api: CddApi, value: unknown): Promise<[NewEvent, ...NewEvent[]]> {
	const [first, ...others] = checked(eventForms, value, 'Events').event;
	if (!first) throw badInput('Events', 'is empty', 'Add at least one event.');
	const events: [NewEvent, ...NewEvent[]] = [await readEvent(api, first)];
	for (const form of others) events.push(await readEvent(api, form));
	return events;
}

/** Checks the places of events that were given as JSON. @throws Fault `badInput` */
export async function checkLocations(api: CddApi, events: readonly NewEvent[]): Promise<void> {
	for (const { fields } of events) {
		if (fields.Location) await resolveLocation(api, fields.Location.id, fields.Location.position);
	}
}
