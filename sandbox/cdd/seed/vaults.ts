import type { Lab } from '../lab';
import { createSample, sampleIdentifier, updateSample } from '../samples';
import { newVault } from '../state';
import type { BatchRecord, MoleculeRecord, NamedRecord, Vault } from '../state';
import { compounds, salts, sequences, tautomerPair, water } from './compounds';
import { seedFields, seedTemplates } from './fields';
import { seedLocations } from './locations';
import type { SeededLocations } from './locations';

/** The sandbox has no people: records belong to roles. */
export const roles = { registrar: 'Compound Registrar', manager: 'Inventory Manager', robot: 'API User' };

export const vaultIds = { main: 4598, other: 4599 };

const firstSeedId = 10_000;
const sampleCount = 120;
const openingDay = Date.UTC(2024, 0, 8, 9, 0, 0);
const hour = 3_600_000;

/** Seeded moments are fixed: 2024-01-08 09:00 UTC and later, in steps of hours. */
const at = (hours: number) => new Date(openingDay + hours * hour).toISOString();

function addNamed(lab: Lab, into: Map<number, NamedRecord>, names: string[]): NamedRecord[] {
	return names.map((name) => {
		const record = { id: lab.ids.next(), name };
		into.set(record.id, record);
		return record;
	});
}

function addMolecules(lab: Lab, vault: Vault, projects: NamedRecord[], collection: NamedRecord): MoleculeRecord[] {
	const add = (synonym: string, record: Partial<MoleculeRecord>): MoleculeRecord => {
		const number = vault.molecules.size + 1;
		const name = `${vault.moleculePrefix}-${String(number).padStart(7, '0')}`;
		const molecule: MoleculeRecord = {
			id: lab.ids.next(),
			name,
			synonyms: [name, synonym],
			registration_type: 'CHEMICAL_STRUCTURE',
			cdd_registry_number: number,
			projectIds: projects.filter((_project, index) => number % (index + 1) === 0).map(({ id }) => id),
			collections: number % 4 === 0 ? [collection] : [],
			owner: roles.registrar,
			created_at: at(number * 5),
			modified_at: at(number * 5),
			structure: {},
			properties: {},
			udfs: {},
			...record,
		};
		vault.molecules.set(molecule.id, molecule);
		return molecule;
	};
	const drawn = (
		[name, smiles, formula, weight]: readonly [string, string, string, number],
		more: Partial<MoleculeRecord> = {},
	) => add(name, { structure: { smiles }, properties: { formula, molecular_weight: weight }, ...more });

	const molecules = compounds.map((compound, index) =>
		drawn(
			compound,
			index % 5 === 0
				? { udfs: { Color: 'colorless', 'Lab ID': `L-${1000 + index}`, 'Melting Point': 40 + index } }
				: {},
		),
	);
	for (const compound of tautomerPair.compounds) molecules.push(drawn(compound, { tautomerGroup: tautomerPair.group }));
	for (const [name, registration_type, key, sequence] of sequences) {
		molecules.push(add(name, { registration_type, structure: { [key]: sequence } }));
	}
	molecules.push(add('Unknown residue 7', { udfs: { 'First Synthesised': '2021-06-30' } }));
	return molecules;
}

