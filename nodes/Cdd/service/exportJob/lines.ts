const comma = 0x2c;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Line breaks may stand between the parts of a record, never within its strings. */
const oneLine = (text: string) => `${/[\r\n]/.test(text) ? text.replace(/[\r\n]+\s*/g, '') : text}\n`;

/**
 * Where the commas are behind the records of a piece but the last.
 * @param end of the first record
 * @returns undefined where anything but one comma is between two of them, or bytes are elsewhere than their characters: the rest
 * of a character that began in an earlier piece counts as one or two
 */
function commasIn(piece: Uint8Array, texts: readonly string[], end: number): number[] | undefined {
	const commas: number[] = [];
	for (const text of texts.slice(1)) {
		const at = end;
		const begins = piece[at + 1] === text.charCodeAt(0);
		if (piece[at] !== comma || !begins) return undefined;
		commas.push(at);
		end = at + 1 + text.length;
	}
	return commas;
}

/**
 * The records that a piece of an export has completed, one in a line. Where their bytes are there already, one behind the
 * other, they are copied: put together from the texts, a file takes longer to write than the export as it came.
 * @param texts of the records; the first one may have begun in an earlier piece
 * @param endOfFirst where its last byte is followed by the next one, as `RecordSplitter` gives it
 */
export function inLines(texts: readonly string[], piece: Uint8Array, endOfFirst: number | undefined): Uint8Array {
	const [first = '', ...others] = texts;
	const isOneLine = endOfFirst !== undefined && !piece.includes(lineFeed) && !piece.includes(carriageReturn);
	const commas = isOneLine ? commasIn(piece, texts, endOfFirst) : undefined;
	if (!commas || endOfFirst === undefined) return Buffer.from(texts.map(oneLine).join(''));
	const end = others.reduce((sum, { length }) => sum + 1 + length, endOfFirst);
	const begin = Buffer.from(oneLine(first).trimEnd());
	const lines = Buffer.concat([begin, piece.subarray(endOfFirst, end), Buffer.from('\n')]);
	for (const at of commas) lines[begin.length + at - endOfFirst] = lineFeed;
	return lines;
}
