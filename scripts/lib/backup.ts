import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';

import { sha256 } from './fingerprint';
import type { Execution } from './n8n-commands';
import { PlainProblem, say } from './progress';

/** The step of the workflow that leaves the files. */
const savedBy = 'Write files';
const partSchema = z.object({
	role: z.literal('part'),
	part: z.string(),
	slot: z.string(),
	fileName: z.string(),
	format: z.enum(['json', 'ndjson']),
	records: z.number(),
	distinctIds: z.number(),
	complete: z.boolean(),
	sha256: z.string(),
});
const recordsSchema = z.array(z.object({ id: z.number() }).passthrough());
const fileSchema = z.union([recordsSchema, z.object({ objects: recordsSchema }).transform(({ objects }) => objects)]);

export interface SavedFile {
	holds: string;
	path: string;
	records: number;
	distinctIds: number;
	sha256: string;
	complete: boolean;
}

/** Counts and checksum of a backup file, read from the file itself and not from what a node says. */
export function inspectBackupFile(
	path: string,
	format: 'json' | 'ndjson',
): Pick<SavedFile, 'records' | 'distinctIds' | 'sha256'> {
	const content = readFileSync(path);
	const text = content.toString('utf8');
	const parsed: unknown =
		format === 'json'
			? JSON.parse(text)
			: text.split('\n').flatMap((line): unknown[] => (line ? [JSON.parse(line)] : []));
	const records = fileSchema.parse(parsed);
	return {
		records: records.length,
		distinctIds: new Set(records.map(({ id }) => id)).size,
		sha256: sha256(content),
	};
}

const titled = (part: string) => part.slice(0, 1).toUpperCase() + part.slice(1);

/**
 * The files that a run of the nightly backup saved, each compared with what the run said of it.
 *
 * @throws PlainProblem when the run failed, or a file is not what the run said
 */
export function savedFiles(execution: Execution): SavedFile[] {
	if (!execution.succeeded) {
		const { error } = execution;
		const where = error?.node ? ` at the step '${error.node.name}'` : '';
		throw new PlainProblem(
			`The nightly backup stopped${where}: ${error?.message ?? 'no reason was given'}${error?.description ? `\n${error.description}` : ''}`,
		);
	}
	const parts = execution.itemsOf(savedBy).flatMap((item) => {
		const read = partSchema.safeParse(item);
		return read.success ? [read.data] : [];
	});
	if (parts.length === 0) {
		throw new PlainProblem(
			`The backup ran well, but its step '${savedBy}' no longer gives what the shipped workflow gives, so what it saved cannot be checked here.`,
		);
	}
	// The first night of a week and of a month is saved under further names.
	const tonight = parts.filter(({ slot }) => slot === parts[0]?.slot);
	return tonight.map((said) => {
		const found = inspectBackupFile(said.fileName, said.format);
		const same =
			found.sha256 === said.sha256 && found.records === said.records && found.distinctIds === said.distinctIds;
		if (!same) {
			throw new PlainProblem(
				`${said.fileName} is not what the backup said it saved: ${found.records} records, ${found.distinctIds} distinct ids, SHA-256 ${found.sha256} in the file, against ${said.records}, ${said.distinctIds} and ${said.sha256}.`,
			);
		}
		return { ...found, holds: titled(said.part), path: said.fileName, complete: said.complete };
	});
}

export function showSavedFiles(files: SavedFile[]): void {
	say('\nThe nightly backup saved:');
	for (const file of files) {
		say(`  ${file.holds}: ${basename(file.path)}`);
		say(`    file      ${file.path}`);
		say(
			`    records   ${file.records}, distinct ids ${file.distinctIds}, ${file.complete ? 'complete' : 'INCOMPLETE'}`,
		);
		say(`    SHA-256   ${file.sha256} (computed again from the file: the same)`);
	}
}
