import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export function sha256(content: string | Buffer): string {
	return createHash('sha256').update(content).digest('hex');
}

function filesBelow(path: string): string[] {
	if (!existsSync(path)) return [];
	if (statSync(path).isFile()) return [path];
	return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
}

/** One hash over names and contents of the given files and folders; what is absent counts as absent. */
export function fingerprint(base: string, paths: string[]): string {
	const hash = createHash('sha256');
	for (const file of paths.flatMap((path) => filesBelow(join(base, path))).sort()) {
		const name = relative(base, file).split(sep).join('/');
		hash.update(`${name}\0${sha256(readFileSync(file))}\n`);
	}
	return hash.digest('hex');
}
