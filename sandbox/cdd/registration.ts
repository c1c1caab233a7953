import type { z } from 'zod';

import type { batchCreation, batchMolecule, batchUpdate } from '../../nodes/Cdd/contract/batch';
import { requireBatch } from './batches';
import { unprocessable } from './errors';
import { checkFields, checkRequired, withoutNulls } from './fieldRules';
import type { Lab } from './lab';
import type { Author } from './sampleEvents';
import type { BatchRecord, MoleculeRecord, Vault } from './state';
import { isReadable } from './structures';
import type { CddSwitches } from './switches';

type MoleculeRequest = z.output<typeof batchMolecule>;
type BatchRequest = z.output<typeof batchCreation>;

/** `prompt` met molecules that may be the same: nothing was registered (A24). */
export interface PossibleDuplicates {
	message: string;
	molecule_ids: number[];
}

const structureKeys = ['smiles', 'cxsmiles', 'molfile', 'structure', 'amino_acid', 'nucleotide'] as const;

const keysOfType: Record<MoleculeRecord['registration_type'], readonly string[]> = {
	CHEMICAL_STRUCTURE: ['smiles', 'cxsmiles', 'molfile', 'structure'],
	AMINO_ACID: ['amino_acid'],
	NUCLEOTIDE: ['nucleotide'],
};

/** The one structure or sequence of a new molecule, checked against its type (A26). */
function readStructure(request: MoleculeRequest, { unreadableStructure }: CddSwitches) {
	const { registration_type: type } = request;
	if (type === undefined) throw unprocessable('registration_type is required for a new molecule');
	const [first, ...others] = structureKeys.filter((key) => request[key] !== undefined);
	if (first === undefined)
		throw unprocessable(`A new molecule of type ${type} needs one of ${keysOfType[type].join(', ')}`);
	if (others.length > 0)
		throw unprocessable(`Only one structure can be given, not ${[first, ...others].join(' and ')}`);
	if (!keysOfType[type].includes(first)) throw unprocessable(`${first} does not fit registration type ${type}`);
	const text = (request[first] ?? '').trim();
	const mustBeRead = type !== 'CHEMICAL_STRUCTURE' || unreadableStructure === 'refuse';
	if (mustBeRead && !isReadable(first, text)) throw unprocessable(`${first}: ${JSON.stringify(text)} cannot be read`);
	return { type, structure: { [first === 'structure' ? 'smiles' : first]: text }, text };
}

/** Molecules that count as the same: equal text, or the other half of a tautomer pair (A25). */
function duplicatesOf(vault: Vault, text: string): MoleculeRecord[] {
	const same = (molecule: MoleculeRecord) => Object.values(molecule.structure).some((known) => known.trim() === text);
	const groups = new Set<string>();
	for (const molecule of vault.molecules.values()) {
		if (molecule.tautomerGroup !== undefined && same(molecule)) groups.add(molecule.tautomerGroup);
	}
	const alike = (molecule: MoleculeRecord) =>
		molecule.tautomerGroup !== undefined && groups.has(molecule.tautomerGroup);
	return [...vault.molecules.values()]
		.filter((molecule) => same(molecule) || alike(molecule))
		.sort((left, right) => left.id - right.id);
}

/** Projects as ids or names, mixed; all must exist (A28). */
function projectIdsOf(vault: Vault, references: Array<number | string>): number[] {
	const ids = references.map((reference) => {
		for (const project of vault.projects.values()) {
			if (project.id === reference || project.name === reference) return project.id;
		}
		throw unprocessable(`Project ${JSON.stringify(reference)} not found`);
	});
	return [...new Set(ids)];
}

/** A batch for an existing molecule, by id or by name (A27). Undefined: the molecule is a new one. */
function existingMolecule(vault: Vault, request: MoleculeRequest): MoleculeRecord | undefined {
	const hasStructure = structureKeys.some((key) => request[key] !== undefined);
	if (request.id === undefined && (request.name === undefined || hasStructure)) return undefined;
	if (hasStructure) throw unprocessable('An existing molecule is given by id or name, without a structure');
	const { id, name } = request;
	for (const molecule of vault.molecules.values()) {
		const named = molecule.name === name || molecule.synonyms.some((synonym) => synonym === name);
		if (id === undefined ? named : molecule.id === id && (name === undefined || named)) return molecule;
	}
	throw unprocessable(`Molecule ${id ?? JSON.stringify(name)} not found`);
}

