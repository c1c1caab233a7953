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

const blockLength = 65_536;

/** The changes as a file for spreadsheets. */
export async function csvTable(changes: readonly Change[]): Promise<Buffer> {
	const blocks: Buffer[] = [];
	let text = `${byteOrderMark}${csvLine(columns)}`;
	await inPieces(changes, (change) => {
		text += csvLine(columns.map((column) => change[column]));
		if (text.length < blockLength) return;
		blocks.push(Buffer.from(text));
		text = '';
	});
	return Buffer.concat([...blocks, Buffer.from(text)]);
}
