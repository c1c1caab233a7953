import type { IDataObject } from 'n8n-workflow';
import type { z } from 'zod';

import { asFieldsOrJson, json, mapped } from '../../../shared/form';
import type { Detail, Values } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import type { ItemCall, OperationCall, WrittenRecord } from '../../../shared/operation';
import { badInput, checked } from '../../../shared/values/badInput';
import { idsIn } from '../../../shared/writing/noted';
import { createInventorySample, inventorySampleCreation } from '../../contract/sample';
import type { InventorySample } from '../../contract/sample';
import { learnApiUser, oursAmong } from '../../records/apiUser';
import { batchIdOf, batchPicker } from '../../records/batch/picker';
import { batchesById } from '../../records/batch/resource';
import { placeFields } from '../../records/inventoryLocation';
import { output } from '../../records/output';
import { amountField } from '../../records/sample/amount';
import { shortSample, writtenSampleShown } from '../../records/sample/output';
import { inventorySamples, writtenSample } from '../../records/sample/resource';
import { readUnit, unitField } from '../../records/sample/unit';
import type { CddApi } from '../../service/api';
import { readWhole } from '../../service/list/readAll';
import { exists, together } from '../checks';
import { operation } from '../operation';
import { applyPlaced } from './applyPlaced';
import type { SampleSighting } from './applyPlaced';
import { eventsOf, findEvents } from './compareEvents';
import { placesAsked, planGivenEvents, plannedEvent } from './events';
import type { PlannedEvents } from './events';
import { eventFieldsOf, ownFieldsOfCreation, sampleFieldsOf } from './ownFields';
import { boxThings, refuseFullBoxes, refuseSamePosition } from './places';

type Creation = z.output<typeof inventorySampleCreation>;

const sampleForm = {
	batch: batchPicker,
	amount: amountField({
		displayName: 'Amount',
		name: 'amount',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 1000',
		description: 'The amount in the new sample, a number above 0',
	}),
	units: unitField,
	...placeFields,
	...ownFieldsOfCreation,
};

/** @throws Fault `badInput` */
function readCreation(given: unknown): Creation {
	const withUnit =
		typeof given === 'object' && given !== null && 'units' in given
			? { ...given, units: readUnit(given.units) }
			: given;
	const creation = checked(inventorySampleCreation, withUnit, 'Sample (JSON)');
	if (creation.inventory_events[0].fields.Credit !== undefined) return creation;
	throw badInput(
		'Sample (JSON)',
		'has no amount',
		'The first event needs a Credit above 0: the amount in the new sample.',
	);
}

/** What is to be created, and its events, some of which may wait for a position. */
interface PlannedCreation {
	creation: Creation;
	events: PlannedEvents;
}

/** @throws Fault `badInput` */
async function plannedCreation(call: OperationCall<CddApi>, form: Values<typeof sampleForm>): Promise<PlannedCreation> {
	const { batch, amount, units, location, place } = form;
	const batchId = await batchIdOf(call.api, batch);
	const own = await eventFieldsOf(call, form);
	const planned = await plannedEvent(call.api, { credit: amount, location, place, own });
	const fields = await sampleFieldsOf(call, form);
	const creation = checked(
		inventorySampleCreation,
		{
			batch_id: batchId,
			units,
			...(Object.keys(fields).length > 0 ? { fields } : {}),
			inventory_events: [planned.event],
		},
		'Sample',
	);
	return { creation, events: [planned] };
}

async function samplesOfBatch(api: CddApi, batchId: number, signal?: AbortSignal): Promise<InventorySample[]> {
	return await readWhole(api, inventorySamples, { batch_ids: [batchId] }, signal);
}

function answersTo(sample: InventorySample, creation: Creation): boolean {
	const fields = Object.entries(creation.fields ?? {});
	return (
		sample.units === creation.units &&
		fields.every(([name, value]) => String(sample.fields?.[name] ?? null) === String(value)) &&
		findEvents(eventsOf(sample), creation.inventory_events) !== undefined
	);
}

async function lookForSample(
	call: OperationCall<CddApi>,
	creation: Creation,
	before: IDataObject | undefined,
	signal?: AbortSignal,
): Promise<SampleSighting> {
	const { batch_id: batchId } = creation;
	const idsBefore = new Set(idsIn(before, 'sampleIds'));
	const fresh = (await samplesOfBatch(call.api, batchId, signal)).filter(({ id }) => !idsBefore.has(id));
	if (fresh.length === 0) return { seen: `Batch ${batchId} has no new sample.` };
	const fitting = fresh.filter((sample) => answersTo(sample, creation));
	const { ours, remark, unclear } = oursAmong(call, fitting, 1, 'sample');
	const [sample] = ours;
	if (sample) return { sample, remark: remark && `Batch ${batchId}: ${remark}` };
	const ids = fresh.map(({ id }) => id).join(', ');
	return {
		seen: `Batch ${batchId} has new samples (${ids}), and it is not clear which one this step made. ${unclear ?? ''}`.trim(),
	};
}

interface PlannedSample extends PlannedCreation {
	detail: Detail;
}

async function createOnce(call: ItemCall<CddApi>, plan: PlannedSample): Promise<WrittenRecord> {
	const { functions, api } = call;
	const { creation, events: planned } = plan;
	const signal = functions.getExecutionCancelSignal();
	const { sample } = await applyPlaced(call, planned, {
		step: 'POST inventory_samples',
		values: [creation],
		look: async () => ({ sampleIds: (await samplesOfBatch(api, creation.batch_id, signal)).map(({ id }) => id) }),
		send: async (events) => {
			const body = { ...creation, inventory_events: events };
			const created = writtenSample(await api.call(createInventorySample, { body }));
			learnApiUser(call, [created]);
			return created;
		},
		settle: async (before, events) =>
			await lookForSample(call, { ...creation, inventory_events: events }, before, signal),
		whereToLook: `Look at the samples of batch ${creation.batch_id} in CDD Vault before you run this step again.`,
		signal,
	});
	const record = await writtenSampleShown(api, sample, plan.detail, placesAsked(planned));
	return { ...record, before: null };
}

export const create = operation({
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create an inventory sample',
		description: 'Add a sample to a batch, with its amount and place',
	},
	kind: 'write',
	short: shortSample,
	form: {
		data: asFieldsOrJson(sampleForm, {
			creation: mapped(
				json({
					displayName: 'Sample (JSON)',
					name: 'sampleJson',
					type: 'json',
					default:
						'{ "batch_id": 0, "units": "mg", "fields": {}, "inventory_events": [{ "fields": { "Credit": 0 } }] }',
					description: 'The body of the request, as in the documentation of CDD Vault',
				}),
				readCreation,
			),
		}),
		detail: output('samples'),
	},
	async prepare(call, { data, detail }): Promise<PlannedSample> {
		const planned =
			data.chosen === 'json'
				? {
						creation: data.creation,
						events: await planGivenEvents(call.api, data.creation.inventory_events),
					}
				: await plannedCreation(call, data);
		return { ...planned, detail };
	},
	checkAll: together<PlannedSample>(
		exists(batchesById, ({ creation }) => creation.batch_id),
		refuseSamePosition,
		refuseFullBoxes,
	),
	touches: ({ creation, events }) => [thing('batch', creation.batch_id), ...boxThings(events)],
	run: createOnce,
});