function newMolecule(
	lab: Lab,
	vault: Vault,
	request: MoleculeRequest,
	projectIds: number[],
	author: Author,
): MoleculeRecord {
	const { type, structure } = readStructure(request, lab.settings.switches);
	if (vault.registration && request.name !== undefined)
		throw unprocessable('A registration vault names new molecules itself');
	checkFields('molecule', vault.fields.molecule, request.udfs ?? {}, lab.settings.switches);
	checkRequired('molecule', vault.fields.molecule, request.udfs ?? {});
	const own = request.projects === undefined ? [] : projectIdsOf(vault, request.projects);
	const id = lab.ids.next();
	const registryNumber = vault.molecules.size + 1;
	const name = request.name ?? `${vault.moleculePrefix}-${String(registryNumber).padStart(7, '0')}`;
	return {
		id,
		name,
		synonyms: [name, ...(request.synonyms ?? [])],
		registration_type: type,
		cdd_registry_number: registryNumber,
		projectIds: [...new Set([...projectIds, ...own])],
		collections: [],
		owner: author.owner,
		created_at: author.at,
		modified_at: author.at,
		structure,
		properties: request.description === undefined ? {} : { description: request.description },
		udfs: withoutNulls(request.udfs ?? {}),
	};
}

function moleculeFor(
	lab: Lab,
	vault: Vault,
	request: MoleculeRequest,
	projectIds: number[],
	author: Author,
): MoleculeRecord | PossibleDuplicates {
	const existing = existingMolecule(vault, request);
	if (existing !== undefined) return existing;
	const resolution = request.duplicate_resolution ?? request.tautomer_resolution ?? 'first';
	const candidate = newMolecule(lab, vault, request, projectIds, author);
	const duplicates = duplicatesOf(vault, readStructure(request, lab.settings.switches).text);
	const [first] = duplicates;
	if (first === undefined || resolution === 'new') return candidate;
	if (resolution === 'first') return first;
	return {
		message: 'Possible duplicate molecules were found. Nothing was registered.',
		molecule_ids: duplicates.map(({ id }) => id),
	};
}

function checkContent(lab: Lab, vault: Vault, request: z.output<typeof batchUpdate>): void {
	checkFields('batch', vault.fields.batch, request.batch_fields ?? {}, lab.settings.switches);
	if (vault.registration) return;
	for (const key of ['salt_name', 'solvent_of_crystallization_name', 'stoichiometry'] as const) {
		if (request[key] !== undefined) throw unprocessable(`${key} is for registration vaults only`);
	}
}

const isPrompt = (outcome: MoleculeRecord | PossibleDuplicates): outcome is PossibleDuplicates =>
	'molecule_ids' in outcome;

/** Registers a batch and, where it is new, its molecule; throws and leaves the vault as it was otherwise. */
export function createBatch(
	lab: Lab,
	vault: Vault,
	request: BatchRequest,
	author: Author,
): BatchRecord | PossibleDuplicates {
	checkContent(lab, vault, request);
	checkRequired('batch', vault.fields.batch, request.batch_fields ?? {});
	if (!vault.registration && request.name === undefined) throw unprocessable('name is required in this vault');
	const projectIds = projectIdsOf(vault, request.projects);
	const molecule = moleculeFor(lab, vault, request.molecule, projectIds, author);
	if (isPrompt(molecule)) return molecule;
	vault.molecules.set(molecule.id, molecule);
	molecule.projectIds = [...new Set([...molecule.projectIds, ...projectIds])];

	const siblings = [...vault.batches.values()].filter(({ moleculeId }) => moleculeId === molecule.id).length;
	const number = String(siblings + 1).padStart(3, '0');
	const batch: BatchRecord = {
		id: lab.ids.next(),
		name: request.name ?? number,
		...(vault.registration ? { molecule_batch_identifier: `${molecule.name}-${number}` } : {}),
		owner: author.owner,
		created_at: author.at,
		modified_at: author.at,
		moleculeId: molecule.id,
		projectIds,
		dataSetIds: [],
		...keptContent(request),
		batch_fields: withoutNulls(request.batch_fields ?? {}),
	};
	vault.batches.set(batch.id, batch);
	return batch;
}

function keptContent({ salt_name, solvent_of_crystallization_name, stoichiometry }: z.output<typeof batchUpdate>) {
	return {
		...(salt_name === undefined ? {} : { salt_name }),
		...(solvent_of_crystallization_name === undefined ? {} : { solvent_of_crystallization_name }),
		...(stoichiometry === undefined ? {} : { stoichiometry }),
	};
}

/** Changes what was sent and nothing else; a field that is sent as null is cleared (A30). */
export function updateBatch(
	lab: Lab,
	vault: Vault,
	id: number,
	request: z.output<typeof batchUpdate>,
	author: Author,
): BatchRecord {
	const batch = requireBatch(vault, id);
	if (request.id !== undefined && request.id !== id)
		throw unprocessable(`id ${request.id} does not match batch ${id} of the path`);
	checkContent(lab, vault, request);
	const changed: BatchRecord = {
		...batch,
		...(request.name === undefined ? {} : { name: request.name }),
		...(request.projects === undefined ? {} : { projectIds: projectIdsOf(vault, request.projects) }),
		...keptContent(request),
		batch_fields: withoutNulls({ ...batch.batch_fields, ...request.batch_fields }),
		modified_at: author.at,
	};
	vault.batches.set(id, changed);
	return changed;
}
