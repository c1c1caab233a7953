import { sleep } from 'n8n-workflow';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { runsForAgent } from '../../../shared/agent';
import { badInput } from '../../../shared/values/badInput';
import { cleanText } from '../../../shared/values/cleaning';
import type { TemplateColumns } from '../../records/mappingTemplate';
import { converted, isPlain, lookAt } from './look';
import type { ImportKind, Layout } from './look';

/** A file that CDD Vault can take, by all that is known without its content. */
export interface CheckedFile {
	name: string;
	kind: ImportKind;
}

export interface ImportFile extends CheckedFile {
	mimeType: string;
	bytes: Buffer;
	/** Things that make CDD Vault refuse or reject a file, for a hint. */
	remarks: string[];
}

/** Source: vendor page on bulk import (sdf, csv, xlsx, zip); content types as a working client sends them. */
const mimeTypes: Record<ImportKind, string> = {
	csv: 'text/csv',
	sdf: 'chemical/x-mdl-sdfile',
	tsv: 'text/tab-separated-values',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	zip: 'application/zip',
};
const kindsByName = new Map<string, ImportKind>([
	['csv', 'csv'],
	['sdf', 'sdf'],
	['tsv', 'tsv'],
	['xlsx', 'xlsx'],
	['zip', 'zip'],
]);
/** As servers and mail programs name them. */
const kindsByType = new Map<string, ImportKind>([
	...[...kindsByName.values()].map((kind) => [mimeTypes[kind], kind] as const),
	['application/csv', 'csv'],
	['text/comma-separated-values', 'csv'],
	['chemical/x-sdf', 'sdf'],
	['chemical/x-mdl-sdf', 'sdf'],
	['application/x-zip-compressed', 'zip'],
]);

/** Downloads leave what followed the address in the name: `export.csv?dl=1`. */
const tidied = (name: string) => cleanText(cleanText(name).replace(/[?#].*$/, ''));

/** What a file is by its name, or else by its content type; its name says so then, as CDD Vault may go by that. */
function fileOf({ fileName, fileExtension, mimeType }: IBinaryData): { name: string; kind: ImportKind | undefined } {
	const name = tidied(fileName ?? (fileExtension ? `import.${fileExtension}` : 'import')) || 'import';
	const byName = kindsByName.get(/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '');
	if (byName) return { name, kind: byName };
	const byType = kindsByType.get((mimeType.split(';')[0] ?? '').trim().toLowerCase());
	return byType ? { name: `${name}.${byType}`, kind: byType } : { name, kind: undefined };
}

/** A form with files is built in memory, so there is a limit. */
const largestFile = 200 * 1024 * 1024;

/**
 * Checks the file of an item without reading it: many files do not fit into memory together.
 * @param given the file, or the name of the field of the item that holds it
 * @throws Fault `badInput`, or n8n's own error where the item has no such file
 */
export async function checkImportFile(
	functions: IExecuteFunctions,
	given: IBinaryData | string,
	itemIndex: number,
	converts: boolean,
): Promise<CheckedFile> {
	if (runsForAgent(functions)) {
		throw badInput(
			'Input Data Field Name',
			'has no file, because AI agents cannot provide files',
			'Import files in the workflow itself. An agent can follow an import with the operations Get and Wait.',
		);
	}
	const binary = functions.helpers.assertBinaryData(itemIndex, given);
	const size = binary.id
		? (await functions.helpers.getBinaryMetadata(binary.id)).fileSize
		: Buffer.byteLength(binary.data, 'base64');
	const { name, kind } = fileOf(binary);
	if (size === 0)
		throw badInput('Input Data Field Name', 'points to an empty file', `The file "${name}" has no content.`);
	if (size > largestFile) {
		throw badInput(
			'Input Data Field Name',
			'points to a file that is too large',
			`The file "${name}" has ${Math.round(size / 1048576)} MB; up to ${largestFile / 1048576} MB can be sent. Split it.`,
		);
	}
	if (kind === undefined) {
		throw badInput(
			'Input Data Field Name',
			'points to a kind of file that CDD Vault does not import',
			`The file is "${name}", of the type "${binary.mimeType}". CDD Vault imports CSV, SDF, XLSX and ZIP files, named .csv, .sdf, .xlsx or .zip.`,
		);
	}
	if (kind === 'tsv' && !converts) {
		throw badInput(
			'Input Data Field Name',
			'points to a kind of file that CDD Vault does not import',
			`The file "${name}" has tabs between its columns. Switch on 'Convert to UTF-8 With Commas', or save it as CSV.`,
		);
	}
	return { name, kind };
}

/** So much of a file is looked at in one go; then n8n does what else it has to do. */
const pieceSize = 262_144;

async function* piecesOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < bytes.length; at += pieceSize) {
		if (at > 0) await sleep(0);
		yield bytes.subarray(at, at + pieceSize);
	}
}

const isTable = (kind: ImportKind) => kind === 'csv' || kind === 'tsv';

/** How a file is to be looked at, and whether it is changed. */
export interface Look {
	columns?: TemplateColumns;
	converts: boolean;
}

/**
 * Reads a file that was checked, and looks at it. It stays as it is, unless it is to be converted.
 * @throws n8n's own error where it is not there any more
 */
export async function readImportFile(
	functions: IExecuteFunctions,
	given: IBinaryData | string,
	itemIndex: number,
	{ name, kind }: CheckedFile,
	{ columns, converts }: Look,
): Promise<ImportFile> {
	const bytes = await functions.helpers.getBinaryDataBuffer(itemIndex, given);
	const pieces = () => piecesOf(bytes);
	const { remarks, layout, layoutRemarks = [] } = await lookAt(pieces, kind, columns);
	const asItIs = { name, kind, mimeType: mimeTypes[kind], bytes, remarks: [...layoutRemarks, ...remarks] };
	if (!isTable(kind) || layout === undefined) return asItIs;
	if (converts && !(isPlain(layout) && kind === 'csv')) {
		return {
			name: name.replace(/\.tsv$/i, '.csv'),
			kind: 'csv',
			mimeType: mimeTypes.csv,
			bytes: await converted(pieces, layout),
			remarks: ['It was converted to UTF-8 with commas.', ...remarks],
		};
	}
	return withoutMark(asItIs, layout);
}

/**
 * Spreadsheet programs put a byte order mark before the first header, which then matches no template. It is the
 * one thing taken out; the rest is only remarked on.
 */
function withoutMark(file: ImportFile, { encoding }: Layout): ImportFile {
	if (encoding.name !== 'utf-8' || encoding.mark === 0) return file;
	return {
		...file,
		bytes: file.bytes.subarray(encoding.mark),
		remarks: [
			'An invisible character at the beginning (byte order mark), which spreadsheet programs add, was removed: with it the first column would not match any template.',
			...file.remarks,
		],
	};
}
