import { createHash } from 'crypto';

/** A short, stable name for some content, such as one request: the same content gives the same name. */
export function fingerprintOf(...parts: unknown[]): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 24);
}
