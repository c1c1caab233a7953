import { cell, choice, collection, locator, text, variants, whereNeeded } from '../../../../shared/form';
import type { Values } from '../../../../shared/form';
import { output } from '../../../records/output';
import { projectList } from '../../../records/project';
import { batchDetails, batchFields } from '../content';
import { moleculeForm } from '../molecule';

const findBy = choice({
	displayName: 'Find the Batch By',
	name: 'findBy',
	type: 'options',
	options: [
		{
			name: 'Batch Field',
			value: 'field',
			description: 'A field of your vault whose value no two batches share. If no batch has it, one is created.',
		},
		{
			name: 'Molecule-Batch ID',
			value: 'identifier',
			description: 'Updates only: CDD Vault creates these IDs itself, so an unknown one is refused',
		},
	],
	default: 'field',
	description: 'How to find the batch that an item is about',
});

/** As they are declared below. */
export const valueLabel = 'Identifying Value';
export const identifierLabel = 'Molecule-Batch ID';

const field = locator(
	{
		displayName: 'Identifying Field',
		name: 'identifyingField',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The batch field that says which batch it is, such as a lot number',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchBatchFields', searchable: true },
			},
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Lot' },
		],
	},
	{ list: 'name', name: 'name' },
);

const value = cell({
	displayName: 'Identifying Value',
	name: 'identifyingValue',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. LOT-2026-014',
	description:
		'The value of that field, upper and lower case included. A new batch gets it. Dates are written as 2026-11-30.',
});

const identifier = text({
	displayName: 'Molecule-Batch ID',
	name: 'batchIdentifier',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. DEMO-1000210-001',
	description: 'The whole ID, upper and lower case included',
});

const projects = projectList({
	displayName: 'Project Names or IDs',
	name: 'projects',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getProjects' },
	default: [],
	description:
		'The projects of a new batch, at least one; an existing batch keeps its own. An expression can also return names; write a name made of digits in quotation marks, such as "2024". Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

/** What a row of a spreadsheet says of a batch. Molecule and projects count for a new one alone. */
export const upsertForm = {
	find: variants(findBy, {
		field: { field, value, molecule: whereNeeded(moleculeForm), projects: whereNeeded(projects) },
		identifier: { identifier },
	}),
	batchFields,
	details: collection(
		{
			displayName: 'Batch Details',
			name: 'batchDetails',
			type: 'collection',
			placeholder: 'Add Detail',
			default: {},
			description: 'What you leave out stays as it is',
		},
		batchDetails,
	),
	detail: output('batches'),
};

export type UpsertForm = Values<typeof upsertForm>;
