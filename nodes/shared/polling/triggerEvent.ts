import type { IDataObject, INodeProperties, INodePropertyOptions, IPollFunctions } from 'n8n-workflow';
import type { ZodType, ZodTypeDef } from 'zod';

import { Fault } from '../fault';

/** What an event gets: n8n's functions, the vendor's API, and the clock of this poll. */
export interface PollCall<Api> {
	readonly functions: IPollFunctions;
	readonly api: Api;
	/** False once so much of the poll's time is used that no further page should be asked for. */
	readonly hasTime: () => boolean;
}

/** What a poll found, oldest first, and where the next one goes on. */
export interface News<Cursor> {
	readonly records: IDataObject[];
	readonly cursor: Cursor;
}

/** One event of a trigger, whole: how it is offered, its fields, and how it finds what is new. */
export interface EventDefinition<Api, Cursor extends object> {
	/** The entry in the list of events. */
	readonly option: INodePropertyOptions & { value: string; description: string };
	/** Its parameters, without conditions on the event: `collectEvents` adds those. */
	readonly fields: INodeProperties[];
	/** What is remembered between polls; it is kept in the database of n8n as JSON. */
	readonly cursor: ZodType<Cursor, ZodTypeDef, unknown>;
	/** Settings of the node that the cursor belongs to, beside event and address: with other ones the trigger starts afresh. */
	settings?(call: PollCall<Api>): string;
	/** The first poll after activation: notes what is there already, and reports none of it. @throws Fault */
	start(call: PollCall<Api>): Promise<Cursor>;
	/** Finds what is new. Changes nothing, so that a poll that fails half-way can be made again. @throws Fault */
	poll(call: PollCall<Api>, cursor: Cursor): Promise<News<Cursor>>;
	/** A few real records as the event reports them, newest first, for the button "Fetch Test Event". @throws Fault */
	examples(call: PollCall<Api>): Promise<IDataObject[]>;
}

/** An event whose cursor is known to it alone. */
export interface TriggerEvent<Api> {
	readonly option: EventDefinition<Api, object>['option'];
	readonly fields: INodeProperties[];
	settings(call: PollCall<Api>): string;
	start(call: PollCall<Api>): Promise<object>;
	poll(call: PollCall<Api>, remembered: unknown): Promise<News<object>>;
	examples(call: PollCall<Api>): Promise<IDataObject[]>;
}

export function triggerEvent<Api, Cursor extends object>(definition: EventDefinition<Api, Cursor>): TriggerEvent<Api> {
	const { option, fields, cursor } = definition;
	return {
		option,
		fields,
		settings: (call) => definition.settings?.(call) ?? '',
		start: async (call) => await definition.start(call),
		async poll(call, remembered) {
			const parsed = cursor.safeParse(remembered);
			if (parsed.success) return await definition.poll(call, parsed.data);
			// Starting afresh would lose what happened since, without a sign.
			throw new Fault('malformedAnswer', 'What this trigger remembered cannot be read', {
				description:
					'Put a new trigger node in the place of this one. What happened since its last poll is not reported: look it up.',
			});
		},
		examples: async (call) => await definition.examples(call),
	};
}

export interface EventCollection<Api> {
	readonly table: ReadonlyMap<string, TriggerEvent<Api>>;
	/** The entries of the list of events. */
	readonly options: INodePropertyOptions[];
	readonly fields: INodeProperties[];
}

/** Collects a trigger's events: the table to run them by, their options, and their fields shown where they belong. */
export function collectEvents<Api>(events: ReadonlyArray<TriggerEvent<Api>>): EventCollection<Api> {
	return {
		table: new Map(events.map((event) => [event.option.value, event])),
		options: events.map(({ option }) => option),
		fields: events.flatMap(({ option, fields }) =>
			fields.map((field) => ({
				...field,
				displayOptions: { ...field.displayOptions, show: { ...field.displayOptions?.show, event: [option.value] } },
			})),
		),
	};
}
