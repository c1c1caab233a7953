import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { badInput } from '../../../shared/values/badInput';
import { readCollection } from '../../../shared/values/collection';
import { readId } from '../../../shared/values/ids';
import { readText } from '../../../shared/values/text';
import { readProjects } from '../../records/project';

/** The part of the create form that is about the molecule. */
export const moleculeFields: INodeProperties[] = [
	{
		displayName: 'Molecule',
		name: 'moleculeSource',
		type: 'options',
		options: [
			{ name: 'Existing, by ID', value: 'id', description: 'Adds a batch to a molecule of the vault' },
			{ name: 'Existing, by Name', value: 'name', description: 'Adds a batch to a molecule of the vault' },
			{ name: 'New', value: 'new', description: 'Registers a new molecule with this batch' },
		],
		default: 'new',
		description: 'What the batch is a batch of',
	},
	{
		displayName: 'Molecule ID',
		name: 'moleculeId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 107763291',
		description: 'The ID of the molecule inside CDD Vault',
		displayOptions: { show: { moleculeSource: ['id'] } },
	},
	{
		displayName: 'Molecule Name',
		name: 'moleculeName',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. DEMO-1000210',
		description: 'The name of the molecule in the vault',
		displayOptions: { show: { moleculeSource: ['name'] } },
	},
	{
		displayName: 'Registration Type',
		name: 'registrationType',
		type: 'options',
		options: [
			{ name: 'Amino Acid', value: 'AMINO_ACID' },
			{ name: 'Chemical Structure', value: 'CHEMICAL_STRUCTURE' },
			{ name: 'Nucleotide', value: 'NUCLEOTIDE' },
		],
		default: 'CHEMICAL_STRUCTURE',
		description: 'What kind of molecule is registered',
		displayOptions: { show: { moleculeSource: ['new'] } },
	},
	{
		displayName: 'Structure Format',
		name: 'structureFormat',
		type: 'options',
		options: [
			{ name: 'CXSMILES', value: 'cxsmiles' },
			{ name: 'Molfile', value: 'molfile' },
			{ name: 'SMILES', value: 'smiles' },
			{ name: 'Other', value: 'structure', description: 'CDD Vault finds out what it is' },
		],
		default: 'smiles',
		description: 'How the structure is written',
		displayOptions: { show: { moleculeSource: ['new'], registrationType: ['CHEMICAL_STRUCTURE'] } },
	},
	{
		displayName: 'Structure',
		name: 'structure',
		type: 'string',
		typeOptions: { rows: 2 },
		required: true,
		default: '',
		placeholder: 'e.g. NCCS(O)(=O)=O',
		description: 'The structure in the chosen format',
		displayOptions: { show: { moleculeSource: ['new'], registrationType: ['CHEMICAL_STRUCTURE'] } },
	},
	{
		displayName: 'Sequence',
		name: 'sequence',
		type: 'string',
		typeOptions: { rows: 2 },
		required: true,
		default: '',
		placeholder: 'e.g. GATTACA',
		description: 'The sequence in one-letter code',
		displayOptions: { show: { moleculeSource: ['new'], registrationType: ['AMINO_ACID', 'NUCLEOTIDE'] } },
	},
	{
		displayName: 'If the Molecule May Exist Already',
		name: 'duplicateResolution',
		type: 'options',
		options: [
			{
				name: 'Ask: Register Nothing and Name the Matches',
				value: 'prompt',
				description: 'The result says that nothing was registered, and which molecules match',
			},
			{
				name: 'Add the Batch to the First Match',
				value: 'first',
				description: 'CDD Vault picks the first molecule that matches, without telling',
			},
			{ name: 'Register a New Molecule', value: 'new', description: 'Even if the same structure is there' },
		],
		default: 'prompt',
		description: 'What CDD Vault does with a duplicate, an ambiguous or a tautomeric structure',
		displayOptions: { show: { moleculeSource: ['new'] } },
	},
	{
		displayName: 'Molecule Fields',
		name: 'moleculeFields',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		description: "The vault's own fields of a molecule, those that it requires among them; what is empty is left out",
		displayOptions: { show: { moleculeSource: ['new'] } },
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: 'mapNewMoleculeFields',
				mode: 'add',
				valuesLabel: 'Molecule Fields',
				fieldWords: { singular: 'molecule field', plural: 'molecule fields' },
				addAllFields: true,
				supportAutoMap: true,
			},
		},
	},
	{
		displayName: 'Molecule Details',
		name: 'moleculeDetails',
		type: 'collection',
		placeholder: 'Add Detail',
		default: {},
		description: 'More about the new molecule',
		displayOptions: { show: { moleculeSource: ['new'] } },
		options: [
			{
				displayName: 'Collections',
				name: 'collections',
				type: 'string',
				typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Collection' },
				default: [],
				description: 'Names or IDs of collections that the molecule belongs to',
			},
			{
				displayName: 'Description',
				name: 'description',
				type: 'string',
				default: '',
				description: 'A text about the molecule',
			},
			{
				displayName: 'Molecule Project Names or IDs',
				name: 'projects',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getProjects' },
				default: [],
				description:
					'Projects of the molecule itself; by default those of the batch. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: 'Name',
				name: 'name',
				type: 'string',
				default: '',
				description: 'Name of the new molecule, in vaults without a registration system',
			},
			{
				displayName: 'Synonyms',
				name: 'synonyms',
				type: 'string',
				typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Synonym' },
				default: [],
				description: 'Other names of the molecule',
			},
		],
	},
];

