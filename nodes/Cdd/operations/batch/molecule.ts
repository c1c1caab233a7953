import type { IDataObject } from 'n8n-workflow';
import type { z } from 'zod';

import {
	choice,
	collection,
	exactText,
	id,
	mapper,
	namesOrIds,
	optionalLines,
	optionalText,
	text,
	variants,
} from '../../../shared/form';
import type { Value } from '../../../shared/form';
import { badInput } from '../../../shared/values/badInput';
import { readClean } from '../../../shared/values/cleaning';
import type { batchMolecule } from '../../contract/batch';
import { projectList } from '../../records/project';

const source = choice({
	displayName: 'Molecule',
	name: 'molecule',
	type: 'options',
	options: [
		{ name: 'Existing, by ID', value: 'id', description: 'Adds a batch to a molecule of the vault' },
		{ name: 'Existing, by Name', value: 'name', description: 'Adds a batch to a molecule of the vault' },
		{ name: 'New', value: 'new', description: 'Registers a new molecule with this batch' },
	],
	default: 'new',
	description: 'The molecule that the batch belongs to',
});

const moleculeId = id({
	displayName: 'Molecule ID',
	name: 'moleculeId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 107763291',
	description: 'The ID of the molecule in CDD Vault',
});

const moleculeName = text({
	displayName: 'Molecule Name',
	name: 'moleculeName',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. DEMO-1000210',
	description: 'The name of the molecule in the vault',
});

const registrationType = choice({
	displayName: 'Registration Type',
	name: 'registrationType',
	type: 'options',
	options: [
		{ name: 'Amino Acid', value: 'AMINO_ACID' },
		{ name: 'Chemical Structure', value: 'CHEMICAL_STRUCTURE' },
		{ name: 'Nucleotide', value: 'NUCLEOTIDE' },
	],
	default: 'CHEMICAL_STRUCTURE',
	description: 'The kind of molecule to register',
});

const structureFormat = choice({
	displayName: 'Structure Format',
	name: 'structureFormat',
	type: 'options',
	options: [
		{ name: 'CXSMILES', value: 'cxsmiles' },
		{ name: 'Molfile', value: 'molfile' },
		{ name: 'SMILES', value: 'smiles' },
		{ name: 'Other', value: 'structure', description: 'CDD Vault detects the format' },
	],
	default: 'smiles',
	description: 'The format of the structure',
});

const structure = exactText({
	displayName: 'Structure',
	name: 'structure',
	type: 'string',
	typeOptions: { rows: 2 },
	required: true,
	default: '',
	placeholder: 'e.g. NCCS(O)(=O)=O',
	description: 'The structure in the chosen format',
});

const sequence = text({
	displayName: 'Sequence',
	name: 'sequence',
	type: 'string',
	typeOptions: { rows: 2 },
	required: true,
	default: '',
	placeholder: 'e.g. GATTACA',
	description: 'The sequence in one-letter code',
});

const duplicateResolution = choice({
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
			description: 'CDD Vault picks the first molecule that matches, without saying so',
		},
		{ name: 'Register a New Molecule', value: 'new', description: 'Even if the same structure already exists' },
	],
	default: 'prompt',
	description: 'What CDD Vault does with a duplicate, an ambiguous or a tautomeric structure',
});

const moleculeFields = mapper(
	{
		displayName: 'Molecule Fields',
		name: 'moleculeFields',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		description: 'The molecule fields of your vault, required ones included; empty ones are left out',
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: 'mapNewMoleculeFields',
				mode: 'add',
				fieldWords: { singular: 'molecule field', plural: 'molecule fields' },
				addAllFields: true,
				supportAutoMap: true,
			},
		},
	},
	'Choose a credential above. The molecule fields of your vault then appear here.',
);

