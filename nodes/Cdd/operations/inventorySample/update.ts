import type { IDataObject } from 'n8n-workflow';

import { asFieldsOrJson, collection, flag, json, mapped, simplify } from '../../../shared/form';
import { badInput, checked } from '../../../shared/values/badInput';
import { dataObject } from '../../../shared/values/json';
import type { Sighting } from '../../../shared/writing/applyOnce';
import { idsIn, imageIn } from '../../../shared/writing/noted';
import { inventorySampleUpdate, updateInventorySample } from '../../contract/sample';
import type { InventorySample } from '../../contract/sample';
import { simplifySample, toRecord } from '../../records/sample/output';
import { samplePicker } from '../../records/sample/picker';
import { oneSample } from '../../records/sample/resource';
import type { CddApi } from '../../service/api';
import { operation } from '../operation';
import { applyPlaced } from './applyPlaced';
import { eventsOf, findNewEvents } from './compareEvents';
import { eventList, planGivenEvents, plannedEvents } from './events';
import type { NewEvent } from './events';
import { readSample } from './get';

/** Without the tail of binary fractions that sums of decimal amounts carry: 0.1 and 0.2 are what a vial of 0.3 holds. */
const exact = (amount: number) => Math.round(amount * 1e9) / 1e9;

/** What the events take away in all, after what they add. */
function netDebit(events: readonly NewEvent[]): number {
	return exact(events.reduce((sum, { fields }) => sum + (fields.Debit ?? 0) - (fields.Credit ?? 0), 0));
}

/** Two workflows may debit at the same moment, so this catches mistakes and promises nothing. */
function refuseOverdraft(sample: InventorySample, events: readonly NewEvent[]): void {
	const amount = sample.current_amount;
	const debit = netDebit(events);
	if (typeof amount !== 'number' || debit <= exact(amount)) return;
	throw badInput(
		'Debit',
		'is more than the sample holds, so nothing was sent',
		`Sample ${sample.id} holds ${amount} ${sample.units ?? ''}; the events take ${debit}. Correct the debit, or switch on 'Allow Overdraft'.`,
	);
}

/** PUT inventory_samples/{id} appends: a second sending would debit twice, so a lost answer is looked up. */
async function lookForEvents(
	api: CddApi,
	id: number,
	events: readonly NewEvent[],
	before: IDataObject | undefined,
): Promise<Sighting> {
	const sample = await readSample(api, id);
	const known = new Set(idsIn(before, 'eventIds'));
	if (findNewEvents(sample, known, events)) return { applied: true, answer: dataObject(sample) };
	const fresh = eventsOf(sample).filter((event) => !known.has(event.id));
	return {
		applied: false,
		seen: `Sample ${id} now holds ${sample.current_amount ?? 'an unknown amount'} ${sample.units ?? ''}, before ${String(before?.amount ?? 'an unknown amount')}; ${fresh.length === 0 ? 'no new event was seen' : `${fresh.length} new events were seen, and not all of those that were sent`}.`,
	};
}

export const update = operation({
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update an inventory sample by recording events',
		description:
			"Record inventory events: add or take away an amount, move the sample, note the vault's own event fields",
	},
	kind: 'write',
	form: {
		sample: samplePicker,
		data: asFieldsOrJson(
			{ events: eventList },
			{
				events: mapped(
					json({
						displayName: 'Events (JSON)',
						name: 'eventsJson',
						type: 'json',
						default: '{ "inventory_events": [{ "fields": {} }] }',
						description: 'The body of the request: inventory_events with a list of events',
					}),
					(given) => checked(inventorySampleUpdate, given, 'Events (JSON)').inventory_events,
				),
			},
		),
		simplify,
		options: collection(
			{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
			{
				allowOverdraft: flag({
					displayName: 'Allow Overdraft',
					name: 'allowOverdraft',
					type: 'boolean',
					default: false,
					description: 'Whether to send a debit that is more than the sample holds; CDD Vault may refuse it',
				}),
			},
		),
	},
	async run(call, form) {
		const { api } = call;
		const { id } = form.sample;
		const plan =
			form.data.chosen === 'json'
				? await planGivenEvents(api, form.data.events)
				: await plannedEvents(call, form.data.events);
		const planned = plan.map(({ event }) => event);

		const { answer, before } = await applyPlaced(call, plan, {
			step: 'PUT inventory_samples',
			values: [id, planned],
			look: async () => {
				const sample = await readSample(api, id);
				if (form.options.allowOverdraft !== true) refuseOverdraft(sample, planned);
				return {
					eventIds: eventsOf(sample).map((event) => event.id),
					amount: sample.current_amount ?? null,
					record: simplifySample(sample),
				};
			},
			send: async (events) =>
				dataObject(await api.call(updateInventorySample, { path: { id }, body: { inventory_events: events } })),
			settle: async (noted, events) => await lookForEvents(api, id, events, noted),
			whereToLook: `Open sample ${id} in CDD Vault and look at its newest events before you run this step again.`,
		});
		const sample = oneSample(answer) ?? (await readSample(api, id));
		return { ...toRecord(sample, form.simplify), before: imageIn(before) };
	},
});