const registrationKeys: Record<string, string> = { AMINO_ACID: 'amino_acid', NUCLEOTIDE: 'nucleotide' };

function readTexts(value: unknown): string[] {
	return (Array.isArray(value) ? value : []).map((text) => String(text ?? '').trim()).filter((text) => text !== '');
}

function readDetails(details: IDataObject): IDataObject {
	const synonyms = readTexts(details.synonyms);
	const collections = readTexts(details.collections).map((text) => (/^[1-9]\d*$/.test(text) ? Number(text) : text));
	return {
		...(details.name ? { name: String(details.name) } : {}),
		...(details.description ? { description: String(details.description) } : {}),
		...(synonyms.length > 0 ? { synonyms } : {}),
		...(collections.length > 0 ? { collections } : {}),
		...(details.projects === undefined
			? {}
			: { projects: readProjects(details.projects, 'Molecule Project Names or IDs') }),
	};
}

/** The `molecule` of POST batches, from the form, without the vault's own fields. @throws Fault `badInput` */
export function readMolecule(functions: IExecuteFunctions, itemIndex: number): IDataObject {
	const parameter = (name: string) => functions.getNodeParameter(name, itemIndex);
	const source = parameter('moleculeSource');
	if (source === 'id') return { id: readId(parameter('moleculeId'), 'Molecule ID') };
	if (source === 'name') return { name: readText(parameter('moleculeName'), 'Molecule Name') };

	const registrationType = String(parameter('registrationType'));
	const sequenceKey = registrationKeys[registrationType];
	const content =
		sequenceKey === undefined
			? { [String(parameter('structureFormat'))]: readText(parameter('structure'), 'Structure') }
			: { [sequenceKey]: readText(parameter('sequence'), 'Sequence').trim() };
	const details = readCollection(functions, 'moleculeDetails', itemIndex);
	return {
		...readDetails(details),
		registration_type: registrationType,
		...content,
		// Always sent: without it CDD Vault takes the first match and says nothing.
		duplicate_resolution: parameter('duplicateResolution'),
	};
}

export const structureKeys = ['smiles', 'cxsmiles', 'molfile', 'structure', 'amino_acid', 'nucleotide'] as const;

/** Whether the molecule is to be registered, rather than found. */
export function isNewMolecule(molecule: IDataObject): boolean {
	return molecule.registration_type !== undefined || structureKeys.some((key) => molecule[key] !== undefined);
}

/** What the contract cannot say: one source, one structure. @throws Fault `badInput` */
export function checkMolecule(molecule: IDataObject, label: string): void {
	const structures = structureKeys.filter((key) => molecule[key] !== undefined);
	if (structures.length > 1) {
		throw badInput(label, 'gives the structure twice', `Keep one of ${structures.join(', ')}.`);
	}
	if (structures.length === 1 && molecule.id !== undefined) {
		throw badInput(
			label,
			'names an existing molecule and gives a structure',
			'Keep the ID to add a batch to that molecule, or the structure to register a new one.',
		);
	}
	if (structures.length === 0 && molecule.id === undefined && molecule.name === undefined) {
		throw badInput(
			label,
			'names no molecule',
			'Give a structure, a sequence, or the ID or name of an existing molecule.',
		);
	}
}
