import type { IDataObject } from 'n8n-workflow';
import type { z } from 'zod';

import { asFieldsOrJson, collection, json, mapped, onceConnected, simplify } from '../../../shared/form';
import type { Answers, Value } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import type { ItemCall, OperationCall, WrittenRecord } from '../../../shared/operation';
import { rowOf } from '../../../shared/row';
import { checked } from '../../../shared/values/badInput';
import { dataObject } from '../../../shared/values/json';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { batch, batchCreation, createBatch } from '../../contract/batch';
import { learnApiUser } from '../../records/apiUser';
import { toRecord } from '../../records/batch/output';
import { projectList, refuseEmptyProjects } from '../../records/project';
import type { CddApi } from '../../service/api';
import { operation } from '../operation';
import { batchDetails, detailsOfBatch, newBatchFields } from './content';
import { checkMolecule, mayBeTakenForAnother, moleculeForm, moleculeOf } from './molecule';
import type { Molecule, MoleculeForm } from './molecule';
import { ownFields } from './ownFields';
import { idsOfRecentBatches, lookForBatch } from './settle';

type Creation = z.output<typeof batchCreation>;

const unsaidResolution =
	'The JSON of a new molecule has no duplicate_resolution. CDD Vault then adds the batch to the first matching molecule, without saying so.';

/** The body goes out as it was given: who writes it has the vendor's own pages at hand. */
function checkedCreation(given: unknown, { hint }: Pick<Answers, 'hint'>): Creation {
	const label = 'Batch (JSON)';
	refuseEmptyProjects(given, label);
	const creation = checked(batchCreation, given, label);
	const molecule = dataObject(creation.molecule);
	checkMolecule(molecule, label);
	if (mayBeTakenForAnother(molecule)) hint(unsaidResolution);
	return creation;
}

const data = asFieldsOrJson(
	{
		projects: onceConnected(
			projectList({
				displayName: 'Project Names or IDs',
				name: 'projects',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getProjects' },
				required: true,
				default: [],
				description:
					'The projects that the batch belongs to, at least one. An expression can also return names; put a name made of digits in quotation marks, such as "2024". Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			}),
			'Choose a credential above. The projects of your vault then appear here.',
		),
		molecule: moleculeForm,
		batchFields: newBatchFields,
		details: collection(
			{
				displayName: 'Batch Details',
				name: 'batchDetails',
				type: 'collection',
				placeholder: 'Add Detail',
				default: {},
			},
			batchDetails,
		),
	},
	{
		creation: mapped(
			json({
				displayName: 'Batch (JSON)',
				name: 'batchJson',
				type: 'json',
				default:
					'{ "molecule": { "registration_type": "CHEMICAL_STRUCTURE", "smiles": "" }, "projects": [], "batch_fields": {} }',
				description:
					'The body of the request, as in the documentation of CDD Vault. Without a duplicate_resolution, CDD Vault adds the batch to the first molecule that matches.',
			}),
			checkedCreation,
		),
	},
);

async function moleculeWithFields(api: CddApi, form: MoleculeForm): Promise<Molecule> {
	const molecule = moleculeOf(form);
	if (form.chosen !== 'new') return molecule;
	const label = 'Molecule Fields';
	const udfs = await ownFields(api, form.moleculeFields, { label, group: 'molecule', isNew: true });
	return Object.keys(udfs).length > 0 ? { ...molecule, udfs } : molecule;
}

async function creationOf(api: CddApi, form: Value<typeof data>): Promise<Creation> {
	if (form.chosen === 'json') return form.creation;
	const molecule = await moleculeWithFields(api, form.molecule);
	const fields = await ownFields(api, form.batchFields, { label: 'Batch Fields', group: 'batch', isNew: true });
	return {
		...detailsOfBatch(form.details),
		...(Object.keys(fields).length > 0 ? { batch_fields: fields } : {}),
		molecule,
		projects: form.projects,
	};
}

/** `prompt` with matches answers 200 and registers nothing: only an answer with `class` and `id` is a batch. */
function toResult({ hint }: OperationCall<CddApi>, answer: IDataObject, simplified: boolean): WrittenRecord {
	const created = batch.safeParse(answer);
	if (created.success && answer.class === 'batch') {
		const record = toRecord(created.data, simplified);
		return { registered: true, ...record, before: null };
	}
	const matches = Array.isArray(answer.molecule_ids) ? answer.molecule_ids : [];
	hint(
		'Some batches were not registered, because their molecules may exist already. Look at the field "registered" of the items.',
	);
	return {
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
}

interface PlannedBatch {
	creation: Creation;
	simplify: boolean;
}

async function createOnce(
	call: ItemCall<CddApi>,
	{ creation, simplify: simplified }: PlannedBatch,
): Promise<WrittenRecord> {
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
	return toResult(call, dataObject(Object(answer.record)), simplified);
}

export const create = operation({
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a batch',
		description: 'Register a batch of a new or an existing molecule',
	},
	kind: 'write',
	form: { data, simplify },
	prepare: async ({ api }, form): Promise<PlannedBatch> => ({
		creation: await creationOf(api, form.data),
		simplify: form.simplify,
	}),
	touches: () => [thing('batches')],
	run: createOnce,
});
