import type { IDataObject, INodeProperties, INodePropertyOptions, IPollFunctions } from 'n8n-workflow';
import type { ZodType, ZodTypeDef } from 'zod';

import { inPieces } from '../breather';
import { inFewColumns } from '../columns';
import { Fault } from '../fault';
import type { Answers } from '../form/answers';
import { declarationsOf, readForm } from '../form/field';
import type { Declared, Form, Values } from '../form/field';
import { givenBy, readWanted, shapeOf } from '../output';
import type { Given, WantedOfItem } from '../output';
import { remarksOnMissing } from '../recordFields';
import type { RecordKinds } from '../recordFields';

/** What an event gets: n8n's functions, the vendor's API, the clock of this poll, and the form as it was filled in. */
export interface PollCall<Api, V = unknown> {
	readonly functions: IPollFunctions;
	readonly api: Api;
	readonly form: V;
	/** False once so much of the poll's time is used that no further page should be asked for. */
	readonly hasTime: () => boolean;
}

/** What a poll found, oldest first, and where the next one goes on. */
export interface News<Cursor> {
	readonly records: IDataObject[];
	readonly cursor: Cursor;
}

/** One event of a trigger, whole: how it is offered, its form, and how it finds what is new. */
export interface EventDefinition<Api, Cursor extends object, F extends Form> {
	/** The entry in the list of events. */
	readonly option: INodePropertyOptions & { value: string; description: string };
	/** What each poll reads, and how often is enough: shown above the form, as n8n polls every minute unless told otherwise. */
	readonly cost: Declared<'notice'>;
	/** What it asks; read once in each poll, before anything else. */
	readonly form: F;
	/** What is remembered between polls; it is kept in the database of n8n as JSON. */
	readonly cursor: ZodType<Cursor, ZodTypeDef, unknown>;
	/** Settings of the node that the cursor belongs to, beside event and address: with other ones the trigger starts afresh. */
	settings?(call: PollCall<Api, Values<F>>): string;
	/** The first poll after activation: notes what is there already, and reports none of it. @throws Fault */
	start(call: PollCall<Api, Values<F>>): Promise<Cursor>;
	/** Finds what is new. Changes nothing, so that a poll that fails half-way can be made again. @throws Fault */
	poll(call: PollCall<Api, Values<F>>, cursor: Cursor): Promise<News<Cursor>>;
	/** A few real records as the event reports them, newest first, for the button "Fetch Test Event". @throws Fault */
	examples(call: PollCall<Api, Values<F>>): Promise<IDataObject[]>;
}

/** What an event does in one poll. Its cursor is known to the event alone. */
export interface EventPoll {
	readonly settings: string;
	start(): Promise<object>;
	poll(remembered: unknown): Promise<News<object>>;
	examples(): Promise<IDataObject[]>;
}

export interface TriggerEvent<Api> {
	readonly option: EventDefinition<Api, object, Form>['option'];
	readonly form: Form;
	/** What n8n shows, without conditions on the event: `collectEvents` adds those. */
	readonly fields: INodeProperties[];
	/**
	 * Reads the form.
	 * @returns what remains to be done once the service is connected
	 * @throws Fault `badInput`
	 */
	read(answers: Answers): (call: Omit<PollCall<Api>, 'form'>) => EventPoll;
}

/** So many are shown for the button "Fetch Test Event". */
const mostExamples = 3;

/** What an event shows of its records. A poll has no hints: what may be misspelled is in n8n's log, what is left out is in Raw. */
async function shownRecords<Api>(
	records: readonly IDataObject[],
	wanted: WantedOfItem,
	given: Given<Api>,
	{ api, functions }: Omit<PollCall<Api>, 'form'>,
): Promise<IDataObject[]> {
	const keys = new Set(wanted.detail === 'selectedFields' ? records.flatMap((record) => Object.keys(record)) : []);
	const remarks = given.records ? remarksOnMissing(wanted.names, given.records, keys) : [];
	for (const remark of remarks) functions.logger.warn(`${functions.getNode().name}: ${remark}`);
	const shown = await inPieces(records, await shapeOf(wanted, given, api));
	if (wanted.detail !== 'simplified' || !given.records) return shown;
	return (await inFewColumns(shown, [...given.records.words, ...(given.records.added ?? [])])).records;
}

/** Makes events of one vendor, typed by their forms. @param kinds what can be selected of their records */
export function triggerEventsOf<Api>(kinds: RecordKinds<Api> = {}) {
	return function triggerEvent<Cursor extends object, F extends Form>(
		definition: EventDefinition<Api, Cursor, F>,
	): TriggerEvent<Api> {
		const { option, cost, form, cursor } = definition;
		const given: Given<Api> = { kind: 'read', ...givenBy(form, kinds) };
		return {
			option,
			form,
			fields: [cost, ...declarationsOf(form)],
			read(answers) {
				const filled = readForm(form, answers);
				const wanted = readWanted(answers, given);
				return (connected) => {
					const call = { ...connected, form: filled };
					const shown = async (records: readonly IDataObject[]) =>
						await shownRecords(records, wanted, given, connected);
					// A field that is not known is refused when the workflow is switched on, and not with the first news.
					const check = async () => await shown([]);
					return {
						settings: definition.settings?.(call) ?? '',
						async start() {
							await check();
							return await definition.start(call);
						},
						async poll(remembered) {
							const parsed = cursor.safeParse(remembered);
							if (parsed.success) {
								await check();
								const { records, cursor: next } = await definition.poll(call, parsed.data);
								return { records: await shown(records), cursor: next };
							}
							// Starting afresh would lose what happened since, without a sign.
							throw new Fault('malformedAnswer', 'What this trigger remembered cannot be read', {
								description:
									'Replace this node with a new trigger. What happened since its last poll is not reported: check it in the service.',
							});
						},
						examples: async () => await shown((await definition.examples(call)).slice(0, mostExamples)),
					};
				};
			},
		};
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
				// The event first: n8n asks the conditions in their order, and one that is an expression ends it with "shown".
				displayOptions: { ...field.displayOptions, show: { event: [option.value], ...field.displayOptions?.show } },
			})),
		),
	};
}
