import type { BatchRecord, MoleculeRecord, NamedRecord, Vault } from './state';

/** What a list call may leave out of batches and molecules, or add to them. */
export interface View {
	no_structures?: boolean;
	include_original_structures?: boolean;
	only_molecule_ids?: boolean;
	only_batch_ids?: boolean;
	molecule_fields?: string[];
	batch_fields?: string[];
}

const named = (ids: number[], known: ReadonlyMap<number, NamedRecord>) =>
	ids.flatMap((id) => {
		const record = known.get(id);
		return record === undefined ? [] : [{ name: record.name, id }];
	});

/** Empty objects are left out, as are all empty fields. */
function chosen(values: Record<string, unknown>, names: string[] | undefined): Record<string, unknown> | undefined {
	const kept = Object.entries(values).filter(([name]) => names === undefined || names.includes(name));
	return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

const present = (values: Record<string, unknown>) =>
	Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** The vendor spells the fields of a molecule `udfs` inside a batch and `molecule_fields` in its own list. */
function renderMoleculeAlone(
	vault: Vault,
	molecule: MoleculeRecord,
	view: View,
	fieldsKey: 'molecule_fields' | 'udfs',
) {
	const { smiles } = molecule.structure;
	return present({
		id: molecule.id,
		class: 'molecule',
		name: molecule.name,
		synonyms: molecule.synonyms,
		registration_type: molecule.registration_type,
		cdd_registry_number: molecule.cdd_registry_number,
		projects: named(molecule.projectIds, vault.projects),
		collections: molecule.collections.length === 0 ? undefined : molecule.collections,
		owner: molecule.owner,
		created_at: molecule.created_at,
		modified_at: molecule.modified_at,
		...(view.no_structures === true
			? {}
			: { ...(smiles === undefined ? {} : { cxsmiles: smiles }), ...molecule.structure }),
		...molecule.properties,
		original_structure: view.include_original_structures === true ? Object.values(molecule.structure)[0] : undefined,
		[fieldsKey]: chosen(molecule.udfs, view.molecule_fields),
	});
}

function renderBatchAlone(vault: Vault, batch: BatchRecord, view: View, molecule?: Record<string, unknown>) {
	return present({
		id: batch.id,
		class: 'batch',
		created_at: batch.created_at,
		modified_at: batch.modified_at,
		name: batch.name,
		molecule_batch_identifier: batch.molecule_batch_identifier,
		owner: batch.owner,
		projects: named(batch.projectIds, vault.projects),
		molecule,
		salt_name: batch.salt_name,
		solvent_of_crystallization_name: batch.solvent_of_crystallization_name,
		formula_weight: batch.formula_weight,
		batch_fields: chosen(batch.batch_fields, view.batch_fields),
		stoichiometry: batch.stoichiometry,
	});
}

export function renderBatch(vault: Vault, batch: BatchRecord, view: View = {}): Record<string, unknown> {
	const molecule = vault.molecules.get(batch.moleculeId);
	if (molecule === undefined || view.only_molecule_ids === true) {
		return renderBatchAlone(vault, batch, view, { id: batch.moleculeId });
	}
	return renderBatchAlone(vault, batch, view, renderMoleculeAlone(vault, molecule, view, 'udfs'));
}

export function renderMolecule(
	vault: Vault,
	molecule: MoleculeRecord,
	batches: BatchRecord[],
	view: View = {},
): Record<string, unknown> {
	const shown = batches.map((batch) =>
		view.only_batch_ids === true ? { id: batch.id } : renderBatchAlone(vault, batch, view),
	);
	return { ...renderMoleculeAlone(vault, molecule, view, 'molecule_fields'), batches: shown };
}
