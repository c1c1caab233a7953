import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { runsForAgent } from '../../../shared/agent';
import { badInput } from '../../../shared/values/badInput';

/** A file that CDD Vault can take, by all that is known without its content. */
export interface CheckedFile {
	name: string;
	mimeType: string;
}

export interface ImportFile extends CheckedFile {
	bytes: Buffer;
	/** Things that make CDD Vault refuse or reject a file, for a hint. */
	remarks: string[];
}

/** Source: vendor page on bulk import (sdf, csv, xlsx, zip); content types as a working client sends them. */
const mimeTypes: Record<string, string> = {
	csv: 'text/csv',
	sdf: 'chemical/x-mdl-sdfile',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	zip: 'application/zip',
};

/** A form with files is built in memory, so there is a limit. */
const largestFile = 200 * 1024 * 1024;
/** A row of nothing but separators, at the end or before another one. */
const emptyRow = /\n[ \t,;]*(\r?\n|$)/;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

const extensionOf = (name: string) => name.split('.').pop()?.toLowerCase() ?? '';

/**
 * Checks the file of an item without reading it: many files do not fit into memory together.
 * @param given the file, or the name of the field of the item that holds it
 * @throws Fault `badInput`, or n8n's own error where the item has no such file
 */
export async function checkImportFile(
	functions: IExecuteFunctions,
	given: IBinaryData | string,
	itemIndex: number,
): Promise<CheckedFile> {
	if (runsForAgent(functions)) {
		throw badInput(
			'Input Data Field Name',
			'points at no file, because an AI agent has none to give',
			'Import files in the workflow itself. An agent can follow an import with the operations Get and Wait.',
		);
	}
	const binary = functions.helpers.assertBinaryData(itemIndex, given);
	const size = binary.id
		? (await functions.helpers.getBinaryMetadata(binary.id)).fileSize
		: Buffer.byteLength(binary.data, 'base64');
	const name = binary.fileName ?? `import.${binary.fileExtension ?? 'csv'}`;
	if (size === 0)
		throw badInput('Input Data Field Name', 'points at an empty file', `The file "${name}" has no content.`);
	if (size > largestFile) {
		throw badInput(
			'Input Data Field Name',
			'points at a file that is too large',
			`The file "${name}" has ${Math.round(size / 1048576)} MB; up to ${largestFile / 1048576} MB can be sent. Split it.`,
		);
	}
	const mimeType = mimeTypes[extensionOf(name)];
	if (mimeType === undefined) {
		throw badInput(
			'Input Data Field Name',
			'points at a kind of file that CDD Vault does not import',
			`The file is "${name}". CDD Vault imports CSV, SDF, XLSX and ZIP files, named .csv, .sdf, .xlsx or .zip.`,
		);
	}
	return { name, mimeType };
}

/** Reads a file that was checked. @throws n8n's own error where it is not there any more */
export async function readImportFile(
	functions: IExecuteFunctions,
	given: IBinaryData | string,
	itemIndex: number,
	checked: CheckedFile,
): Promise<ImportFile> {
	const bytes = await functions.helpers.getBinaryDataBuffer(itemIndex, given);
	const file: ImportFile = { ...checked, bytes, remarks: [] };
	return extensionOf(file.name) === 'csv' ? tidyCsv(file) : file;
}

/**
 * Spreadsheet programs put a byte order mark before the first header, which then matches no template. It is the
 * one thing taken out; the rest is only remarked on.
 */
function tidyCsv(file: ImportFile): ImportFile {
	const marked = file.bytes.subarray(0, 3).equals(byteOrderMark);
	const bytes = marked ? file.bytes.subarray(3) : file.bytes;
	const text = bytes.toString('utf8');
	const [header = ''] = text.split(/\r?\n/, 1);
	const remarks = [
		...(marked
			? [
					'An invisible mark that spreadsheet programs put at the beginning (byte order mark) was left out, because with it the first column matches no template.',
				]
			: []),
		...(header.includes('_x000D_')
			? ['Its header holds "_x000D_", a trace of line breaks in a spreadsheet; no template matches such a header.']
			: []),
		...(emptyRow.test(text.slice(header.length).trimEnd())
			? ['It holds rows without content; CDD Vault rejects a whole file for one row without identifiers.']
			: []),
	];
	return { ...file, bytes, remarks };
}