function addBatch(
	lab: Lab,
	vault: Vault,
	molecule: MoleculeRecord,
	batchNumber: number,
	serial: number,
	projectIds: number[],
): BatchRecord {
	const name = String(batchNumber).padStart(3, '0');
	const [saltName, saltWeight] = salts[Math.floor(serial / 6) % salts.length] ?? salts[0];
	const saltCount = 1 + (Math.floor(serial / 6) % 2);
	const isSalt = serial % 6 === 4 && typeof molecule.properties.molecular_weight === 'number';
	const coreWeight = molecule.properties.molecular_weight;
	const batch: BatchRecord = {
		id: lab.ids.next(),
		name,
		molecule_batch_identifier: `${molecule.name}-${name}`,
		owner: roles.registrar,
		created_at: serial === 0 ? '2023-12-11' : at(serial * 7),
		modified_at: serial === 0 ? '2023-12-11' : at(serial * 7 + 2),
		moleculeId: molecule.id,
		projectIds,
		dataSetIds: [],
		...(isSalt ? { salt_name: saltName, solvent_of_crystallization_name: water.name } : {}),
		...(isSalt ? { stoichiometry: { core_count: 1, salt_count: saltCount, solvent_of_crystallization_count: 1 } } : {}),
		...(typeof coreWeight === 'number'
			? { formula_weight: isSalt ? coreWeight + saltWeight * saltCount + water.weight : coreWeight }
			: {}),
		batch_fields:
			serial % 3 === 2
				? {}
				: {
						Date: at(serial * 7).slice(0, 10),
						Place: serial % 2 === 0 ? 'Synthesis Lab' : 'Contract Lab North',
						'External Identifier': `EXT-${2000 + serial}`,
						Purity: 90 + (serial % 10),
						...(serial % 9 === 0 ? { 'Appearance, visual': 'white, crystalline', Vendor: 'In-house' } : {}),
					},
	};
	vault.batches.set(batch.id, batch);
	return batch;
}

/** Every molecule has a batch, and the first fifteen have two. */
function addBatches(lab: Lab, vault: Vault, molecules: MoleculeRecord[]): BatchRecord[] {
	const batches: BatchRecord[] = [];
	for (const batchNumber of [1, 2]) {
		for (const molecule of batchNumber === 1 ? molecules : molecules.slice(0, 15)) {
			batches.push(addBatch(lab, vault, molecule, batchNumber, batches.length, molecule.projectIds));
		}
	}
	return batches;
}

const unitsInUse = ['mg', 'mL', 'g', '\u00b5L', 'count', 'mM'] as const;

/** Where sample number n stands: three in four in a box, the others on a shelf or nowhere. */
function placeOf(number: number, { boxes, shelf }: SeededLocations): { id: number; position?: number } | undefined {
	if (number % 8 === 7) return undefined;
	if (number % 8 === 3) return { id: shelf.id };
	const inBoxes = number - Math.floor((number + 1) / 8) - Math.floor((number + 5) / 8);
	const { first, second } = boxes;
	return inBoxes < 50 ? { id: first.id, position: inBoxes + 1 } : { id: second.id, position: inBoxes - 49 };
}

/**
 * 120 samples over the batches (one per batch in a vault that cannot tell several apart): with one, two or three events; some empty, some from an import, one tied to a plate
 * well and one to a readout row (the first two).
 */
