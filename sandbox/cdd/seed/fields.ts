import type { DataType, FieldDefinition, IdSource, MappingTemplate, Vault } from '../state';

type Kind = keyof Vault['fields'];

const typeNames: Record<Kind, string> = {
	internal: 'InternalFieldDefinition',
	batch: 'BatchFieldDefinition',
	molecule: 'MoleculeFieldDefinition',
	protocol: 'ProtocolFieldDefinition',
	sample: 'InventorySampleFieldDefinition',
	event: 'InventoryEventFieldDefinition',
};

/** One field of each type at least, one name with a comma, and one that is easily trimmed or re-cased by mistake. */
const names: Record<Kind, Array<[name: string, type: DataType | null]>> = {
	internal: [
		['MoleculeStructure', null],
		['MoleculeName', null],
		['BatchName', null],
	],
	batch: [
		['Date', 'Date'],
		['Person', 'Text'],
		['Place', 'Text'],
		['Vendor', 'PickList'],
		['External Identifier', 'Text'],
		['Purity', 'Number'],
		['Appearance, visual', 'Text'],
		['Note', 'Text'],
	],
	molecule: [
		['Color', 'Text'],
		['Lab ID', 'Text'],
		['Literature Reference', 'Text'],
		['Melting Point', 'Number'],
		['First Synthesised', 'Date'],
	],
	protocol: [['Assay Type', 'PickList']],
	sample: [
		['Sample ID', 'Text'],
		['State', 'PickList'],
		['Destination', 'Text'],
		['Expiry Date', 'Date'],
		['Concentration (mM)', 'Number'],
	],
	event: [
		['Barcode', 'Text'],
		['Physical Form', 'PickList'],
		['Tube Type', 'PickList'],
		['Ship Date', 'Date'],
		['Net Weight', 'Number'],
		['Reason', 'Text'],
	],
};

function definitions(ids: IdSource, kind: Kind): FieldDefinition[] {
	return names[kind].map(([name, dataType]) => ({
		id: ids.next(),
		type: kind === 'internal' ? `${typeNames.internal}::${name}` : typeNames[kind],
		name,
		data_type_name: dataType,
		unique_value: name === 'Sample ID',
		required_group_number: null,
		overwritable: kind !== 'internal',
	}));
}

export const seedFields = (ids: IdSource): Vault['fields'] => ({
	internal: definitions(ids, 'internal'),
	batch: definitions(ids, 'batch'),
	molecule: definitions(ids, 'molecule'),
	protocol: definitions(ids, 'protocol'),
	sample: definitions(ids, 'sample'),
	event: definitions(ids, 'event'),
});

interface Column {
	header: string;
	type: string;
	name: string;
	data_type_name?: DataType;
}

const moleculeName: Column = {
	header: 'Molecule Name',
	type: 'InternalFieldDefinition::MoleculeName',
	name: 'MoleculeName',
};

const readout = (header: string): Column => ({
	header,
	type: 'ReadoutDefinition',
	name: header,
	data_type_name: 'Number',
});

const templates: Array<[name: string, file: string, columns: Column[]]> = [
	['Plate reader, single point', 'single_point.csv', [moleculeName, readout('Inhibition (%)')]],
	[
		'Dose response',
		'dose_response.csv',
		[
			moleculeName,
			readout('Concentration (uM)'),
			readout('Inhibition (%)'),
			{ header: 'Comment', type: 'ReadoutDefinition', name: 'Comment', data_type_name: 'Text' },
		],
	],
	[
		'Solubility, shaking flask',
		'solubility.csv',
		[
			moleculeName,
			{ header: 'Batch', type: 'InternalFieldDefinition::BatchName', name: 'BatchName' },
			readout('Solubility (uM)'),
		],
	],
	[
		'Solubility, kinetic',
		'solubility_kinetic.csv',
		[
			moleculeName,
			{ header: 'Batch', type: 'InternalFieldDefinition::BatchName', name: 'BatchName' },
			readout('Solubility (uM)'),
		],
	],
];

/** The two solubility templates share a header: an upload that names none of them matches several (A37). */
export function seedTemplates(ids: IdSource, owner: string): Map<number, MappingTemplate> {
	const records = templates.map(([name, file, columns]): MappingTemplate => ({
		id: ids.next(),
		name,
		created_at: '2023-12-21T17:59:22.000-06:00',
		modified_at: '2024-02-05T09:30:00.000-06:00',
		owner,
		file,
		header_mappings: columns.map(({ header, ...definition }) => ({
			header: { id: ids.next(), name: header },
			definition: { id: ids.next(), ...definition },
		})),
	}));
	return new Map(records.map((record) => [record.id, record]));
}
