import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { z } from 'zod';

import { applyOnce } from '../../shared/applyOnce';
import { simplifyField, specifyDataField } from '../../shared/fields';
import type { Operation } from '../../shared/operation';
import { badInput, checked } from '../../shared/values/badInput';
import { readCollection } from '../../shared/values/collection';
import { readId } from '../../shared/values/ids';
import { dataObject } from '../../shared/values/json';
import { readJson } from '../../shared/values/text';
import { fingerprintOf } from '../../shared/writeLedger';
import type { CddApi } from '../api';
import { readProjects, refuseEmptyProjects } from '../lookups/project';
import { batchDetails, batchFieldsField, readBatchContent } from './content';
import { batchIdField, toRecord } from './fields';
import { batch, batchUpdate, getBatch, updateBatch } from './schema';
import { lookForUpdate } from './settle';

const projectsField: INodeProperties = {
	displayName: 'Project Names or IDs',
	name: 'projects',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getProjects' },
	default: [],
	description: 'All projects that the batch shall belong to; others are removed. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

type Update = z.output<typeof batchUpdate>;

function readForm(functions: IExecuteFunctions, itemIndex: number): IDataObject {
	const updates = readCollection(functions, 'updateFields', itemIndex);
	return {
		...readBatchContent(updates, functions.getNodeParameter('batchFields', itemIndex, {})),
		...(updates.projects === undefined ? {} : { projects: readProjects(updates.projects, 'Project Names or IDs') }),
	};
}

function readUpdate(functions: IExecuteFunctions, itemIndex: number, id: number): Update {
	const isJson = functions.getNodeParameter('specifyData', itemIndex) === 'json';
	const label = isJson ? 'Batch (JSON)' : 'Update Fields';
	const given = isJson ? readJson(functions.getNodeParameter('batchJson', itemIndex), label) : readForm(functions, itemIndex);
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
		batchIdField,
		specifyDataField,
		{ ...batchFieldsField, displayOptions: { show: { specifyData: ['fields'] } } },
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			displayOptions: { show: { specifyData: ['fields'] } },
			options: [...batchDetails, projectsField].sort((a, b) => a.displayName.localeCompare(b.displayName)),
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
	],
	async run({ functions, api, ledger }, itemIndex) {
		const id = readId(functions.getNodeParameter('batchId', itemIndex, '', { extractValue: true }), 'Batch');
		const changes = readUpdate(functions, itemIndex, id);
		// Read before the write: a field that cannot be read must not make a finished change look failed.
		const simplify = functions.getNodeParameter('simplify', itemIndex);
		const answer = await applyOnce(ledger, {
			itemIndex,
			fingerprint: fingerprintOf('PUT', api.vaultAddress, 'batches', id, changes),
			send: async () => dataObject(await api.call(updateBatch, { path: { id }, body: changes })),
			settle: async () => await lookForUpdate(api, id, changes),
			whereToLook: `Look at batch ${id} in CDD Vault before you run this step again.`,
			signal: functions.getExecutionCancelSignal(),
		});
		const updated = batch.safeParse(answer);
		return toRecord(updated.success ? updated.data : await api.call(getBatch, { path: { id } }), simplify);
	},
};
