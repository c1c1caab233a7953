import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { badInput, describeIssues } from '../values/badInput';
import { manifest } from './manifest';
import type { Manifest } from './manifest';
import { contradictsItself } from './manifestChecksum';

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
	const value = parsed(text);
	const read = manifest.safeParse(value);
	if (read.success && contradictsItself(value))
		throw badInput(
			label,
			'points to a damaged manifest',
			`The content of "${binary.fileName ?? 'the manifest'}" does not match its own checksum, so it cannot say anything about the file. Use another copy of the manifest.`,
		);
	if (read.success) return read.data;
	throw badInput(
		label,
		'points to a file that is not a manifest',
		`"${binary.fileName ?? 'The file'}" is not what Make Manifest saves, or is damaged: ${describeIssues(read.error)}.`,
	);
}
