/** Where the parts of records are in a piece of an export, as `RecordSplitter` gives them. */
export interface Parts {
	readonly starts: readonly number[];
	/** The last record may be open, and have no end here. */
	readonly ends: readonly number[];
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const lineEnd = Buffer.from('\n');

/** Line breaks may stand between the parts of a record, never within its strings. */
const inOneLine = (part: Uint8Array) =>
	Buffer.from(
		Buffer.from(part)
			.toString('latin1')
			.replace(/[\r\n][ \t\r\n]*/g, ''),
		'latin1',
	);

/**
 * Writes the records of an export in lines while it streams by, in the bytes in which it came: with a copy of each piece n8n
 * cleans up its memory so often that lines took a sixth longer than the export as it is.
 */
export class Lines {
	/** Whether the last record has ended with its piece, and its line has not. */
	private isLineOpen = false;

	/**
	 * @param piece the next one of the export; it is written over
	 * @returns what comes next in the file: a part of the piece, where nothing but one comma is between its records
	 */
	next(piece: Uint8Array, { starts, ends }: Parts): Uint8Array {
		const wasLineOpen = this.isLineOpen;
		const lineEnds = wasLineOpen ? [0, ...ends] : ends;
		const last = lineEnds.at(-1);
		const isRecordOpen = starts.length > ends.length;
		this.isLineOpen = !isRecordOpen && last === piece.length;

		const next = wasLineOpen ? starts : starts.slice(1);
		const areClose = next.every((start, at) => start - 1 === lineEnds[at]);
		if (!areClose || piece.includes(lineFeed) || piece.includes(carriageReturn)) {
			const lines = starts.flatMap((start, at) => [
				inOneLine(piece.subarray(start, ends[at])),
				...((ends[at] ?? piece.length) < piece.length ? [lineEnd] : []),
			]);
			return Buffer.concat(wasLineOpen ? [lineEnd, ...lines] : lines);
		}
		for (const at of lineEnds) if (at < piece.length) piece[at] = lineFeed;
		const begin = wasLineOpen ? 0 : (starts[0] ?? piece.length);
		return piece.subarray(begin, isRecordOpen || last === undefined ? piece.length : last + 1);
	}
}
