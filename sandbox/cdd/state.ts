/** The records of a vault, as the sandbox keeps them. Names are the vendor's own; dates are ISO 8601 text. */

export type FieldValue = boolean | number | string | null;
export type FieldValues = Record<string, FieldValue>;

export interface NamedRecord {
	id: number;
	name: string;
}

export interface MoleculeRecord {
	id: number;
	name: string;
	synonyms: string[];
	registration_type: 'AMINO_ACID' | 'CHEMICAL_STRUCTURE' | 'NUCLEOTIDE';
	cdd_registry_number?: number;
	projectIds: number[];
	collections: NamedRecord[];
	owner: string;
	created_at: string;
	modified_at: string;
	/** smiles, cxsmiles, molfile, amino_acid or nucleotide, as it was registered. Empty for a structureless molecule. */
	structure: Record<string, string>;
	/** Fixed values of the seed, never computed: formula, molecular_weight. */
	properties: Record<string, number | string>;
	udfs: FieldValues;
	/** Molecules of one tautomer pair share it (A25). */
	tautomerGroup?: string;
}

export interface BatchRecord {
	id: number;
	name?: string;
	molecule_batch_identifier?: string;
	owner: string;
	created_at: string;
	modified_at: string;
	moleculeId: number;
	projectIds: number[];
	dataSetIds: number[];
	salt_name?: string;
	solvent_of_crystallization_name?: string;
	formula_weight?: number;
	batch_fields: FieldValues;
	stoichiometry?: { core_count?: number; salt_count?: number; solvent_of_crystallization_count?: number };
}

export interface EventLocation {
	id: number;
	position?: number;
	value: string;
}

export interface EventRecord {
	id: number;
	created_at: string;
	modified_at: string;
	slurp_id: number | null;
	owner: string;
	modified_user: string | null;
	fields: Record<string, EventLocation | FieldValue>;
}

/** An inventory sample, exactly as the vendor replies. */
export interface SampleRecord {
	id: number;
	name: string;
	batch: number;
	batch_name: string;
	units: string;
	current_amount: number;
	depleted: boolean;
	inventory_location_id: number | null;
	inventory_location_position: number | null;
	location: string | null;
	slurp_id: number | null;
	created_at: string;
	modified_at: string;
	owner: string;
	modified_user: string | null;
	fields: FieldValues;
	inventory_events: EventRecord[];
}

export interface LocationRecord {
	id: number;
	created_at: string;
	modified_at: string;
	num_columns: number;
	num_rows: number;
	parent_id?: number;
	/** Above 0 for a box. */
	position_limit: number;
	value: string;
}

export type DataType = 'Date' | 'Number' | 'PickList' | 'Text';

export interface FieldDefinition extends NamedRecord {
	type: string;
	data_type_name: DataType | null;
	unique_value: boolean;
	required_group_number: number | null;
	/** Not in the vendor's documentation of `fields`; absent unless a test puts it there. */
	pick_list_values?: Array<{ value: string; hidden: boolean }>;
	overwritable: boolean;
}

export interface MappingTemplate extends NamedRecord {
	created_at: string;
	modified_at: string;
	owner: string;
	file: string;
	header_mappings: Array<{
		header: NamedRecord;
		definition: { id: number; type: string; name: string; data_type_name?: DataType };
	}>;
}

export interface SlurpRun {
	run_date?: string;
	place?: string;
	person?: string;
	conditions?: string;
}

/** What importing a file would come to: the counts of the vendor's slurp object. */
export interface ImportFindings {
	total_records: number;
	import_errors: number;
	import_warnings: number;
	/** Ends there whatever else was found. */
	ending?: 'invalid' | 'rejected';
}

export interface SlurpRecord {
	id: number;
	vaultId: number;
	state: string;
	/** States that are still to come, the next one first. */
	ahead: string[];
	findings: ImportFindings;
	/** What becomes of errors: `rejected`, or rest in `processed` until a person decides. */
	autoreject: boolean;
	projectId: number;
	runs: SlurpRun[];
	/** Of the state that it is in: how often it was shown, and since when it lasts. */
	shown: number;
	since: number;
}

export interface RunRecord extends SlurpRun {
	id: number;
	slurp: number;
	project: number;
}

export type ExportStatus = 'canceled' | 'downloaded' | 'failed' | 'finished' | 'new' | 'started';

export interface ExportRecord {
	id: number;
	vaultId: number;
	status: ExportStatus;
	created_at: string;
	modified_at: string;
	/** What the finished file holds. */
	count: number;
	objects: () => Iterable<unknown>;
	/** How many polls show `started` before it is finished. */
	startedPolls: number;
	/** Never finishes while it is set. */
	held: boolean;
	/** Ends in `failed` instead of `finished`. */
	failing: boolean;
	shown: number;
	since: number;
}

export interface Vault {
	id: number;
	name: string;
	/** A registration vault names its molecules and batches itself. */
	registration: boolean;
	moleculePrefix: string;
	projects: Map<number, NamedRecord>;
	dataSets: Map<number, NamedRecord>;
	mappingTemplates: Map<number, MappingTemplate>;
	locations: Map<number, LocationRecord>;
	molecules: Map<number, MoleculeRecord>;
	batches: Map<number, BatchRecord>;
	samples: Map<number, SampleRecord>;
	slurps: Map<number, SlurpRecord>;
	runs: RunRecord[];
	fields: Record<'batch' | 'event' | 'internal' | 'molecule' | 'protocol' | 'sample', FieldDefinition[]>;
	/** Samples that cannot be deleted (A23), and batches (A29). */
	sampleIdsOnPlates: Set<number>;
	sampleIdsInReadoutRows: Set<number>;
	batchIdsInReadoutRows: Set<number>;
	/** Samples of projects that the token's user cannot see: they are there, and are told to nobody (A44). */
	hiddenSampleIds: Set<number>;
}

export const newVault = (
	id: number,
	name: string,
	settings: Pick<Vault, 'fields' | 'moleculePrefix' | 'registration'>,
): Vault => ({
	id,
	name,
	...settings,
	projects: new Map(),
	dataSets: new Map(),
	mappingTemplates: new Map(),
	locations: new Map(),
	molecules: new Map(),
	batches: new Map(),
	samples: new Map(),
	slurps: new Map(),
	runs: [],
	sampleIdsOnPlates: new Set(),
	sampleIdsInReadoutRows: new Set(),
	batchIdsInReadoutRows: new Set(),
	hiddenSampleIds: new Set(),
});

/** Hands out ids of every kind, always above all that are in use. */
export class IdSource {
	private last = 0;

	next(): number {
		this.last += 1;
		return this.last;
	}

	/** Call it with each id that did not come from here. */
	reserve(id: number): void {
		this.last = Math.max(this.last, id);
	}
}
