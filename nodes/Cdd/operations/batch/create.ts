import { asFieldsOrJson, collection, json, mapped, onceConnected } from '../../../shared/form';
import type { Answers, Value } from '../../../shared/form';
import { thing } from '../../../shared/operation';
import { checked } from '../../../shared/values/badInput';
import { dataObject } from '../../../shared/values/json';
import { batchCreation } from '../../contract/batch';
import { shortBatch } from '../../records/batch/output';
import { output } from '../../records/output';
import { projectList, refuseEmptyProjects } from '../../records/project';
import type { CddApi } from '../../service/api';
import { operation } from '../operation';
import { batchDetails, newBatchFields } from './content';
import { checkMolecule, mayBeTakenForAnother, moleculeForm } from './molecule';
import { ownFields } from './ownFields';
import { creationFrom, registerOnce } from './registering';
import type { Creation, PlannedBatch } from './registering';

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

async function creationOf(api: CddApi, form: Value<typeof data>): Promise<Creation> {
	if (form.chosen === 'json') return form.creation;
	const fields = await ownFields(api, form.batchFields, { label: 'Batch Fields', group: 'batch', isNew: true });
	return await creationFrom(api, form, fields);
}

export const create = operation({
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a batch',
		description: 'Register a batch of a new or an existing molecule',
	},
	kind: 'write',
	short: ['registered', ...shortBatch],
	form: { data, detail: output('batches') },
	prepare: async ({ api }, form): Promise<PlannedBatch> => ({
		creation: await creationOf(api, form.data),
		detail: form.detail,
	}),
	touches: () => [thing('batches')],
	run: async (call, plan) => (await registerOnce(call, plan)).record,
});
