import { createHash } from 'crypto';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { inPieces } from '../breather';
import { choice, collection, optionalText, text } from '../form';
import { RecordWithFiles } from '../operation';
import { badInput } from '../values/badInput';
import { csvLine } from './csv';
import { quantity } from './figures';
import { heldIn } from './heldIn';
import { IdCounter } from './idCounter';
import type { FileFormat } from './recordFile';
import { refuseAgents } from './refuseAgents';
import { operation } from './withoutService';

const partLabel = 'What the Items Are';

const mimeTypes: Record<FileFormat, string> = {
	csv: 'text/csv',
	json: 'application/json',
	ndjson: 'application/x-ndjson',
};

/** All columns, in the order in which they come up. */
async function columnsOf(records: readonly IDataObject[]): Promise<string[]> {
	const names = new Set<string>();
	await inPieces(records, (record) => Object.keys(record).forEach((name) => names.add(name)));
	return [...names];
}

async function tableOf(records: readonly IDataObject[]): Promise<string[]> {
	const names = await columnsOf(records);
	const rows = await inPieces(records, (record) => csvLine(names.map((name) => heldIn(record, name))));
	return [csvLine(names), ...rows];
}

/** The content in pieces, so that its text is never one of half a gigabyte. */
async function contentOf(
	part: string,
	savedAt: string,
	records: readonly IDataObject[],
	format: FileFormat,
): Promise<Buffer> {
	const lines = async () => await inPieces(records, (record) => JSON.stringify(record));
	if (format === 'csv') return await bytesOf(await tableOf(records));
	if (format === 'ndjson')
		return await bytesOf([...(await lines()).map((line) => `${line}\n`), ...(records.length === 0 ? ['\n'] : [])]);
	const head = JSON.stringify({ part, savedAt, count: records.length }).slice(0, -1);
	const separated = (await lines()).map((line, at) => `${at === 0 ? '\n' : ',\n'}${line}`);
	return await bytesOf([`${head},"records":[`, ...separated, '\n]}\n']);
}

async function bytesOf(pieces: readonly string[]): Promise<Buffer> {
	return Buffer.concat(await inPieces(pieces, (piece) => Buffer.from(piece)));
}

/** n8n gives a step that found nothing one empty item, where the workflow goes on nevertheless. */
const isEmpty = (record: IDataObject) => Object.keys(record).length === 0;

/** What a step says of an item that failed, where the workflow goes on nevertheless. */
const sayings = new Set(['error', 'message', 'details']);

const isFailure = ({ json, error }: INodeExecutionData) =>
	error !== undefined || ('error' in json && Object.keys(json).every((key) => sayings.has(key)));

/** @throws Fault `badInput`: what the failed step would have brought is not there */
function refuseFailures(items: readonly INodeExecutionData[]): void {
	const at = items.findIndex(isFailure);
	if (at === -1) return;
	throw badInput(
		partLabel,
		'would not be complete, because a step before has failed',
		`Item ${quantity(at + 1)} is an error message, not a record. Correct the step that failed, and let the workflow stop when it fails.`,
	);
}

const nameOf = (part: string, savedAt: string, format: FileFormat) =>
	`${part.replace(/[^\p{L}\p{N}._-]+/gu, '-')}-${savedAt.slice(0, 19).replace(/:/g, '')}.${format}`;

export const makeFile = operation({
	option: {
		name: 'Make File',
		value: 'makeFile',
		action: 'Make a backup file of all items',
		description: 'Save all incoming items together as one file, with counts and a checksum',
	},
	kind: 'read',
	form: {
		part: text({
			displayName: partLabel,
			name: 'part',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. containers',
			description: 'The name of this part of the backup. It begins the name of the file.',
		}),
		output: text({
			displayName: 'Put Output File in Field',
			name: 'binaryPropertyName',
			type: 'string',
			required: true,
			default: 'data',
			hint: 'The name of the output field to put the file in',
		}),
		format: choice({
			displayName: 'Format',
			name: 'format',
			type: 'options',
			options: [
				{
					name: 'CSV',
					value: 'csv',
					description: 'A table for spreadsheets; lists and objects are JSON in their cells',
				},
				{ name: 'JSON', value: 'json', description: 'One document with all records' },
				{ name: 'NDJSON', value: 'ndjson', description: 'One record per line, easy to process in pieces' },
			],
			default: 'json',
			description: 'The format of the file',
		}),
		options: collection(
			{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
			{
				fileName: optionalText({
					displayName: 'File Name',
					name: 'fileName',
					type: 'string',
					default: '',
					placeholder: 'e.g. containers.json',
					description: 'The name of the file. By default, it contains the name of the part and the time.',
				}),
			},
		),
	},
	async run({ functions, itemIndex }, { part, output, format, options }, forms) {
		refuseAgents(functions, partLabel);
		// One file for all items, with what the first of them says.
		const [first] = forms.keys();
		if (itemIndex !== first) return [];
		const items = functions.getInputData();
		refuseFailures(items);
		const records = items.map(({ json }) => json).filter((record) => !isEmpty(record));
		const ids = new IdCounter();
		await inPieces(records, (record) => ids.add(record));
		const savedAt = new Date().toISOString();
		const content = await contentOf(part, savedAt, records, format);
		const fileName = options.fileName ?? nameOf(part, savedAt, format);
		const file = await functions.helpers.prepareBinaryData(content, fileName, mimeTypes[format]);
		return new RecordWithFiles(
			{
				part,
				complete: true,
				summary: `${quantity(records.length)} records`,
				records: records.length,
				distinctIds: ids.distinct,
				sha256: createHash('sha256').update(content).digest('hex'),
				bytes: content.length,
				fileName,
				format,
				finishedAt: savedAt,
			},
			{ [output]: file },
		);
	},
});
