import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { RecordWithFiles } from '../../../shared/operation';
import type { OperationCall } from '../../../shared/operation';
import { readCollection } from '../../../shared/values/collection';
import { readId } from '../../../shared/values/ids';
import { readText } from '../../../shared/values/text';
import { exportId } from '../../contract/scalars';
import type { ExportId } from '../../contract/scalars';
import type { CddApi } from '../../service/api';
import { awaitExport } from '../../service/exportJob/job';
import { saveExport } from '../../service/exportJob/read';
import type { FileFormat, SavedExport } from '../../service/exportJob/read';
import { startExport } from '../../service/list/listResource';
import type { ListResource } from '../../service/list/listResource';
import { readPatience } from '../list/options';

export const formatField: INodeProperties = {
	displayName: 'Format',
	name: 'format',
	type: 'options',
	options: [
		{ name: 'JSON', value: 'json', description: 'One document, as CDD Vault sends it' },
		{ name: 'NDJSON', value: 'ndjson', description: 'One record a line, easy to read piece by piece' },
	],
	default: 'json',
	description: 'How the records are written into the file',
};

export const outputField: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	required: true,
	default: 'data',
	hint: 'The name of the output field to put the file in',
};

export const exportIdField: INodeProperties = {
	displayName: 'Export ID',
	name: 'exportId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 18765',
	description: 'Picks up an export that was started earlier, instead of starting a new one',
};

export const fileNameField: INodeProperties = {
	displayName: 'File Name',
	name: 'fileName',
	type: 'string',
	default: '',
	placeholder: 'e.g. batches.json',
	description: 'The name of the file. By default it is made of the kind of records and the time.',
};

/** What an AI agent gets of an export: it never sees the file. */
export const exportSummary = [
	'summary',
	'complete',
	'records',
	'distinctIds',
	'count',
	'fileName',
	'format',
	'bytes',
	'exportId',
	'sha256',
];

async function chosenExport<R extends { id: number }>(
	{ api }: OperationCall<CddApi>,
	resource: ListResource<R>,
	options: IDataObject,
	readParameters: () => IDataObject | Promise<IDataObject>,
): Promise<ExportId> {
	if (!Object.hasOwn(options, 'exportId')) return await startExport(api, resource, await readParameters());
	return exportId.parse(readId(options.exportId, 'Export ID'));
}

function fileNameFor(
	resource: { plural: string },
	options: IDataObject,
	format: FileFormat,
	startedAt: string,
): string {
	if (typeof options.fileName === 'string' && options.fileName.trim() !== '') return options.fileName.trim();
	return `cdd-${resource.plural.replace(/\s/g, '-')}-${startedAt.slice(0, 19).replace(/:/g, '')}.${format}`;
}

function summary(saved: SavedExport): string {
	if (saved.complete) return `Complete: ${saved.distinctIds} records.`;
	return `Not complete: CDD Vault counted ${saved.count ?? 'nothing'}, the file holds ${saved.records} records with ${saved.distinctIds} different IDs.`;
}

/**
 * Exports all that match as one file.
 * @returns one item: counts, `complete`, SHA-256 of the file, times in UTC; the file beside it
 * @throws Fault
 */
export async function exportToFile<R extends { id: number }>(
	call: OperationCall<CddApi>,
	itemIndex: number,
	resource: ListResource<R>,
	readParameters: () => IDataObject | Promise<IDataObject>,
): Promise<RecordWithFiles> {
	const { functions, api, hint } = call;
	const options = readCollection(functions, 'options', itemIndex);
	const output = readText(functions.getNodeParameter('binaryPropertyName', itemIndex), 'Put Output File in Field');
	const format: FileFormat = functions.getNodeParameter('format', itemIndex) === 'ndjson' ? 'ndjson' : 'json';
	const patience = readPatience(call, options);

	const startedAt = new Date().toISOString();
	const id = await chosenExport(call, resource, options, readParameters);
	await awaitExport(api, id, patience);
	const fileName = fileNameFor(resource, options, format, startedAt);
	const saved = await saveExport(functions, api, id, {
		format,
		fileName,
		isOwn: resource.isOwn,
		signal: patience.signal,
	});
	if (!saved.complete) hint(summary(saved));
	return new RecordWithFiles(
		{
			complete: saved.complete,
			summary: summary(saved),
			records: saved.records,
			distinctIds: saved.distinctIds,
			count: saved.count ?? null,
			sha256: saved.sha256,
			bytes: saved.bytes,
			fileName,
			format,
			exportId: id,
			startedAt,
			finishedAt: new Date().toISOString(),
		},
		{ [output]: saved.file },
	);
}
