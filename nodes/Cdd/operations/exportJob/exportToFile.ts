import type { IDataObject } from 'n8n-workflow';

import { choice, id, optionalText, text } from '../../../shared/form';
import type { Value } from '../../../shared/form';
import { RecordWithFiles } from '../../../shared/operation';
import type { OperationCall } from '../../../shared/operation';
import { exportId as exportIdOf } from '../../contract/scalars';
import type { ExportId } from '../../contract/scalars';
import type { CddApi } from '../../service/api';
import { awaitExport } from '../../service/exportJob/job';
import { saveExport } from '../../service/exportJob/read';
import type { FileFormat, SavedExport } from '../../service/exportJob/read';
import { startExport } from '../../service/list/listResource';
import type { ListResource } from '../../service/list/listResource';
import { patienceOf } from '../list/options';
import type { WaitingOptions } from '../list/options';

export const format = choice({
	displayName: 'Format',
	name: 'format',
	type: 'options',
	options: [
		{ name: 'JSON', value: 'json', description: 'One document, as CDD Vault sends it' },
		{ name: 'NDJSON', value: 'ndjson', description: 'One record per line, easy to process in pieces' },
	],
	default: 'json',
	description: 'The format of the file',
});

export const output = text({
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	required: true,
	default: 'data',
	hint: 'The name of the output field to put the file in',
});

export const exportId = id({
	displayName: 'Export ID',
	name: 'exportId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 18765',
	description: 'The ID of an export that was started earlier. It is downloaded instead of starting a new one.',
});

export const fileName = optionalText({
	displayName: 'File Name',
	name: 'fileName',
	type: 'string',
	default: '',
	placeholder: 'e.g. batches.json',
	description: 'The name of the file. By default, it contains the kind of records and the time.',
});

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

/** What the form of an export asks beside the filters. */
interface ExportForm {
	readonly format: Value<typeof format>;
	readonly output: string;
	readonly options: WaitingOptions & { readonly exportId?: number; readonly fileName?: string | undefined };
}

const defaultName = (resource: { plural: string }, fileFormat: FileFormat, startedAt: string) =>
	`cdd-${resource.plural.replace(/\s/g, '-')}-${startedAt.slice(0, 19).replace(/:/g, '')}.${fileFormat}`;

/** As backups name it: `samples`. */
const partOf = ({ plural }: { plural: string }) => plural.replace(/^inventory /, '');

function summary(saved: SavedExport): string {
	if (saved.complete) return `Complete: ${saved.distinctIds} records.`;
	return `Not complete: CDD Vault counted ${saved.count ?? 'nothing'}, the file contains ${saved.records} records with ${saved.distinctIds} different IDs.`;
}

/**
 * Exports all that match as one file.
 * @returns one item: counts, `complete`, SHA-256 of the file, times in UTC; the file beside it
 * @throws Fault
 */
export async function exportToFile<R extends { id: number }>(
	call: OperationCall<CddApi>,
	resource: ListResource<R>,
	form: ExportForm,
	readParameters: () => IDataObject | Promise<IDataObject>,
): Promise<RecordWithFiles> {
	const { functions, api, hint } = call;
	const { options } = form;
	const patience = patienceOf(call, options);

	const startedAt = new Date().toISOString();
	const filters = options.exportId === undefined ? await readParameters() : undefined;
	const job: ExportId =
		filters === undefined ? exportIdOf.parse(options.exportId) : await startExport(api, resource, filters);
	await awaitExport(api, job, patience);
	const nameOfFile = options.fileName ?? defaultName(resource, form.format, startedAt);
	const saved = await saveExport(functions, api, job, {
		format: form.format,
		fileName: nameOfFile,
		isOwn: resource.isOwn,
		patience,
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
			fileName: nameOfFile,
			format: form.format,
			exportId: job,
			part: partOf(resource),
			vaultId: api.vaultId,
			server: api.server,
			// Of an export that was started elsewhere they are not known.
			...(filters && Object.keys(filters).length > 0 ? { filters } : {}),
			startedAt,
			finishedAt: new Date().toISOString(),
		},
		{ [form.output]: saved.file },
	);
}
