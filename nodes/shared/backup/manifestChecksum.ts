import { createHash } from 'crypto';
import { z } from 'zod';

/** With the keys in their order. */
const asWritten = z.object({ checksum: z.string() }).passthrough();

/** Of the JSON of a manifest without its checksum. */
export const checksumOf = (content: object): string =>
	createHash('sha256').update(JSON.stringify(content)).digest('hex');

/** A flipped digit leaves good JSON, so a manifest carries a checksum of its own. One without it cannot be checked. */
export function contradictsItself(manifest: unknown): boolean {
	const read = asWritten.safeParse(manifest);
	if (!read.success) return false;
	const { checksum, ...rest } = read.data;
	return checksumOf(rest) !== checksum;
}
