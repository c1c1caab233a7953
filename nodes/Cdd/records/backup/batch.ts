import type { IDataObject } from 'n8n-workflow';

import { listIn, objectIn } from '../../../shared/backup/cellValue';
import { valueText } from '../../../shared/backup/compare/valueText';
import type { RecordKind, RecordView } from '../../../shared/backup/recordKind';
import { shownFields, shownProject } from '../batch/output';
import { textOrNothing, withoutWordsOfChanges } from './fields';

/** What is shown elsewhere, what follows from the rest, and notes of who changed it when. */
const leftOut = new Set([
	...['id', 'class', 'name', 'molecule_batch_identifier', 'molecule', 'batch_fields', 'projects'],
	...['formula_weight', 'owner', 'created_at', 'modified_at', 'modified_user'],
]);

/** The same of a molecule: all else that is calculated from its structure. */
const leftOutOfMolecule = new Set([
	...['id', 'class', 'name', 'projects', 'collections', 'synonyms', 'udfs', 'molecule_fields'],
	...['owner', 'created_at', 'modified_at', 'modified_user'],
	...['smiles', 'cxsmiles', 'molfile', 'inchi', 'inchi_key', 'iupac_name', 'original_structure'],
	...['molecular_weight', 'exact_mass', 'formula', 'isotope_formula', 'dot_disconnected_formula', 'composition'],
	...['isotope_composition', 'heavy_atom_count', 'log_p', 'log_d', 'log_s', 'p_k_a', 'p_k_a_type', 'p_k_a_basic'],
	...['num_h_bond_donors', 'num_h_bond_acceptors', 'num_rotatable_bonds', 'num_rule_of_5_violations'],
	...['topological_polar_surface_area', 'fsp3', 'cns_mpo_score'],
]);

/** Names in one order: that of lists is not promised. Null for none. */
function namesIn(list: unknown): string[] | null {
	const names = listIn(list).map((entry) => {
		const { id, name } = objectIn(entry);
		return id === undefined && name === undefined
			? valueText(entry)
			: valueText(shownProject({ id: Number(id), name: textOrNothing(name) }));
	});
	return names.length > 0 ? names.sort() : null;
}

/** A CXSMILES that says more than the SMILES in front of it, such as that a compound is a racemate. */
const saysMore = (cxsmiles: unknown) => valueText(cxsmiles).includes(' |');

function structureOf({ smiles, cxsmiles, molfile, inchi }: IDataObject): unknown {
	const inOrder = saysMore(cxsmiles) ? [cxsmiles] : [smiles, cxsmiles, molfile, inchi];
	return inOrder.find((structure) => valueText(structure) !== '');
}

const ofMolecule = (name: string) => `${name} (molecule)`;

function moleculeFields(sent: unknown): Array<[string, unknown]> {
	const molecule = objectIn(sent);
	const own = { ...objectIn(molecule.udfs), ...objectIn(molecule.molecule_fields) };
	const others = Object.entries(molecule).filter(([key]) => !leftOutOfMolecule.has(key));
	return [
		['molecule_id', molecule.id],
		['molecule_name', molecule.name],
		['smiles', structureOf(molecule)],
		[ofMolecule('synonyms'), namesIn(molecule.synonyms)],
		[ofMolecule('projects'), namesIn(molecule.projects)],
		[ofMolecule('collections'), namesIn(molecule.collections)],
		...[...others, ...Object.entries(own)].map(([name, value]): [string, unknown] => [ofMolecule(name), value]),
	];
}

function view(batch: IDataObject): RecordView {
	const identifier = textOrNothing(batch.molecule_batch_identifier);
	const name = textOrNothing(batch.name);
	const others = Object.entries(batch).filter(([key]) => !leftOut.has(key));
	return {
		name: identifier ?? name,
		fields: withoutWordsOfChanges([
			...(identifier === undefined ? [] : [['batch name', name] as const]),
			['projects', namesIn(batch.projects)],
			...('molecule' in batch ? moleculeFields(batch.molecule) : []),
			...others,
			...Object.entries(shownFields(objectIn(batch.batch_fields))),
		]),
	};
}

const signs = ['molecule_batch_identifier', 'batch_fields', 'molecule', 'molecule_id'];

export const batchKind: RecordKind = {
	name: 'batch',
	plural: 'batches',
	isOne: (record) => record.class === 'batch' || signs.some((key) => key in record),
	view,
	onlyRaw: ['class', 'molecule', 'batch_fields'],
	onlySimplified: ['molecule_id', 'molecule_name', 'smiles'],
};
