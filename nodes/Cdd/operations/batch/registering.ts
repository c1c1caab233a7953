import type { IDataObject } from 'n8n-workflow';
import type { z } from 'zod';

import type { Detail } from '../../../shared/form';
import type { ItemCall, OperationCall, WrittenRecord } from '../../../shared/operation';
import { rowOf } from '../../../shared/row';
import { dataObject } from '../../../shared/values/json';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { batch, createBatch } from '../../contract/batch';
import type { batchCreation } from '../../contract/batch';
import { learnApiUser } from '../../records/apiUser';
import { shownBatch } from '../../records/batch/output';
import type { CddApi } from '../../service/api';
import { detailsOfBatch } from './content';
import { moleculeOf } from './molecule';
import type { Molecule, MoleculeForm } from './molecule';
import { ownFields } from './ownFields';
import type { OwnFields } from './ownFields';
import { idsOfRecentBatches, lookForBatch } from './settle';

export type Creation = z.output<typeof batchCreation>;

async function moleculeWithFields(api: CddApi, form: MoleculeForm): Promise<Molecule> {
	const molecule = moleculeOf(form);
	if (form.chosen !== 'new') return molecule;
	const label = 'Molecule Fields';
	const udfs = await ownFields(api, form.moleculeFields, { label, group: 'molecule', isNew: true });
	return Object.keys(udfs).length > 0 ? { ...molecule, udfs } : molecule;
}

/** A new batch of a molecule. @throws Fault `badInput` */
export async function creationFrom(
	api: CddApi,
	form: { molecule: MoleculeForm; projects: Creation['projects']; details: Parameters<typeof detailsOfBatch>[0] },
	fields: OwnFields,
): Promise<Creation> {
	return {
		...detailsOfBatch(form.details),
		...(Object.keys(fields).length > 0 ? { batch_fields: fields } : {}),
		molecule: await moleculeWithFields(api, form.molecule),
		projects: form.projects,
	};
}

interface Registered {
	registered: boolean;
	record: WrittenRecord;
}

/** `prompt` with matches answers 200 and registers nothing: only an answer with `class` and `id` is a batch. */
function toResult({ hint }: OperationCall<CddApi>, answer: IDataObject, detail: Detail): Registered {
	const created = batch.safeParse(answer);
	if (created.success && answer.class === 'batch') {
		const record = shownBatch(created.data, detail);
		return { registered: true, record: { registered: true, ...record, before: null } };
	}
	const matches = Array.isArray(answer.molecule_ids) ? answer.molecule_ids : [];
	hint(
		'Some batches were not registered, because their molecules may exist already. Look at the field "registered" of the items.',
	);
	const record = {
		registered: false,
		reason:
			typeof answer.message === 'string'
				? answer.message
				: 'The molecule may exist already, so nothing was registered.',
		matchingMoleculeIds: matches,
		whatToDo: 'Add the batch to one of the matching molecules by its ID, or register a new molecule.',
		answer,
		before: null,
	};
	return { registered: false, record };
}

export interface PlannedBatch {
	creation: Creation;
	detail: Detail;
}

/** Registers a batch, once. @returns what came of it, and whether a batch is there now */
export async function registerOnce(call: ItemCall<CddApi>, { creation, detail }: PlannedBatch): Promise<Registered> {
	const { functions, api, hint } = call;
	const signal = functions.getExecutionCancelSignal();
	const { answer } = await applyOnce(call, {
		step: 'POST batches',
		values: [creation],
		look: async () => ({ batchIds: await idsOfRecentBatches(api, signal) }),
		send: async () => {
			const reply = await api.call(createBatch, { body: creation });
			const created = batch.safeParse(reply);
			if (created.success) learnApiUser(call, [created.data]);
			return { record: dataObject(reply) };
		},
		settle: async (before) => await lookForBatch(call, creation, before, signal),
		whereToLook: 'Look at the newest batches in CDD Vault before you run this step again.',
		signal,
	});
	if (typeof answer.remark === 'string') hint(`Row ${rowOf(call.itemIndex)}: ${answer.remark}`);
	return toResult(call, dataObject(Object(answer.record)), detail);
}
