import type { z } from 'zod';

import { refuseUnlessAllowed } from '../../../shared/agent';
import { asFieldsOrJson, collection, json, mapped } from '../../../shared/form';
import type { Detail, Value } from '../../../shared/form';
import { allowForAgentsTo } from '../../../shared/form/allowForAgents';
import { thing } from '../../../shared/operation';
import type { ItemCall, WrittenRecord } from '../../../shared/operation';
import { badInput, checked } from '../../../shared/values/badInput';
import { dataObject } from '../../../shared/values/json';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { batch, batchUpdate, getBatch, updateBatch } from '../../contract/batch';
import { shortBatch, shownBatch } from '../../records/batch/output';
import { batchIdToChange, batchPicker } from '../../records/batch/picker';
import { batchesById } from '../../records/batch/resource';
import { output } from '../../records/output';
import { projectList, refuseEmptyProjects } from '../../records/project';
import type { CddApi } from '../../service/api';
import { exists, together } from '../checks';
import { operation } from '../operation';
import { fieldsBefore, removesProjects } from './before';
import { batchDetails, batchFields, clearedFields, detailsOfBatch } from './content';
import { fieldsToClear, ownFields } from './ownFields';
import { lookForUpdate } from './settle';

type Update = z.output<typeof batchUpdate>;

function checkedUpdate(given: unknown): Update {
	const label = 'Batch (JSON)';
	refuseEmptyProjects(given, label);
	return checked(batchUpdate, given, label);
}

const { name, coreCount, saltCount, saltName, solventCount, solventName } = batchDetails;

const data = asFieldsOrJson(
	{
		batchFields,
		updates: collection(
			{
				displayName: 'Update Fields',
				name: 'updateFields',
				type: 'collection',
				placeholder: 'Add Field',
				default: {},
			},
			{
				name,
				clearedFields,
				coreCount,
				projects: projectList({
					displayName: 'Project Names or IDs',
					name: 'projects',
					type: 'multiOptions',
					typeOptions: { loadOptionsMethod: 'getProjects' },
					default: [],
					description:
						'All projects that the batch must belong to. It is removed from any others. An expression can also return names; put a name made of digits in quotation marks, such as "2024". Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
				}),
				saltCount,
				saltName,
				solventCount,
				solventName,
			},
		),
	},
	{
		update: mapped(
			json({
				displayName: 'Batch (JSON)',
				name: 'batchJson',
				type: 'json',
				default: '{ "batch_fields": {} }',
				description: 'The body of the request, as in the documentation of CDD Vault',
			}),
			checkedUpdate,
		),
	},
);

type Data = Value<typeof data>;
type Filled = Extract<Data, { chosen: 'fields' }>;

async function changedFields(api: CddApi, { batchFields: given, updates }: Filled): Promise<Update['batch_fields']> {
	const label = 'Cleared Field Names or IDs';
	const changed = await ownFields(api, given, { label: 'Batch Fields', group: 'batch', isNew: false });
	const cleared = await fieldsToClear(api, updates.clearedFields ?? [], label);
	const both = Object.keys(cleared).find((field) => Object.hasOwn(changed, field));
	if (both !== undefined)
		throw badInput(
			label,
			'lists a field that also gets a value',
			`It is "${both}". Empty it in 'Batch Fields', or remove it here.`,
		);
	return { ...changed, ...cleared };
}

async function updateFrom(api: CddApi, form: Filled): Promise<Update> {
	const fields = await changedFields(api, form);
	const { projects, ...details } = form.updates;
	return {
		...detailsOfBatch(details),
		...(Object.keys(fields ?? {}).length > 0 ? { batch_fields: fields } : {}),
		...(projects === undefined ? {} : { projects }),
	};
}

async function changesOf(api: CddApi, id: number, form: Data): Promise<Update> {
	const label = form.chosen === 'json' ? 'Batch (JSON)' : 'Update Fields';
	const changes = form.chosen === 'json' ? form.update : await updateFrom(api, form);
	if (changes.id !== undefined && changes.id !== id) {
		throw badInput(label, 'names another batch', `Its id is ${changes.id}, and the field 'Batch' says ${id}.`);
	}
	if (Object.keys(changes).every((key) => key === 'id' || key === 'class')) {
		throw badInput(label, 'contains no changes', 'Add at least one field with its new value.');
	}
	return changes;
}

interface PlannedUpdate {
	id: number;
	changes: Update;
	detail: Detail;
}

async function updateOnce(call: ItemCall<CddApi>, plan: PlannedUpdate): Promise<WrittenRecord> {
	const { functions, api, itemIndex } = call;
	const { id, changes } = plan;
	const { answer, before } = await applyOnce(call, {
		step: 'PUT batches',
		values: [id, changes],
		look: async () => {
			const present = await api.call(getBatch, { path: { id } });
			if (removesProjects(present, changes)) refuseUnlessAllowed(functions, itemIndex);
			return fieldsBefore(present, changes);
		},
		send: async () => dataObject(await api.call(updateBatch, { path: { id }, body: changes })),
		settle: async () => await lookForUpdate(api, id, changes),
		whereToLook: `Look at batch ${id} in CDD Vault before you run this step again.`,
	});
	const updated = batch.safeParse(answer);
	const record = shownBatch(updated.success ? updated.data : await api.call(getBatch, { path: { id } }), plan.detail);
	return { ...record, before: before ?? null };
}

export const update = operation({
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a batch',
		description: 'Change fields, projects or salt of a batch; anything you leave out stays as it is',
	},
	kind: 'write',
	short: shortBatch,
	form: {
		batch: batchPicker,
		data,
		detail: output('batches'),
		allowance: allowForAgentsTo('take the batch out of projects'),
	},
	async prepare(call, form): Promise<PlannedUpdate> {
		const id = await batchIdToChange(call, form.batch);
		return { id, changes: await changesOf(call.api, id, form.data), detail: form.detail };
	},
	checkAll: together(exists(batchesById, ({ id }: PlannedUpdate) => id)),
	touches: ({ id }) => [thing('batch', id)],
	run: updateOnce,
});
