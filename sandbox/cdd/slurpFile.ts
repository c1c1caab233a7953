import { parse } from 'csv-parse/sync';

import type { ImportFindings, MappingTemplate, Vault } from './state';

/** An uploaded file as rows of text. `header` is undefined where the sandbox cannot look inside (xlsx, zip). */
export interface ImportFile {
	header: string[] | undefined;
	rows: string[][];
}

/** Rows of a CSV file; throws where it cannot be parsed. A BOM stays part of the first header, as the vendor does not remove it. */
function readCsv(text: string): ImportFile {
	const [header, ...rows] = parse(text, { bom: false, relax_column_count: false, skip_empty_lines: true });
	if (header === undefined) throw new Error('The file is empty');
	return { header, rows };
}

/** Records of an SD file: their data items are the columns. */
function readSdf(text: string): ImportFile {
	const records = text.split(/^\$\$\$\$\r?\n?/m).filter((record) => record.trim() !== '');
	if (records.length === 0 || !text.includes('$$$$')) throw new Error('The file holds no record');
	const items = records.map(
		(record) =>
			new Map([...record.matchAll(/^> *<([^>]+)>.*\r?\n(.*)$/gm)].map(([, name = '', value = '']) => [name, value])),
	);
	const header = [...new Set(items.flatMap((item) => [...item.keys()]))];
	return { header, rows: items.map((item) => header.map((name) => item.get(name) ?? '')) };
}

/** Undefined for a file that cannot be parsed (A40). */
export function readImportFile(filename: string, bytes: Buffer): ImportFile | undefined {
	const extension = filename.toLowerCase().split('.').at(-1);
	if (extension === 'xlsx' || extension === 'zip') {
		return bytes.subarray(0, 2).toString('latin1') === 'PK' ? { header: undefined, rows: [['']] } : undefined;
	}
	try {
		const text = bytes.toString('utf8');
		return extension === 'sdf' ? readSdf(text) : readCsv(text);
	} catch {
		return undefined;
	}
}

/** Whether a template fits: the header row holds exactly the template's columns, in any order. */
export function fits({ header_mappings: mappings }: MappingTemplate, { header }: ImportFile): boolean {
	if (header === undefined) return true;
	const expected = mappings.map((mapping) => mapping.header.name);
	return header.length === expected.length && expected.every((name) => header.includes(name));
}

const identifierType = 'InternalFieldDefinition::MoleculeName';

/**
 * What the check of the rows comes to. An error: text in a number column. A warning ("suspicious event"): a
 * molecule that the vault does not hold. A row without any identifier rejects the whole import.
 */
export function checkRows(
	vault: Vault,
	{ header_mappings: mappings }: MappingTemplate,
	{ header, rows }: ImportFile,
): ImportFindings {
	const findings: ImportFindings = { total_records: rows.length, import_errors: 0, import_warnings: 0 };
	if (header === undefined) return findings;
	const columns = (wanted: (mapping: MappingTemplate['header_mappings'][number]) => boolean) =>
		mappings.filter(wanted).map((mapping) => header.indexOf(mapping.header.name));
	const numberColumns = columns(({ definition }) => definition.data_type_name === 'Number');
	const nameColumns = columns(({ definition }) => definition.type === identifierType);
	const names = new Set([...vault.molecules.values()].flatMap((molecule) => molecule.synonyms));

	for (const row of rows) {
		const cell = (column: number) => (row[column] ?? '').trim();
		const identifiers = nameColumns.map(cell).filter((text) => text !== '');
		if (nameColumns.length > 0 && identifiers.length === 0) findings.ending = 'rejected';
		if (identifiers.some((name) => !names.has(name))) findings.import_warnings += 1;
		if (numberColumns.some((column) => cell(column) !== '' && !Number.isFinite(Number(cell(column)))))
			findings.import_errors += 1;
	}
	return findings;
}
