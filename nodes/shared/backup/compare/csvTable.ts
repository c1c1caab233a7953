import { inPieces } from '../../breather';
import type { Change } from '../change';
import { csvLine } from '../csv';

const columns = [
	'change',
	'kind',
	'id',
	'name',
	'barcode',
	'field',
	'from',
	'to',
	'difference',
	'unit',
	'records',
	'summary',
] as const satisfies ReadonlyArray<keyof Change>;

/** Without it Excel takes the file for one of its old encodings. */
const byteOrderMark = '\ufeff';

/** The changes as a file for spreadsheets. */
export async function csvTable(changes: readonly Change[]): Promise<Buffer> {
	const lines = await inPieces(changes, (change) => Buffer.from(csvLine(columns.map((column) => change[column]))));
	return Buffer.concat([Buffer.from(`${byteOrderMark}${csvLine(columns)}`), ...lines]);
}
