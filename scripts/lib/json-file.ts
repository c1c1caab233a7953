import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ZodType, ZodTypeDef } from 'zod';

/** Content of a JSON file of ours; undefined where it is absent, cut off or of an older form. */
export function readJsonFile<Output, Input>(
	path: string,
	schema: ZodType<Output, ZodTypeDef, Input>,
): Output | undefined {
	if (!existsSync(path)) return undefined;
	try {
		const parsed = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
		return parsed.success ? parsed.data : undefined;
	} catch {
		return undefined;
	}
}

/** Writes by renaming, so that an interruption leaves the old content and not half of the new. */
export function writeJsonFile(path: string, content: unknown, mode = 0o644): void {
	mkdirSync(dirname(path), { recursive: true });
	const unfinished = `${path}.${process.pid}`;
	writeFileSync(unfinished, `${JSON.stringify(content, null, '\t')}\n`, { mode });
	renameSync(unfinished, path);
}
