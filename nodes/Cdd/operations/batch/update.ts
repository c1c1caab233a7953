import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { z } from 'zod';

import { refuseUnlessAllowed } from '../../../shared/agent';
import { simplifyField, specifyDataField } from '../../../shared/fields';
import type { Operation } from '../../../shared/operation';
import { wantsSimplified } from '../../../shared/output';
import { badInput, checked } from '../../../shared/values/badInput';
import { readCollection } from '../../../shared/values/collection';
import { allowForAgentsTo } from '../../../shared/form/allowForAgents';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { dataObject, readJson } from '../../../shared/values/json';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { batch, batchUpdate, getBatch, updateBatch } from '../../contract/batch';
import { toRecord } from '../../records/batch/output';
import { batchField, readBatchIdToChange } from '../../records/batch/picker';
import { readProjects, refuseEmptyProjects } from '../../records/project';
import type { CddApi } from '../../service/api';
import { fieldsBefore, removesProjects } from './before';
import { batchDetails, batchFieldsField, clearedFieldsField, readBatchDetails } from './content';
import { readClearedFields, readOwnFields } from './ownFields';
import { lookForUpdate } from './settle';

const projectsField: INodeProperties = {
	displayName: 'Project Names or IDs',
	name: 'projects',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getProjects' },
	default: [],
	description:
		'All projects that the batch is to belong to; others are removed. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

type Update = z.output<typeof batchUpdate>;

async function readChangedFields(
	functions: IExecuteFunctions,
	api: CddApi,
	itemIndex: number,
	updates: IDataObject,
): Promise<IDataObject> {
	const label = 'Cleared Field Names or IDs';
	const changed = await readOwnFields(functions, api, itemIndex, {
		name: 'batchFields',
		label: 'Batch Fields',
		group: 'batch',
		isNew: false,
	});
	const cleared = await readClearedFields(api, updates.clearedFields, label);
	const both = Object.keys(cleared).find((name) => Object.hasOwn(changed, name));
	if (both !== undefined)
		throw badInput(
			label,
			'names a field that gets a value as well',
			`It is "${both}". Empty it in 'Batch Fields', or remove it here.`,
		);
	return { ...changed, ...cleared };
}

async function readForm(functions: IExecuteFunctions, api: CddApi, itemIndex: number): Promise<IDataObject> {
	const updates = readCollection(functions, 'updateFields', itemIndex);
	const details = readBatchDetails(updates);
	const projects = updates.projects === undefined ? undefined : readProjects(updates.projects, 'Project Names or IDs');
	const fields = await readChangedFields(functions, api, itemIndex, updates);
	return {
		...details,
		...(Object.keys(fields).length > 0 ? { batch_fields: fields } : {}),
		...(projects === undefined ? {} : { projects }),
	};
}

async function readUpdate(functions: IExecuteFunctions, api: CddApi, itemIndex: number, id: number): Promise<Update> {
	const isJson = functions.getNodeParameter('specifyData', itemIndex) === 'json';
	const label = isJson ? 'Batch (JSON)' : 'Update Fields';
	const given = isJson
		? readJson(functions.getNodeParameter('batchJson', itemIndex), label)
		: await readForm(functions, api, itemIndex);
	refuseEmptyProjects(given, label);
	const update = checked(batchUpdate, given, label);
	if (update.id !== undefined && update.id !== id) {
		throw badInput(label, 'names another batch', `Its id is ${update.id}, and the field 'Batch' says ${id}.`);
	}
	if (Object.keys(update).every((key) => key === 'id' || key === 'class')) {
		throw badInput(label, 'holds nothing to change', 'Add at least one field with its new value.');
	}
	return update;
}

export const update: Operation<CddApi> = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a batch',
		description: 'Change fields, projects or salt of a batch; what is not given stays',
	},
	kind: 'write',
	fields: [
		batchField,
		specifyDataField,
		{ ...batchFieldsField, displayOptions: { show: { specifyData: ['fields'] } } },
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			displayOptions: { show: { specifyData: ['fields'] } },
			options: [...batchDetails, clearedFieldsField, projectsField].sort((a, b) =>
				a.displayName.localeCompare(b.displayName),
			),
		},
		{
			displayName: 'Batch (JSON)',
			name: 'batchJson',
			type: 'json',
			default: '{ "batch_fields": {} }',
			description: 'The body of the request, as in the documentation of CDD Vault',
			displayOptions: { show: { specifyData: ['json'] } },
		},
		simplifyField,
		...allowForAgentsTo('take the batch out of projects').declarations,
	],
	async run(call, itemIndex) {
		const { functions, api, ledger } = call;
		const id = await readBatchIdToChange(call, itemIndex);
		const changes = await readUpdate(functions, api, itemIndex, id);
		// Read before the write: a field that cannot be read must not make a finished change look failed.
		const simplify = wantsSimplified(functions, itemIndex);
		const { answer, before } = await applyOnce(ledger, {
			itemIndex,
			fingerprint: fingerprintOf('PUT', api.vaultAddress, 'batches', id, changes),
			look: async () => {
				const present = await api.call(getBatch, { path: { id } });
				if (removesProjects(present, changes)) refuseUnlessAllowed(functions, itemIndex);
				return fieldsBefore(present, changes);
			},
			send: async () => dataObject(await api.call(updateBatch, { path: { id }, body: changes })),
			settle: async () => await lookForUpdate(api, id, changes),
			whereToLook: `Look at batch ${id} in CDD Vault before you run this step again.`,
			signal: functions.getExecutionCancelSignal(),
		});
		const updated = batch.safeParse(answer);
		const record = toRecord(updated.success ? updated.data : await api.call(getBatch, { path: { id } }), simplify);
		return { ...record, before: before ?? null };
	},
};