const moleculeDetails = collection(
	{
		displayName: 'Molecule Details',
		name: 'moleculeDetails',
		type: 'collection',
		placeholder: 'Add Detail',
		default: {},
		description: 'More about the new molecule',
	},
	{
		collections: namesOrIds({
			displayName: 'Collections',
			name: 'collections',
			type: 'string',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Collection' },
			default: [],
			description:
				'Names or IDs of the collections that the molecule belongs to. Digits are read as an ID; put a name made of digits in quotation marks, such as "2024".',
		}),
		description: optionalText({
			displayName: 'Description',
			name: 'description',
			type: 'string',
			default: '',
			description: 'A description of the molecule',
		}),
		projects: projectList({
			displayName: 'Molecule Project Names or IDs',
			name: 'moleculeProjects',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getProjects' },
			default: [],
			description:
				'Projects of the molecule itself. By default, the projects of the batch. An expression can also return names; put a name made of digits in quotation marks, such as "2024". Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		}),
		name: optionalText({
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			description: 'Name of the new molecule, in vaults without a registration system',
		}),
		synonyms: optionalLines({
			displayName: 'Synonyms',
			name: 'synonyms',
			type: 'string',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Synonym' },
			default: [],
			description: 'Other names of the molecule',
		}),
	},
);

/** The part of the create form that is about the molecule. */
export const moleculeForm = variants(source, {
	id: { id: moleculeId },
	name: { name: moleculeName },
	new: {
		registered: variants(registrationType, {
			AMINO_ACID: { sequence },
			CHEMICAL_STRUCTURE: { structureFormat, structure },
			NUCLEOTIDE: { sequence },
		}),
		duplicateResolution,
		moleculeFields,
		details: moleculeDetails,
	},
});

export type MoleculeForm = Value<typeof moleculeForm>;
type NewMolecule = Extract<MoleculeForm, { chosen: 'new' }>;
export type Molecule = z.output<typeof batchMolecule>;

/** Of these forms one line is one structure; what scanners and spreadsheets leave at its ends is no part of it. */
const ofOneLine: ReadonlySet<string> = new Set(['cxsmiles', 'smiles']);

/** @throws Fault `badInput` for several lines where a structure has one */
function contentOf(registered: NewMolecule['registered']): Molecule {
	const { chosen: registration_type } = registered;
	if (registered.chosen === 'AMINO_ACID') return { registration_type, amino_acid: registered.sequence };
	if (registered.chosen === 'NUCLEOTIDE') return { registration_type, nucleotide: registered.sequence };
	const { structureFormat: format, structure: given } = registered;
	return { registration_type, [format]: ofOneLine.has(format) ? readClean(given, 'Structure', 'one') : given };
}

/** The `molecule` of POST batches, from the form, without the vault's own fields. @throws Fault `badInput` */
export function moleculeOf(form: MoleculeForm): Molecule {
	if (form.chosen === 'id') return { id: form.id };
	if (form.chosen === 'name') return { name: form.name };
	const { collections = [], description, name, projects, synonyms = [] } = form.details;
	return {
		...(name === undefined ? {} : { name }),
		...(description === undefined ? {} : { description }),
		...(synonyms.length > 0 ? { synonyms } : {}),
		...(collections.length > 0 ? { collections } : {}),
		...(projects === undefined ? {} : { projects }),
		...contentOf(form.registered),
		// Always sent: without it CDD Vault takes the first match and says nothing.
		duplicate_resolution: form.duplicateResolution,
	};
}

const drawnKeys = ['smiles', 'cxsmiles', 'molfile', 'structure'] as const;
export const structureKeys = [...drawnKeys, 'amino_acid', 'nucleotide'] as const;

/** Whether a structure is registered without a word about molecules that match it. */
export function mayBeTakenForAnother(molecule: IDataObject): boolean {
	const isSaid = molecule.duplicate_resolution !== undefined || molecule.tautomer_resolution !== undefined;
	return !isSaid && drawnKeys.some((key) => molecule[key] !== undefined);
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
			'is without a molecule',
			'Enter a structure, a sequence, or the ID or name of an existing molecule.',
		);
	}
}
