import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { badInput, describeIssues } from '../values/badInput';
import { manifest } from './manifest';
import type { Manifest } from './manifest';

/** A manifest of a night names a handful of files. */
const largest = 4 * 1024 * 1024;

function parsed(text: string): unknown {
	try {
		return JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch {
		return undefined;
	}
}

/**
 * @param given the manifest, or the name of the field of the item that holds it
 * @throws Fault `badInput` if the file is no manifest, or n8n's own error where the item has no such file
 */
export async function readManifest(
	{ helpers }: IExecuteFunctions,
	given: IBinaryData | string,
	itemIndex: number,
	label: string,
): Promise<Manifest> {
	const binary = helpers.assertBinaryData(itemIndex, given);
	const size = binary.id
		? (await helpers.getBinaryMetadata(binary.id)).fileSize
		: Buffer.byteLength(binary.data, 'base64');
	const text = size > largest ? '' : (await helpers.getBinaryDataBuffer(itemIndex, given)).toString('utf8');
	const read = manifest.safeParse(parsed(text));
	if (read.success) return read.data;
	throw badInput(
		label,
		'points to a file that is not a manifest',
		`"${binary.fileName ?? 'The file'}" is not what Make Manifest saves, or is damaged: ${describeIssues(read.error)}.`,
	);
}
