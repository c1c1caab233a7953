import type { IDataObject } from 'n8n-workflow';
import type { z } from 'zod';

import { asFieldsOrJson, json, mapped, number, simplify } from '../../../shared/form';
import type { Values } from '../../../shared/form';
import type { OperationCall } from '../../../shared/operation';
import { badInput, checked } from '../../../shared/values/badInput';
import { dataObject } from '../../../shared/values/json';
import type { Sighting } from '../../../shared/writing/applyOnce';
import { idsIn } from '../../../shared/writing/noted';
import { createInventorySample, inventorySampleCreation } from '../../contract/sample';
import type { InventorySample } from '../../contract/sample';
import { batchIdOf, batchPicker } from '../../records/batch/picker';
import { placeFields } from '../../records/inventoryLocation';
import { toRecord } from '../../records/sample/output';
import { inventorySamples, oneSample } from '../../records/sample/resource';
import { readUnit, unitField } from '../../records/sample/unit';
import type { CddApi } from '../../service/api';
import { readWhole } from '../../service/list/readAll';
import { operation } from '../operation';
import { applyPlaced } from './applyPlaced';
import { carries, eventsOf } from './compareEvents';
import { planGivenEvents, plannedEvent } from './events';
import type { PlannedEvents } from './events';
import { readSample } from './get';
import { eventFieldsOf, ownFieldsOfCreation, sampleFieldsOf } from './ownFields';

type Creation = z.output<typeof inventorySampleCreation>;

const sampleForm = {
	batch: batchPicker,
	amount: number(
		{
			displayName: 'Amount',
			name: 'amount',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 1000',
			description: 'What the new sample holds, as a number above 0',
		},
		{ above: 0 },
	),
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
		'The first event needs a Credit above 0: the amount that the new sample holds.',
	);
}

/** What is to be created, and which of its events wait for a position. */
interface PlannedCreation {
	creation: Creation;
	plan: PlannedEvents;
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
	return { creation, plan: [planned] };
}

async function samplesOfBatch(api: CddApi, batchId: number, signal?: AbortSignal): Promise<InventorySample[]> {
	return await readWhole(api, inventorySamples, { batch_ids: [batchId] }, signal);
}

function answersTo(sample: InventorySample, creation: Creation): boolean {
	const fields = Object.entries(creation.fields ?? {});
	const [firstEvent] = creation.inventory_events;
	return (
		sample.units === creation.units &&
		fields.every(([name, value]) => String(sample.fields?.[name]) === String(value)) &&
		eventsOf(sample).some((event) => carries(event, firstEvent))
	);
}

async function lookForSample(
	api: CddApi,
	creation: Creation,
	before: IDataObject | undefined,
	signal?: AbortSignal,
): Promise<Sighting> {
	const idsBefore = new Set(idsIn(before, 'sampleIds'));
	const fresh = (await samplesOfBatch(api, creation.batch_id, signal)).filter(({ id }) => !idsBefore.has(id));
	const matches = fresh.filter((sample) => answersTo(sample, creation));
	const [match] = matches;
	if (match && matches.length === 1) return { applied: true, answer: dataObject(match) };
	return {
		applied: false,
		seen:
			fresh.length === 0
				? `Batch ${creation.batch_id} has no new sample.`
				: `Batch ${creation.batch_id} has new samples (${fresh.map(({ id }) => id).join(', ')}), and it is not clear which one this step made.`,
	};
}

export const create = operation({
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create an inventory sample',
		description: 'Add a sample to a batch, with its amount and place',
	},
	kind: 'write',
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
		simplify,
	},
	async run(call, { data, simplify: simplified }) {
		const { functions, api } = call;
		const { creation, plan } =
			data.chosen === 'json'
				? { creation: data.creation, plan: await planGivenEvents(api, data.creation.inventory_events) }
				: await plannedCreation(call, data);
		const signal = functions.getExecutionCancelSignal();
		const { answer } = await applyPlaced(call, plan, {
			step: 'POST inventory_samples',
			values: [creation],
			look: async () => ({ sampleIds: (await samplesOfBatch(api, creation.batch_id, signal)).map(({ id }) => id) }),
			send: async (events) =>
				dataObject(await api.call(createInventorySample, { body: { ...creation, inventory_events: events } })),
			settle: async (before, events) =>
				await lookForSample(api, { ...creation, inventory_events: events }, before, signal),
			whereToLook: `Look at the samples of batch ${creation.batch_id} in CDD Vault before you run this step again.`,
			signal,
		});
		const sample = oneSample(answer) ?? (await readSample(api, Number(answer.id)));
		return { ...toRecord(sample, simplified), before: null };
	},
});
