import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import type { Change } from '../../../nodes/shared/backup/change';
import { compareFiles } from '../../../nodes/shared/backup/compare/comparison';
import type { Compared } from '../../../nodes/shared/backup/compare/comparison';
import { byImportance, sorted } from '../../../nodes/shared/backup/compare/order';
import { csvLine } from '../../../nodes/shared/backup/csv';
import { readerFor } from '../../../nodes/shared/backup/readers';
import type { FileFormat, RecordFile } from '../../../nodes/shared/backup/recordFile';
import type { RecordKind } from '../../../nodes/shared/backup/recordKind';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Records as Export and Make File write them. */
export function contentOf(records: readonly IDataObject[], format: FileFormat): string {
	if (format === 'ndjson') return records.map((record) => `${JSON.stringify(record)}\n`).join('') || '\n';
	if (format === 'json')
		return `{"count":${records.length},"objects":[${records.map((record) => JSON.stringify(record)).join(',')}]}`;
	const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
	return [names, ...records.map((record) => names.map((name) => record[name]))].map((line) => csvLine(line)).join('');
}

/** A file by its text, read in small pieces. */
export function fileWith(text: string, format: FileFormat, name = `file.${format}`): RecordFile {
	const pieceSize = Math.max(1_000, Math.ceil(text.length / 500));
	return {
		name,
		size: text.length,
		async *pieces() {
			const reader = readerFor(format);
			for (let at = 0; at < text.length; at += pieceSize) yield reader.push(text.slice(at, at + pieceSize));
			const { rest } = reader.finish();
			yield rest;
			return { format, bytes: text.length, sha256: sha256(text), records: reader.records };
		},
	};
}

export const fileOf = (records: readonly IDataObject[], format: FileFormat = 'json', name?: string): RecordFile =>
	fileWith(contentOf(records, format), format, name);

export interface Result {
	changes: Change[];
	compared: Compared;
}

/** Compares two files as the operation does. */
export async function compareTwo(
	kinds: readonly RecordKind[],
	earlier: RecordFile,
	later: RecordFile,
	keepsRecords = false,
): Promise<Result> {
	const changes: Change[] = [];
	const compared = await compareFiles(
		{ file: earlier, label: 'Earlier File' },
		{ file: later, label: 'Later File' },
		kinds,
		(change) => void changes.push(change),
		keepsRecords,
	);
	return { changes: await sorted(changes, byImportance), compared };
}

/** The same for records. */
export const changesBetween = async (
	kinds: readonly RecordKind[],
	earlier: readonly IDataObject[],
	later: readonly IDataObject[],
): Promise<Change[]> =>
	(await compareTwo(kinds, fileOf(earlier, 'json', 'earlier.json'), fileOf(later, 'json', 'later.json'))).changes;
