import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { Fault } from '../../fault';
import { describeIssues } from '../../values/badInput';
import { manifest } from '../manifest';
import { checksumOf, contradictsItself } from '../manifestChecksum';

/** The manifest of a night as it is saved: beside its files, and once more as the file of the last complete night. */
const nightManifest = manifest.extend({
	/** What the names of its files have in common: `fri`, `week-2`, `2026-11-27-043000`. */
	slot: z.string().min(1),
	/** What is to be known and makes no night incomplete, in sentences. */
	notes: z.array(z.string()),
});

export type NightManifest = z.output<typeof nightManifest>;

const checked = nightManifest.extend({ checksum: z.string() });

/** A flipped digit leaves good JSON: the text carries a checksum of its own. */
export const manifestText = (content: NightManifest): string =>
	`${JSON.stringify({ ...content, checksum: checksumOf(content) }, undefined, '\t')}\n`;

const remedy =
	'Put the newest manifest of a complete night (its name ends with the day of the week or with a date) in its place, under the same name; or remove the file, then the next night compares with nothing.';

const damaged = (what: string): Fault =>
	new Fault('badInput', 'The file of the last complete night is damaged', { description: `${what} ${remedy}` });

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw damaged('It is not JSON, or ends too early.');
	}
}

/** @throws Fault `badInput` saying what to do */
export function readManifest(text: string): NightManifest {
	const content = text.replace(/^\uFEFF/, '');
	if (content.trim() === '') throw damaged('It is empty, as files are that were written to a full disk.');
	const value = parsed(content);
	if (typeof value === 'object' && value !== null && 'manifest' in value && value.manifest !== 1)
		throw new Fault('badInput', 'The file of the last complete night is of another version', {
			description: `Its version is ${String(value.manifest)}. Update this package.`,
		});
	const read = checked.safeParse(value);
	if (!read.success) throw damaged(`It is not the manifest of a night: ${describeIssues(read.error)}.`);
	if (contradictsItself(value)) throw damaged('Its content does not match its own checksum.');
	if (!read.data.complete) throw damaged('It is of a night that is not complete.');
	return nightManifest.parse(value);
}

/** No manifest comes near it. */
const mostBytes = 10_000_000;

/** @param file what an item holds @throws Fault `badInput`; n8n's own error if it is no longer there */
export async function readLastComplete({ helpers }: IExecuteFunctions, file: IBinaryData): Promise<NightManifest> {
	const bytes = file.id ? (await helpers.getBinaryMetadata(file.id)).fileSize : Buffer.byteLength(file.data, 'base64');
	if (bytes > mostBytes) throw damaged(`It has ${bytes} bytes, far more than a manifest has.`);
	const content = file.id
		? await helpers.binaryToBuffer(await helpers.getBinaryStream(file.id))
		: Buffer.from(file.data, 'base64');
	return readManifest(content.toString('utf8'));
}