export function seedSamples(lab: Lab, vault: Vault, batches: BatchRecord[], locations: SeededLocations): void {
	const importId = lab.ids.next();
	const isIdentified = lab.settings.switches.sampleIdentifierField === 'defined';
	for (let number = 0; number < (isIdentified ? sampleCount : batches.length); number += 1) {
		const batch = batches[number % batches.length];
		if (batch === undefined) return;
		const imported = number % 15 === 6;
		const author = { owner: roles.manager, at: at(500 + number * 11), slurpId: imported ? importId : null };
		const credit = 100 + (number % 7) * 50;
		const place = placeOf(number, locations);
		const sample = createSample(
			lab,
			vault,
			{
				batch_id: batch.id,
				units: unitsInUse[number % unitsInUse.length] ?? 'mg',
				fields: {
					...(isIdentified ? { [sampleIdentifier]: `S${1 + Math.floor(number / batches.length)}` } : {}),
					State: number % 2 === 0 ? 'Powder' : 'Solution',
					...(number % 10 === 5 ? { 'Expiry Date': '2027-12-31', 'Concentration (mM)': 10 } : {}),
				},
				inventory_events: [
					{
						fields: {
							Credit: credit,
							Barcode: `SB${String(100_001 + number)}`,
							'Physical Form': number % 2 === 0 ? 'Dry' : 'Solution',
							'Tube Type': number % 3 === 0 ? 'Vial' : 'Screw cap tube',
							...(place === undefined ? {} : { Location: place }),
						},
					},
				],
			},
			author,
		);
		if (imported) {
			const [first] = sample.inventory_events;
			if (first !== undefined)
				sample.inventory_events.unshift({ ...first, id: lab.ids.next(), slurp_id: null, fields: {} });
		}
		const later = { owner: roles.manager, at: at(2000 + number * 11) };
		if (number % 4 === 1)
			updateSample(lab, vault, sample.id, { inventory_events: [{ fields: { Debit: 10, Reason: 'Assay' } }] }, later);
		if (number % 12 === 11)
			updateSample(lab, vault, sample.id, { inventory_events: [{ fields: { Debit: credit } }] }, later);
		if (number === 0) vault.sampleIdsOnPlates.add(sample.id);
		if (number === 1) vault.sampleIdsInReadoutRows.add(sample.id);
	}
	const [first] = batches;
	if (first !== undefined) vault.batchIdsInReadoutRows.add(first.id);
}

export interface SeededVault {
	vault: Vault;
	locations: SeededLocations;
}

function seedVault(lab: Lab, id: number, name: string, moleculePrefix: string, registration: boolean): SeededVault {
	const vault = newVault(id, name, { registration, moleculePrefix, fields: seedFields(lab.ids) });
	if (lab.settings.switches.sampleIdentifierField === 'missing') {
		vault.fields.sample = vault.fields.sample.filter((field) => field.name !== sampleIdentifier);
	}
	lab.vaults.set(id, vault);
	vault.mappingTemplates = seedTemplates(lab.ids, roles.manager);
	const locations = seedLocations(lab.ids, '2023-10-30T18:25:41.779Z');
	vault.locations = locations.locations;
	return { vault, locations };
}

/** The main vault: without batches where they are to be loaded from a file. */
export function seedMainVault(lab: Lab, withBatches: boolean): SeededVault {
	lab.ids.reserve(firstSeedId);
	const seeded = seedVault(lab, vaultIds.main, 'Sandbox Vault', 'LAB', true);
	const { vault, locations } = seeded;
	const projects = addNamed(lab, vault.projects, ['Internal Data', 'Fragment Screen', 'CRO Project']);
	const [dataSet] = addNamed(lab, vault.dataSets, ['Public Reference Compounds', 'Public Solubility Set']);
	if (!withBatches) return seeded;
	const molecules = addMolecules(lab, vault, projects, { id: lab.ids.next(), name: 'Reference Compounds' });
	const batches = addBatches(lab, vault, molecules);
	const [internal] = projects;
	const last = batches.at(-1);
	if (dataSet !== undefined && last !== undefined && internal !== undefined) last.dataSetIds.push(dataSet.id);
	seedSamples(lab, vault, batches, locations);
	return seeded;
}

/** A second vault: small, without registration, so that batches and new molecules need a name. */
export function seedOtherVault(lab: Lab): void {
	const { vault } = seedVault(lab, vaultIds.other, 'Sandbox Archive Vault', 'ARC', false);
	const projects = addNamed(lab, vault.projects, ['Archive']);
	const molecules = addMolecules(lab, vault, projects, { id: lab.ids.next(), name: 'Old Collection' }).slice(0, 3);
	for (const id of vault.molecules.keys())
		if (!molecules.some((molecule) => molecule.id === id)) vault.molecules.delete(id);
	for (const [index, molecule] of molecules.entries()) {
		const batch = addBatch(lab, vault, molecule, 1, index + 1, molecule.projectIds);
		batch.name = `Bottle ${index + 1}`;
		delete batch.molecule_batch_identifier;
	}
}
