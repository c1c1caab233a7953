import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { Fault } from '../fault';
import { settingsOf } from '../form/answers';
import { toNodeError } from '../nodeError';
import type { EventCollection, EventPoll, TriggerEvent } from './triggerEvent';

/** What a poll has to know of a vendor's API. */
export interface PolledApi {
	/** Tells this service, and this vault or inventory, from others. */
	readonly pollAddress: string;
}

/** n8n ends a poll that takes longer; versions before 2.38 do not say how long. */
const usualBudgetMs = 300_000;
/** The rest is for the last request and for handing over. */
const shareForAsking = 0.6;

/**
 * Runs the chosen event of a trigger once. Owns what every event needs: the form, the first activation, the cursor that
 * moves last, test events that move nothing, and failures in words.
 * @returns null if nothing is new
 */
export async function runPoll<Api extends PolledApi>(
	functions: IPollFunctions,
	{ table }: EventCollection<Api>,
	connect: (functions: IPollFunctions) => Promise<Api>,
): Promise<INodeExecutionData[][] | null> {
	try {
		const event = chosenEvent(functions, table);
		const hasTime = clockOf(functions);
		const begin = event.read(settingsOf(functions));
		const api = await connect(functions);
		const poll = begin({ functions, api, hasTime });
		const isTest = functions.getMode() === 'manual';
		const records = isTest
			? await examplesOf(event, poll)
			: await newRecords(functions, [event.option.value, api.pollAddress, poll.settings].join(' '), poll);
		return records.length === 0 ? null : [records.map((json) => ({ json }))];
	} catch (thrown) {
		throw toNodeError(functions.getNode(), thrown);
	}
}

function chosenEvent<Api>(functions: IPollFunctions, table: EventCollection<Api>['table']): TriggerEvent<Api> {
	const name = String(functions.getNodeParameter('event'));
	const event = table.get(name);
	if (event) return event;
	throw new Fault('badInput', "'Event' is not one that this trigger offers", {
		description: `It is "${name}". Choose one from the list.`,
	});
}

function clockOf(functions: Partial<Pick<IPollFunctions, 'getPollBudgetMs'>>): () => boolean {
	const started = Date.now();
	const askingMs = (functions.getPollBudgetMs?.() ?? usualBudgetMs) * shareForAsking;
	return () => Date.now() - started < askingMs;
}

async function examplesOf<Api>(event: TriggerEvent<Api>, poll: EventPoll) {
	const examples = await poll.examples();
	if (examples.length > 0) return examples;
	throw new Fault('unsuccessful', 'There is nothing to show yet', {
		description: `No record matches "${event.option.name}" with these settings. Create one, then fetch the test event again; an active workflow starts by itself.`,
	});
}

/**
 * The cursor is set last: n8n drops it where the poll throws, and the next poll asks for the same again. Older versions, and
 * 2.41 as it comes, hand out the live data instead: there, a poll that lasts longer than the interval runs beside the next one.
 * @param belongsTo what the cursor belongs to: event, address and settings
 */
async function newRecords(functions: IPollFunctions, belongsTo: string, poll: EventPoll) {
	const memory = functions.getWorkflowStaticData('node');
	const remembered = memory.cursor;
	const { records, cursor } =
		memory.belongsTo === belongsTo ? await poll.poll(remembered) : { records: [], cursor: await poll.start() };
	// Another poll has ended meanwhile and has reported the same.
	if (memory.cursor !== remembered) return [];
	memory.cursor = cursor;
	memory.belongsTo = belongsTo;
	return records;
}
