import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { z } from 'zod';

import { simplifyField, specifyDataField } from '../../../shared/fields';
import type { Operation, OperationCall, WrittenRecord } from '../../../shared/operation';
import { wantsSimplified } from '../../../shared/output';
import { checked } from '../../../shared/values/badInput';
import { readCollection } from '../../../shared/values/collection';
import { fingerprintOf } from '../../../shared/values/fingerprint';
import { dataObject, readJson } from '../../../shared/values/json';
import { applyOnce } from '../../../shared/writing/applyOnce';
import { batch, batchCreation, createBatch } from '../../contract/batch';
import { toRecord } from '../../records/batch/output';
import { readProjects, refuseEmptyProjects } from '../../records/project';
import type { CddApi } from '../../service/api';
import { batchDetails, newBatchFieldsField, readBatchDetails } from './content';
import { checkMolecule, isNewMolecule, moleculeFields, readMolecule } from './molecule';
import { readOwnFields } from './ownFields';
import { idsOfRecentBatches, lookForBatch } from './settle';

type Creation = z.output<typeof batchCreation>;

function onForm(field: INodeProperties): INodeProperties {
	return { ...field, displayOptions: { show: { ...field.displayOptions?.show, specifyData: ['fields'] } } };
}

async function readForm(functions: IExecuteFunctions, api: CddApi, itemIndex: number): Promise<IDataObject> {
	const molecule = readMolecule(functions, itemIndex);
	const projects = readProjects(functions.getNodeParameter('projects', itemIndex), 'Project Names or IDs');
	const details = readBatchDetails(readCollection(functions, 'batchDetails', itemIndex));
	const ofMolecule = { name: 'moleculeFields', label: 'Molecule Fields', group: 'molecule', isNew: true } as const;
	const udfs = isNewMolecule(molecule) ? await readOwnFields(functions, api, itemIndex, ofMolecule) : {};
	const fields = await readOwnFields(functions, api, itemIndex, {
		name: 'batchFields',
		label: 'Batch Fields',
		group: 'batch',
		isNew: true,
	});
	return {
		molecule: Object.keys(udfs).length > 0 ? { ...molecule, udfs } : molecule,
		projects,
		...details,
		...(Object.keys(fields).length > 0 ? { batch_fields: fields } : {}),
	};
}

/** The vendor's default, `first`, would add the batch to an existing molecule without telling. */
function withDuplicateResolution({ molecule, ...creation }: Creation): Creation {
	const chosen = molecule.duplicate_resolution ?? molecule.tautomer_resolution;
	const isOpen = chosen === undefined && isNewMolecule(dataObject(molecule));
	return { ...creation, molecule: isOpen ? { ...molecule, duplicate_resolution: 'prompt' } : molecule };
}

async function readCreation(functions: IExecuteFunctions, api: CddApi, itemIndex: number): Promise<Creation> {
	const isJson = functions.getNodeParameter('specifyData', itemIndex) === 'json';
	const label = isJson ? 'Batch (JSON)' : 'Batch';
	const given = isJson
		? readJson(functions.getNodeParameter('batchJson', itemIndex), label)
		: await readForm(functions, api, itemIndex);
	refuseEmptyProjects(given, label);
	const creation = checked(batchCreation, given, label);
	checkMolecule(dataObject(creation.molecule), label);
	return withDuplicateResolution(creation);
}

/** `prompt` with matches answers 200 and registers nothing: only an answer with `class` and `id` is a batch. */
function toResult({ hint }: OperationCall<CddApi>, answer: IDataObject, simplify: unknown): WrittenRecord {
	const created = batch.safeParse(answer);
	if (created.success && answer.class === 'batch') {
		const record = toRecord(created.data, simplify);
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

export const create: Operation<CddApi> = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a batch',
		description: 'Register a batch of a new or an existing molecule',
	},
	kind: 'write',
	fields: [
		specifyDataField,
		...moleculeFields.map(onForm),
		onForm({
			displayName: 'Project Names or IDs',
			name: 'projects',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getProjects' },
			required: true,
			default: [],
			description:
				'The projects that the batch belongs to, at least one. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		}),
		onForm(newBatchFieldsField),
		onForm({
			displayName: 'Batch Details',
			name: 'batchDetails',
			type: 'collection',
			placeholder: 'Add Detail',
			default: {},
			options: batchDetails,
		}),
		{
			displayName: 'Batch (JSON)',
			name: 'batchJson',
			type: 'json',
			default:
				'{ "molecule": { "registration_type": "CHEMICAL_STRUCTURE", "smiles": "" }, "projects": [], "batch_fields": {} }',
			description:
				'The body of the request, as in the documentation of CDD Vault. Without a duplicate_resolution, "prompt" is sent.',
			displayOptions: { show: { specifyData: ['json'] } },
		},
		simplifyField,
	],
	async run(call, itemIndex) {
		const { functions, api, ledger } = call;
		const creation = await readCreation(functions, api, itemIndex);
		// Read before the write: a field that cannot be read must not make a finished registration look failed.
		const simplify = wantsSimplified(functions, itemIndex);
		const signal = functions.getExecutionCancelSignal();
		const { answer } = await applyOnce(ledger, {
			itemIndex,
			fingerprint: fingerprintOf('POST', api.vaultAddress, 'batches', creation),
			look: async () => ({ batchIds: await idsOfRecentBatches(api) }),
			send: async () => dataObject(await api.call(createBatch, { body: creation })),
			settle: async (before) => await lookForBatch(api, creation, before),
			whereToLook: 'Look at the newest batches in CDD Vault before you run this step again.',
			signal,
		});
		return toResult(call, answer, simplify);
	},
};
