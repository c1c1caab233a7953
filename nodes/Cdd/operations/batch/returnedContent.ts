import type { IDataObject, INodeProperties } from 'n8n-workflow';

const contentChoices: INodeProperties[] = [
	{
		displayName: 'Batch Fields to Return',
		name: 'batchFields',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field' },
		default: [],
		placeholder: 'e.g. Purity',
		description: 'Exact names of the batch fields to return. By default all.',
	},
	{
		displayName: 'Molecule Fields to Return',
		name: 'moleculeFields',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field' },
		default: [],
		placeholder: 'e.g. Color',
		description: 'Exact names of the molecule fields to return. By default all.',
	},
	{
		displayName: 'Only Molecule IDs',
		name: 'onlyMoleculeIds',
		type: 'boolean',
		default: false,
		description: 'Whether to return of each molecule its ID alone',
	},
	{
		displayName: 'Original Structures',
		name: 'includeOriginalStructures',
		type: 'boolean',
		default: false,
		description: 'Whether to return the structures as they were drawn as well',
	},
	{
		displayName: 'Structures',
		name: 'structures',
		type: 'boolean',
		default: true,
		description: 'Whether to return SMILES, InChI and molfile. Without them the answer is smaller and faster.',
	},
];

const onlyIdsChoice: INodeProperties = {
	displayName: 'Only Batch IDs',
	name: 'onlyIds',
	type: 'boolean',
	default: false,
	description: 'Whether to return the IDs of the batches alone. This is the fastest.',
};

const byName = (a: INodeProperties, b: INodeProperties) => a.displayName.localeCompare(b.displayName);

/** What comes back of each batch, not which batches. */
export const batchContentField: INodeProperties = {
	displayName: 'Content',
	name: 'content',
	type: 'collection',
	placeholder: 'Add Choice',
	default: {},
	description: 'How much of each batch is returned',
	options: [...contentChoices, onlyIdsChoice].sort(byName),
};

/** A file of bare ids is no backup, so exports do not offer them. */
export const exportContentField: INodeProperties = { ...batchContentField, options: contentChoices };

function readNames(value: unknown): string[] | undefined {
	const names = (Array.isArray(value) ? value : []).filter(
		(name): name is string => typeof name === 'string' && name !== '',
	);
	return names.length > 0 ? names : undefined;
}

/** The parameters that say what comes back; what is left at its default is not sent. */
export function readContent(content: IDataObject): IDataObject {
	const choices: IDataObject = {
		no_structures: content.structures === false ? true : undefined,
		include_original_structures: content.includeOriginalStructures === true ? true : undefined,
		only_ids: content.onlyIds === true ? true : undefined,
		only_molecule_ids: content.onlyMoleculeIds === true ? true : undefined,
		molecule_fields: readNames(content.moleculeFields),
		batch_fields: readNames(content.batchFields),
	};
	return Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined));
}

export const contentParameters = [
	'no_structures',
	'include_original_structures',
	'only_ids',
	'only_molecule_ids',
	'molecule_fields',
	'batch_fields',
];
