import { asFieldsOrJson, collection, flag, json, mapped } from '../../../shared/form';
import type { Detail } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import type { ItemCall, WrittenRecord } from '../../../shared/operation';
import { checked } from '../../../shared/values/badInput';
import { imageIn } from '../../../shared/writing/noted';
import { inventorySampleUpdate, updateInventorySample } from '../../contract/sample';
import { learnApiUser } from '../../records/apiUser';
import { output } from '../../records/output';
import { sampleIdToChange } from '../../records/sample/located';
import type { LocatedSample } from '../../records/sample/located';
import { sampleBefore, shortSample, writtenSampleShown } from '../../records/sample/output';
import { samplePicker } from '../../records/sample/picker';
import { writtenSample } from '../../records/sample/resource';
import type { CddApi } from '../../service/api';
import { together } from '../checks';
import { operation } from '../operation';
import { applyPlaced } from './applyPlaced';
import { eventsOf } from './compareEvents';
import { eventList, placesAsked, planGivenEvents, plannedEvents } from './events';
import { readSample } from './get';
import { onlyIfBarcode, refuseOtherBarcode, refuseOtherBarcodes } from './onlyIfBarcode';
import { refuseOverdraft, refuseOverdrafts } from './overdraft';
import type { Withdrawal } from './overdraft';
import { refuseFullBoxes, refuseSamePosition } from './places';
import { onSameTube } from './sameTube';
import { lookForEvents, newEventsOf } from './settleEvents';

interface PlannedUpdate extends Withdrawal {
	located: LocatedSample;
	detail: Detail;
	onlyIfBarcode?: string;
}

async function updateOnce(call: ItemCall<CddApi>, plan: PlannedUpdate): Promise<WrittenRecord> {
	const { api } = call;
	const { id, events: planned } = plan;
	const { sample, before } = await applyPlaced(call, planned, {
		step: 'PUT inventory_samples',
		values: [id, planned.map(({ event }) => event)],
		look: async () => {
			const present = await readSample(api, id);
			refuseOtherBarcode(api, present, plan);
			refuseOverdraft(present, plan);
			return {
				eventIds: eventsOf(present).map((event) => event.id),
				amount: present.current_amount ?? null,
				record: await sampleBefore(api, present, plan.detail),
			};
		},
		send: async (events, noted) => {
			const reply = await api.call(updateInventorySample, { path: { id }, body: { inventory_events: events } });
			const written = writtenSample(reply);
			learnApiUser(call, newEventsOf(written, noted));
			return written;
		},
		settle: async (noted, events) => await lookForEvents(call, id, events, noted),
		whereToLook: `Open sample ${id} in CDD Vault and look at its newest events before you run this step again.`,
	});
	const asked = [plan.located.by, ...placesAsked(planned)];
	const record = await writtenSampleShown(api, sample, plan.detail, asked);
	return { ...record, before: imageIn(before) };
}

/** An event that moves a sample frees one place and takes another, so moves keep their order; whose box it is nobody asks. */
const moves = ({ events }: PlannedUpdate) => events.some(({ event }) => event.fields.Location !== undefined);

export const update = operation({
	option: {
		name: 'Update',
		value: 'update',
		action: 'Debit or credit an inventory sample or move it',
		description: 'Record inventory events: add or take away an amount, move the sample, or fill in event fields',
	},
	kind: 'write',
	short: shortSample,
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
		detail: output('samples'),
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
				onlyIfBarcode,
			},
		),
	},
	async prepare(call, form): Promise<PlannedUpdate> {
		const { sample, data, options, detail } = form;
		const events =
			data.chosen === 'json' ? await planGivenEvents(call.api, data.events) : await plannedEvents(call, data.events);
		const id = await sampleIdToChange(call, sample);
		const { allowOverdraft = false, onlyIfBarcode: wanted } = options;
		return { id, located: sample, events, allowOverdraft, detail, onlyIfBarcode: wanted };
	},
	checkAll: onSameTube(
		together<PlannedUpdate>(refuseOtherBarcodes, refuseOverdrafts, refuseSamePosition, refuseFullBoxes),
	),
	touches: (plan) => [thing('sample', plan.id), ...(moves(plan) ? [thing('box')] : [])],
	run: updateOnce,
});
