import { createHash } from 'crypto';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { Fault } from '../../../shared/fault';
import { collection, optionalText, text } from '../../../shared/form';
import { store, withinTime } from '../../../shared/http/download';
import { timeLimits } from '../../../shared/http/send';
import { RecordWithFiles } from '../../../shared/operation';
import { filePicker, fileToRead } from '../../records/file';
import type { StoredFile } from '../../records/file';
import type { ChemInventoryApi } from '../../service/api';
import { operation } from '../operation';
import { openFile } from './stream';

interface SavedFile {
	file: IBinaryData;
	bytes: number;
	/** In hex. */
	sha256: string;
	mimeType: string;
}

/** @throws Fault `incomplete` if it was cut off */
async function saveOnce(
	functions: IExecuteFunctions,
	api: ChemInventoryApi,
	{ id, size }: StoredFile,
	fileName: string,
	signal: AbortSignal,
): Promise<SavedFile> {
	const { content, mimeType, isCounted } = await openFile(api, id, signal);
	const hash = createHash('sha256');
	let bytes = 0;
	const counted = (chunk: Uint8Array) => {
		hash.update(chunk);
		bytes += chunk.length;
		return [chunk];
	};
	const file = await store(functions, content, counted, { fileName, mimeType });
	const expected = isCounted ? bytes : (size ?? bytes);
	if (bytes === expected) return { file, bytes, sha256: hash.digest('hex'), mimeType };
	throw cutOff(`${bytes} of ${expected} bytes arrived`);
}

function cutOff(reason: string): Fault {
	return new Fault('incomplete', 'The file did not arrive completely', {
		description: `${reason}. Run this step again.`,
	});
}

const mostTries = 3;

/** All tries have the time of one download together. @throws Fault */
async function save(
	functions: IExecuteFunctions,
	api: ChemInventoryApi,
	stored: StoredFile,
	fileName: string,
): Promise<SavedFile> {
	return await withinTime(timeLimits.download, functions.getExecutionCancelSignal(), async (signal) => {
		for (let tries = 1; ; tries++) {
			const outcome = await saveOnce(functions, api, stored, fileName, signal).catch((thrown: unknown) =>
				thrown instanceof Fault ? thrown : cutOff('The connection ended early'),
			);
			if (!(outcome instanceof Fault)) return outcome;
			if (outcome.kind !== 'incomplete' || tries === mostTries) throw outcome;
		}
	});
}

export const download = operation({
	option: {
		name: 'Download',
		value: 'download',
		action: 'Download a file',
		description: 'Get a file of the file store, such as a safety data sheet, as an n8n file',
	},
	kind: 'read',
	atOnce: 'requests',
	form: {
		file: filePicker,
		output: text({
			displayName: 'Put Output File in Field',
			name: 'binaryPropertyName',
			type: 'string',
			required: true,
			default: 'data',
			hint: 'The name of the output field to put the file in',
		}),
		options: collection(
			{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {} },
			{
				fileName: optionalText({
					displayName: 'File Name',
					name: 'fileName',
					type: 'string',
					default: '',
					placeholder: 'e.g. acetone.pdf',
					description: 'The name of the file. By default, the name in ChemInventory.',
				}),
			},
		),
	},
	async run({ functions, api }, form) {
		const stored = await fileToRead(api, form.file);
		const name = form.options.fileName ?? (stored.name.trim() || `file-${stored.id}`);
		const { file, bytes, sha256, mimeType } = await save(functions, api, stored, name);
		return new RecordWithFiles(
			{
				id: stored.id,
				name: stored.name,
				fileName: name,
				size: bytes,
				sha256,
				mimeType,
				categoryId: stored.categoryid ?? 0,
				dateUploaded: stored.dateuploaded ?? null,
			},
			{ [form.output]: file },
		);
	},
});
