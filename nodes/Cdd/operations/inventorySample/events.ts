import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { badInput, checked } from '../../../shared/values/badInput';
import { heldValue } from '../../../shared/values/locator';
import { readNumber } from '../../../shared/values/text';
import { newEvent } from '../../contract/sample';
import {
	locationField,
	positionChoiceField,
	positionField,
	resolveBox,
	resolveLocation,
	wantsNextFree,
} from '../../records/inventoryLocation';
import type { Box } from '../../records/inventoryLocation';
import type { CddApi } from '../../service/api';
import { eventFieldEntries, readEventEntries } from './ownFields';

export type NewEvent = z.output<typeof newEvent>;

export type NewEvents = [NewEvent, ...NewEvent[]];

/** An event of the form. With a box it waits for the next free position there; else it is ready to be sent. */
export interface PlannedEvent {
	/** Its Location has no position yet where the event waits for one. */
	event: NewEvent;
	box?: Box;
}

export type PlannedEvents = [PlannedEvent, ...PlannedEvent[]];

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
				positionChoiceField,
				positionField,
				eventFieldEntries,
			],
		},
	],
};

const isEmpty = (value: unknown) =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** @throws Fault `badInput` unless it is a number above 0 */
export function readAmount(value: unknown, label: string): number | undefined {
	if (isEmpty(value)) return undefined;
	const amount = readNumber(value, label);
	if (amount <= 0) {
		throw badInput(
			label,
			'is not above 0',
			`It is ${amount}. Write amounts as positive numbers; Debit takes away, Credit adds.`,
		);
	}
	return amount;
}

export interface EventForm {
	credit?: unknown;
	debit?: unknown;
	locationId?: unknown;
	positionChoice?: unknown;
	position?: unknown;
	/** The vault's own fields, read and checked. */
	own: IDataObject;
}

/** @throws Fault `badInput` */
export async function readEvent(api: CddApi, form: EventForm): Promise<PlannedEvent> {
	const credit = readAmount(form.credit, 'Credit');
	const debit = readAmount(form.debit, 'Debit');
	const locationId = heldValue(form.locationId);
	const box = wantsNextFree(form.positionChoice) ? await resolveBox(api, locationId) : undefined;
	const location = box ? { id: box.id } : await resolveLocation(api, locationId, form.position);
	const fields = {
		...form.own,
		...(credit === undefined ? {} : { Credit: credit }),
		...(debit === undefined ? {} : { Debit: debit }),
		...(location === undefined ? {} : { Location: location }),
	};
	if (Object.keys(fields).length === 0) {
		throw badInput('Events', 'holds an event without content', 'Fill in Credit, Debit, Location or an event field.');
	}
	return { event: checked(newEvent, { fields }, 'Events'), box };
}

const eventForms = z.object({ event: z.array(z.record(z.unknown())).default([]) }).default({});

/** @throws Fault `badInput` */
export async function readEvents(functions: IExecuteFunctions, api: CddApi, value: unknown): Promise<PlannedEvents> {
	const [first, ...others] = checked(eventForms, value, 'Events').event;
	if (!first) throw badInput('Events', 'is empty', 'Add at least one event.');
	const read = async (form: Record<string, unknown>) =>
		await readEvent(api, { ...form, own: await readEventEntries(functions, api, form.eventFields) });
	const events: PlannedEvents = [await read(first)];
	for (const form of others) events.push(await read(form));
	return events;
}

/** Events that were given as JSON, with their positions; checks their places. @throws Fault `badInput` */
export async function planGivenEvents(api: CddApi, [first, ...others]: NewEvents): Promise<PlannedEvents> {
	for (const { fields } of [first, ...others]) {
		if (fields.Location) await resolveLocation(api, fields.Location.id, fields.Location.position);
	}
	return [{ event: first }, ...others.map((event) => ({ event }))];
}
