import type { IDataObject } from 'n8n-workflow';
import type { z } from 'zod';

import { simplifyField, specifyDataField } from '../../../shared/fields';
import type { Operation, OperationCall } from '../../../shared/operation';
import { wantsSimplified } from '../../../shared/output';
import { badInput, checked } from '../../../shared/values/badInput';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { dataObject, readJson } from '../../../shared/values/json';
import type { Sighting } from '../../../shared/writing/applyOnce';
import { idsIn } from '../../../shared/writing/noted';
import { createInventorySample, inventorySampleCreation } from '../../contract/sample';
import type { InventorySample } from '../../contract/sample';
import { sampleUnits } from '../../contract/scalars';
import { batchField, readBatchId } from '../../records/batch/picker';
import { locationField, positionChoiceField, positionField } from '../../records/inventoryLocation';
import { readUnit, toRecord } from '../../records/sample/output';
import { inventorySamples, oneSample } from '../../records/sample/resource';
import type { CddApi } from '../../service/api';
import { readAll } from '../../service/list/readAll';
import { applyPlaced } from './applyPlaced';
import { carries, eventsOf } from './compareEvents';
import { planGivenEvents, readAmount, readEvent } from './events';
import type { PlannedEvents } from './events';
import { readSample } from './get';
import { ownFieldsOfCreation, readEventFields, readSampleFields } from './ownFields';

type Creation = z.output<typeof inventorySampleCreation>;

const onForm = { show: { specifyData: ['fields'] } };

/** What is to be created, and which of its events wait for a position. */
interface PlannedCreation {
	creation: Creation;
	plan: PlannedEvents;
}

async function readForm(call: OperationCall<CddApi>, itemIndex: number): Promise<PlannedCreation> {
	const { functions, api } = call;
	const parameter = (name: string) => functions.getNodeParameter(name, itemIndex, '', { extractValue: true });
	const credit = readAmount(parameter('credit'), 'Amount');
	if (credit === undefined) {
		throw badInput('Amount', 'is empty', 'Give the amount that the new sample holds, as a number above 0.');
	}
	const units = readUnit(parameter('units'));
	const batchId = await readBatchId(call, itemIndex);
	const planned = await readEvent(api, {
		credit,
		locationId: parameter('locationId'),
		positionChoice: parameter('positionChoice'),
		// Not shown beside the next free position: then only its fallback can be read.
		position: functions.getNodeParameter('position', itemIndex, 0),
		own: await readEventFields(functions, api, itemIndex),
	});
	const fields = await readSampleFields(functions, api, itemIndex);
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

async function readCreation(call: OperationCall<CddApi>, itemIndex: number): Promise<PlannedCreation> {
	const { functions, api } = call;
	if (functions.getNodeParameter('specifyData', itemIndex) !== 'json') return await readForm(call, itemIndex);
	const given = readJson(functions.getNodeParameter('sampleJson', itemIndex), 'Sample (JSON)');
	const withUnit =
		typeof given === 'object' && given !== null && 'units' in given
			? { ...given, units: readUnit(given.units) }
			: given;
	const creation = checked(inventorySampleCreation, withUnit, 'Sample (JSON)');
	if (creation.inventory_events[0].fields.Credit === undefined) {
		throw badInput(
			'Sample (JSON)',
			'has no amount',
			'The first event needs a Credit above 0: the amount that the new sample holds.',
		);
	}
	return { creation, plan: await planGivenEvents(api, creation.inventory_events) };
}

async function samplesOfBatch(api: CddApi, batchId: number, signal?: AbortSignal): Promise<InventorySample[]> {
	return await readAll(api, inventorySamples, { batch_ids: [batchId] }, 'pages', {
		timeLimit: 0,
		cancelWhenTimeIsUp: true,
		signal,
		onProgress: () => undefined,
	});
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

export const create: Operation<CddApi> = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create an inventory sample',
		description: 'Add a sample to a batch, with its amount and place',
	},
	kind: 'write',
	fields: [
		specifyDataField,
		{ ...batchField, displayOptions: onForm },
		{
			displayName: 'Amount',
			name: 'credit',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 1000',
			description: 'What the new sample holds, as a number above 0',
			displayOptions: onForm,
		},
		{
			displayName: 'Units',
			name: 'units',
			type: 'options',
			options: [...sampleUnits].sort((a, b) => a.localeCompare(b)).map((unit) => ({ name: unit, value: unit })),
			default: 'mg',
			description: 'The unit of the amount, now and later',
			displayOptions: onForm,
		},
		{ ...locationField, displayOptions: onForm },
		{ ...positionChoiceField, displayOptions: onForm },
		{ ...positionField, displayOptions: { show: { ...onForm.show, positionChoice: ['given'] } } },
		...ownFieldsOfCreation.map((field) => ({ ...field, displayOptions: onForm })),
		{
			displayName: 'Sample (JSON)',
			name: 'sampleJson',
			type: 'json',
			default: '{ "batch_id": 0, "units": "mg", "fields": {}, "inventory_events": [{ "fields": { "Credit": 0 } }] }',
			description: 'The body of the request, as in the documentation of CDD Vault',
			displayOptions: { show: { specifyData: ['json'] } },
		},
		simplifyField,
	],
	async run(call, itemIndex) {
		const { functions, api, ledger } = call;
		const { creation, plan } = await readCreation(call, itemIndex);
		// Before the write: a field that cannot be read must not turn a finished write into a failed item.
		const simplify = wantsSimplified(functions, itemIndex);
		const signal = functions.getExecutionCancelSignal();
		const { answer } = await applyPlaced(api, ledger, plan, {
			itemIndex,
			fingerprint: fingerprintOf('POST', api.vaultAddress, 'inventory_samples', creation),
			look: async () => ({ sampleIds: (await samplesOfBatch(api, creation.batch_id, signal)).map(({ id }) => id) }),
			send: async (events) =>
				dataObject(await api.call(createInventorySample, { body: { ...creation, inventory_events: events } })),
			settle: async (before, events) =>
				await lookForSample(api, { ...creation, inventory_events: events }, before, signal),
			whereToLook: `Look at the samples of batch ${creation.batch_id} in CDD Vault before you run this step again.`,
			signal,
		});
		const sample = oneSample(answer) ?? (await readSample(api, Number(answer.id)));
		return { ...toRecord(sample, simplify), before: null };
	},
};
